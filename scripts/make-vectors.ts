// Writes the project's own test vectors (design §4.1) from fixed keys: tests/vectors/bamboo.json, bamboo-logs.json and
// ed25519-strict.json. Deterministic: running it again changes nothing. Run it with `node scripts/run.mjs
// scripts/make-vectors.ts`.

import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Point } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import {
  MAX_LOG_ID,
  MAX_SEQ_NUM,
  concatBytes,
  encodeUnsigned,
  encodeVarU64,
  fromHex,
  lipmaalink,
  signEntry,
  signerFromSecretKey,
  toHex,
  utf8Encode,
  yamfHash,
} from '../src/bamboo/index.ts'
import { logVectors } from './log-vectors.ts'

// --- entries -------------------------------------------------------------------------------------------------------

const SECRET_KEY = Uint8Array.from({ length: 32 }, (_, index) => index)
/** Both sides of every length that a VarU64 can have, as far as a payload can be that long in a test. */
const BORDER_SIZES = [0, 1, 247, 248, 255, 256, 65_535, 65_536]
const BORDER_SEQ_NUMS = [247, 248, 255, 256, 65_535, 65_536, 2 ** 24, 2 ** 32, 2 ** 40, 2 ** 48, MAX_SEQ_NUM]
const BORDER_LOG_IDS = [247n, 248n, 2n ** 48n - 1n, 2n ** 56n - 1n, 2n ** 56n, MAX_LOG_ID]

interface Plan {
  readonly logId?: bigint
  readonly seqNum: number
  readonly backlink?: Uint8Array
  readonly lipmaalink?: Uint8Array
  readonly payloadLength?: number
  readonly isEndOfLog?: boolean
}

async function entryVector(name: string, plan: Plan) {
  const { logId = 7n, seqNum, payloadLength = 5, isEndOfLog = false } = plan
  const links = isLipmaalinkOmitted(seqNum) ? { backlink: plan.backlink } : plan
  const payload = new Uint8Array(payloadLength).fill(seqNum % 256)
  const signer = await signerFromSecretKey(SECRET_KEY)
  const signed = await signEntry({ ...links, signer, logId, seqNum, payload, isEndOfLog })
  if (!signed.ok) throw new Error(`${name}: ${signed.error.code}`)
  const { entry, bytes, hash } = signed.value
  return {
    name,
    author: toHex(entry.author),
    logId: logId.toString(),
    seqNum,
    lipmaalink: entry.lipmaalink === undefined ? null : toHex(entry.lipmaalink),
    backlink: entry.backlink === undefined ? null : toHex(entry.backlink),
    payload: { length: payloadLength, fill: seqNum % 256 },
    payloadHash: toHex(entry.payloadHash),
    isEndOfLog,
    signature: toHex(entry.signature),
    bytes: toHex(bytes),
    hash: toHex(hash),
  }
}

function isLipmaalinkOmitted(seqNum: number): boolean {
  return lipmaalink(seqNum) === seqNum - 1
}

/** Fourteen entries that follow each other; the last one ends the log. Lipmaalinks of 4, 8, 12 and 13 are their own. */
async function wholeLog() {
  const hashes: Uint8Array[] = []
  const log = []
  for (let seqNum = 1; seqNum <= 14; seqNum += 1) {
    const backlink = hashes[seqNum - 2]
    const lipmaa = hashes[lipmaalink(seqNum) - 1]
    const links = { ...(backlink && { backlink }), ...(lipmaa && { lipmaalink: lipmaa }) }
    const vector = await entryVector(`entry ${seqNum} of a log of 14`, { ...links, seqNum, isEndOfLog: seqNum === 14 })
    hashes.push(bytesOf(vector.hash))
    log.push(vector)
  }
  return log
}

/** Entries alone: their links name entries that nobody has, so only form and signature can be checked. */
async function singleEntries() {
  const links = { backlink: yamfHash(utf8Encode('previous')), lipmaalink: yamfHash(utf8Encode('lipmaa')) }
  return Promise.all([
    ...BORDER_SIZES.map((payloadLength) =>
      entryVector(`payload of ${payloadLength} bytes`, { seqNum: 1, payloadLength }),
    ),
    ...BORDER_SEQ_NUMS.map((seqNum) => entryVector(`sequence number ${seqNum}`, { ...links, seqNum })),
    ...BORDER_LOG_IDS.map((logId) => entryVector(`log id ${logId}`, { seqNum: 1, logId })),
    entryVector('first entry that ends its log', { seqNum: 1, isEndOfLog: true }),
  ])
}

