// The part of the project's test vectors that is about entries among others (design §4.1): what `verifyEntry` refuses and
// why, certificate pools, and pairs of entries that do or do not prove a fork. `make-vectors.ts` writes them.

import {
  certificatePool,
  concatBytes,
  lipmaalink,
  signEntry,
  signerFromSecretKey,
  toHex,
  type SignedEntry,
} from '../src/bamboo/index.ts'

const HEIGHT = 50
/** The branch differs from here on. */
const FORK = 41
const LOG_ID = 7n

interface Shape {
  readonly secretKey: Uint8Array
  readonly logId?: bigint
  readonly otherFrom?: number
  readonly endOfLogAt?: number
}

function payloadAt(seqNum: number, isOther: boolean): Uint8Array {
  return new Uint8Array(5).fill(isOther ? 255 - seqNum : seqNum)
}

async function buildLog(height: number, shape: Shape): Promise<SignedEntry[]> {
  const { secretKey, logId = LOG_ID, otherFrom = Number.POSITIVE_INFINITY, endOfLogAt } = shape
  const signer = await signerFromSecretKey(secretKey)
  const log: SignedEntry[] = []
  for (let seqNum = 1; seqNum <= height; seqNum += 1) {
    const links = { backlink: log[seqNum - 2]?.hash, lipmaalink: log[lipmaalink(seqNum) - 1]?.hash }
    const payload = payloadAt(seqNum, seqNum >= otherFrom)
    const signed = await signEntry({ signer, logId, seqNum, ...links, payload, isEndOfLog: seqNum === endOfLogAt })
    if (!signed.ok) throw new Error(`entry ${seqNum}: ${signed.error.code}`)
    log.push(signed.value)
  }
  return log
}

function at(log: readonly SignedEntry[], seqNum: number): SignedEntry {
  const entry = log[seqNum - 1]
  if (entry === undefined) throw new Error(`no entry ${seqNum}`)
  return entry
}

const hexAt = (log: readonly SignedEntry[], seqNum: number): string => toHex(at(log, seqNum).bytes)

function spoilt(bytes: Uint8Array): string {
  return toHex(concatBytes(bytes.subarray(0, -1), Uint8Array.of((bytes.at(-1) ?? 0) ^ 1)))
}

interface Logs {
  readonly log: readonly SignedEntry[]
  readonly branch: readonly SignedEntry[]
  readonly ended: readonly SignedEntry[]
  readonly otherAuthor: readonly SignedEntry[]
  readonly otherLog: readonly SignedEntry[]
}

/** `code` is null where everything is right. Payloads and referenced entries in hexadecimal; those left out are absent. */
function verifications({ log, branch, ended, otherAuthor, otherLog }: Logs) {
  const whole = {
    entry: hexAt(log, 44),
    payload: toHex(payloadAt(44, false)),
    backlink: hexAt(log, 43),
    lipmaalink: hexAt(log, 40),
  }
  const afterEnd = { entry: hexAt(ended, 6), payload: toHex(payloadAt(6, false)), backlink: hexAt(ended, 5) }
  return [
    { name: 'all is right', code: null, ...whole },
    { name: 'the payload is absent', code: null, ...whole, payload: null },
    { name: 'the backlink is absent', code: 'backlink-missing', ...whole, backlink: null },
    { name: 'the lipmaalink is absent', code: 'lipmaalink-missing', ...whole, lipmaalink: null },
    { name: 'the backlink is of the branch', code: 'backlink-mismatch', ...whole, backlink: hexAt(branch, 43) },
    {
      name: 'the lipmaalink is of the branch',
      code: 'lipmaalink-mismatch',
      entry: hexAt(log, 48),
      payload: toHex(payloadAt(48, false)),
      backlink: hexAt(log, 47),
      lipmaalink: hexAt(branch, 44),
    },
    { name: 'another author', code: 'backlink-wrong-author', ...whole, backlink: hexAt(otherAuthor, 43) },
    { name: 'another log id', code: 'backlink-wrong-log-id', ...whole, backlink: hexAt(otherLog, 43) },
    { name: 'another number', code: 'backlink-wrong-seq-num', ...whole, backlink: hexAt(log, 42) },
    { name: 'a lipmaalink of another number', code: 'lipmaalink-wrong-seq-num', ...whole, lipmaalink: hexAt(log, 39) },
    { name: 'a backlink that is no entry', code: 'backlink-malformed', ...whole, backlink: '00' },
    { name: 'a payload of another size', code: 'payload-size-mismatch', ...whole, payload: `${whole.payload}00` },
    { name: 'another payload', code: 'payload-hash-mismatch', ...whole, payload: '0000000000' },
    { name: 'a spoilt signature', code: 'signature-invalid', ...whole, entry: spoilt(at(log, 44).bytes) },
    { name: 'after the end of the log', code: 'after-end-of-log', ...afterEnd, lipmaalink: null },
    {
      name: 'the end of the log itself',
      code: null,
      entry: hexAt(ended, 5),
      payload: toHex(payloadAt(5, false)),
      backlink: hexAt(ended, 4),
      lipmaalink: null,
    },
  ]
}