/** One malformed byte string for each code of the decoder that names content; truncation is tested by cutting. */
async function malformedEntries() {
  const author = bytesOf((await entryVector('author', { seqNum: 1 })).author)
  const hash = yamfHash(utf8Encode('any'))
  const foreign = Uint8Array.from(hash).fill(0x20, 1, 2)
  const one = Uint8Array.of(1)
  const zero = Uint8Array.of(0)
  const wide = Uint8Array.of(248, 1)
  const tooBig = encodeVarU64(2n ** 53n)
  const signature = new Uint8Array(64)
  const start = concatBytes(zero, author)
  const end = concatBytes(hash, signature)
  const bytes = {
    'tag-unknown': concatBytes(Uint8Array.of(2), author, zero, one, zero, end),
    'log-id-non-canonical': concatBytes(start, wide, one, zero, end),
    'seq-num-non-canonical': concatBytes(start, zero, wide, zero, end),
    'seq-num-zero': concatBytes(start, zero, zero, zero, end),
    'seq-num-too-big': concatBytes(start, zero, tooBig, zero, end),
    'lipmaalink-foreign': concatBytes(start, zero, Uint8Array.of(4), foreign, hash, zero, end),
    'backlink-foreign': concatBytes(start, zero, Uint8Array.of(2), foreign, zero, end),
    'payload-size-non-canonical': concatBytes(start, zero, one, wide, end),
    'payload-size-too-big': concatBytes(start, zero, one, tooBig, end),
    'payload-hash-foreign': concatBytes(start, zero, one, zero, foreign, signature),
    'trailing-bytes': concatBytes(start, zero, one, zero, end, zero),
    'signature-truncated': concatBytes(start, zero, one, zero, hash, signature.subarray(1)),
  }
  return Object.entries(bytes).map(([code, malformed]) => ({ code, bytes: toHex(malformed) }))
}

// --- signatures ----------------------------------------------------------------------------------------------------

const L = Point.CURVE().n
const FIELD_PRIME = Point.CURVE().p
/** A point of order 8 that generates all points of small order. */
const T8 = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa')
const SECRET_SCALAR = scalarFrom('author')
const NONCE_SCALAR = scalarFrom('nonce')
const HONEST_KEY = Point.BASE.multiply(SECRET_SCALAR)

const SMALL_ORDER = Array.from({ length: 8 }, (_, times) => ({
  name: `${times} × T8`,
  point: T8.multiply(BigInt(times), false).toBytes(),
}))

/** Encodings of points of small order that break a rule of RFC 8032: y not below p, or a sign although x is 0. */
const NON_CANONICAL = [
  { name: 'y = 1 with sign', point: pointBytes(1n, true) },
  { name: 'y = -1 with sign', point: pointBytes(FIELD_PRIME - 1n, true) },
  { name: 'y = p', point: pointBytes(FIELD_PRIME, false) },
  { name: 'y = p with sign', point: pointBytes(FIELD_PRIME, true) },
  { name: 'y = p + 1', point: pointBytes(FIELD_PRIME + 1n, false) },
  { name: 'y = p + 1 with sign', point: pointBytes(FIELD_PRIME + 1n, true) },
]

interface Forgery {
  /** Bytes of the author's key. */
  readonly key: Uint8Array
  /** The secret scalar that S is computed with; 0 when the key is of small order. */
  readonly secret: bigint
  /** Bytes of R. */
  readonly r: Uint8Array
  /** The scalar behind R, 0 when R is of small order. */
  readonly nonce: bigint
  /** Which challenges k serve the purpose; messages are counted up until one does. */
  readonly wanted?: (k: bigint) => boolean
}

function strictCase(name: string, valid: boolean, { key, secret, r, nonce, wanted = () => true }: Forgery) {
  for (let attempt = 0; ; attempt += 1) {
    const message = utf8Encode(`${name}, message ${attempt}`)
    const k = fromLittleEndian(sha512(concatBytes(r, key, message))) % L
    if (!wanted(k)) continue
    const signature = concatBytes(r, littleEndian((nonce + k * secret) % L))
    return { name, message: toHex(message), publicKey: toHex(key), signature: toHex(signature), valid }
  }
}

function strictCases() {
  const honest = { key: HONEST_KEY.toBytes(), secret: SECRET_SCALAR, nonce: NONCE_SCALAR }
  const r = Point.BASE.multiply(NONCE_SCALAR).toBytes()
  const mixedKey = { ...honest, r, key: HONEST_KEY.add(T8).toBytes() }
  const mixedR = { ...honest, r: Point.BASE.multiply(NONCE_SCALAR).add(T8).toBytes() }
  const isEightfold = (k: bigint): boolean => k % 8n === 0n
  const smallPoints = [...SMALL_ORDER, ...NON_CANONICAL]
  const control = strictCase('honest key and signature', true, { ...honest, r })
  const offCurve = toHex(pointBytes(2n, false))
  return [
    control,
    { ...control, name: 'another message', message: toHex(utf8Encode('another')), valid: false },
    { ...control, name: 'S + L instead of S', signature: plusOrder(control.signature), valid: false },
    { ...control, name: 'S = L', signature: control.signature.slice(0, 64) + toHex(littleEndian(L)), valid: false },
    { ...control, name: 'key not on the curve, y = 2', publicKey: offCurve, valid: false },
    { ...control, name: 'R not on the curve, y = 2', signature: offCurve + control.signature.slice(64), valid: false },
    ...smallPoints.map(({ name, point }) =>
      strictCase(`key of small order, ${name}`, false, { ...honest, r, key: point, secret: 0n, wanted: isEightfold }),
    ),
    ...smallPoints.map(({ name, point }) =>
      strictCase(`R of small order, ${name}`, false, { ...honest, r: point, nonce: 0n }),
    ),
    strictCase('key of mixed order, both equations hold', true, { ...mixedKey, wanted: isEightfold }),
    strictCase('key of mixed order, only cofactored', false, { ...mixedKey, wanted: (k) => !isEightfold(k) }),
    strictCase('R of mixed order, only cofactored', false, mixedR),
    { ...twoFacedEntry(mixedR), name: 'an entry with an honest key and R of mixed order' },
  ]
}

/** A first entry, complete but for its signature, which cofactored verifiers would accept and we refuse. */
function twoFacedEntry({ key, secret, r, nonce }: Forgery) {
  const payload = utf8Encode('two faces')
  const message = encodeUnsigned({
    author: key,
    logId: 0n,
    seqNum: 1,
    payloadSize: payload.length,
    payloadHash: yamfHash(payload),
    isEndOfLog: false,
  })
  const k = fromLittleEndian(sha512(concatBytes(r, key, message))) % L
  const signature = concatBytes(r, littleEndian((nonce + k * secret) % L))
  return { message: toHex(message), publicKey: toHex(key), signature: toHex(signature), valid: false }
}

function plusOrder(signature: string): string {
  const s = fromLittleEndian(bytesOf(signature.slice(64)))
  return signature.slice(0, 64) + toHex(littleEndian(s + L))
}

function pointBytes(y: bigint, hasSign: boolean): Uint8Array {
  return littleEndian(hasSign ? y + 2n ** 255n : y)
}

function scalarFrom(seed: string): bigint {
  return fromLittleEndian(sha512(utf8Encode(seed))) % L
}

// --- bytes and files -----------------------------------------------------------------------------------------------

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn))
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`)
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}

async function save(file: string, vectors: unknown): Promise<void> {
  const path = resolve(import.meta.dirname, '../tests/vectors', file)
  // As the formatter of this project writes it: short lists of numbers on one line.
  const text = JSON.stringify(vectors, undefined, 2)
  const lists = text.replaceAll(
    /\[\s+\d+(?:,\s+\d+)*\s+\]/gu,
    (list) => `[${list.slice(1, -1).trim().replaceAll(/\s+/gu, ' ')}]`,
  )
  await writeFile(path, `${lists}\n`)
  process.stdout.write(`${path}\n`)
}

await save('bamboo.json', {
  secretKey: toHex(SECRET_KEY),
  log: await wholeLog(),
  single: await singleEntries(),
  malformed: await malformedEntries(),
})
await save('bamboo-logs.json', await logVectors(SECRET_KEY))
await save('ed25519-strict.json', strictCases())