/** `reached` are the numbers that are proven; or `error` says what is wrong and at which entry. */
function pools({ log, branch, ended, otherLog }: Logs) {
  const numbers = certificatePool(HEIGHT, HEIGHT)
  const whole = numbers.map((seqNum) => hexAt(log, seqNum))
  const upper = numbers.filter((seqNum) => seqNum > 40)
  const anchor = { seqNum: 40, hash: toHex(at(log, 40).hash) }
  const base = { newest: HEIGHT, anchors: [] as { seqNum: number; hash: string }[] }
  const refused = (code: string, seqNum: number) => ({ error: { code, seqNum } })
  return [
    { name: 'the pool of entry 50', ...base, entries: whole, reached: numbers },
    { name: 'in any order', ...base, entries: whole.toReversed(), reached: numbers },
    {
      name: 'down to a known entry',
      newest: HEIGHT,
      anchors: [anchor],
      entries: upper.map((seqNum) => hexAt(log, seqNum)),
      reached: [40, ...upper],
    },
    { name: 'with a stray entry', ...base, entries: [...whole, hexAt(log, 9)], reached: numbers },
    { name: 'without entry 1', ...base, entries: whole.slice(1), ...refused('pool-path-missing', numbers[1] ?? 0) },
    { name: 'without the newest', ...base, entries: whole.slice(0, -1), ...refused('pool-entry-missing', HEIGHT) },
    {
      name: 'with an entry of the branch',
      ...base,
      entries: numbers.map((seqNum) => hexAt(seqNum === 48 ? branch : log, seqNum)),
      ...refused('pool-link-mismatch', 48),
    },
    {
      name: 'with two entries at one number',
      ...base,
      entries: [...whole, hexAt(branch, 44)],
      ...refused('pool-contradiction', 44),
    },
    {
      name: 'with an entry of another log',
      ...base,
      entries: [...whole, hexAt(otherLog, 43)],
      ...refused('pool-mixed-logs', 43),
    },
    {
      name: 'beyond the end of the log',
      newest: 6,
      anchors: [],
      entries: [1, 4, 5, 6].map((seqNum) => hexAt(ended, seqNum)),
      ...refused('pool-after-end-of-log', 6),
    },
  ]
}

/** `code` is null where the two entries prove a fork. */
function forks({ log, branch, otherAuthor, otherLog }: Logs) {
  const first = hexAt(log, FORK)
  return [
    { name: 'two payloads at one number', code: null, first, second: hexAt(branch, FORK) },
    { name: 'later entries of both branches', code: null, first: hexAt(log, 48), second: hexAt(branch, 48) },
    { name: 'one entry twice', code: 'same-entry', first, second: first },
    { name: 'two numbers', code: 'different-places', first, second: hexAt(branch, FORK + 1) },
    { name: 'two authors', code: 'different-places', first, second: hexAt(otherAuthor, FORK) },
    { name: 'two log ids', code: 'different-places', first, second: hexAt(otherLog, FORK) },
    { name: 'a spoilt signature', code: 'not-signed', first, second: spoilt(at(branch, FORK).bytes) },
    { name: 'no entry at all', code: 'not-signed', first, second: '' },
  ]
}

/** The content of tests/vectors/bamboo-logs.json. */
export async function logVectors(secretKey: Uint8Array): Promise<object> {
  const logs: Logs = {
    log: await buildLog(HEIGHT, { secretKey }),
    branch: await buildLog(HEIGHT, { secretKey, otherFrom: FORK }),
    ended: await buildLog(6, { secretKey, endOfLogAt: 5 }),
    otherAuthor: await buildLog(43, { secretKey: secretKey.toReversed() }),
    otherLog: await buildLog(43, { secretKey, logId: LOG_ID + 1n }),
  }
  return { verifications: verifications(logs), pools: pools(logs), forks: forks(logs) }
}
