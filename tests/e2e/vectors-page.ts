// Runs the bamboo and signature vectors (design §4.1) wherever it is loaded: Node, a Chromium page, a Firefox page. The
// platforms must give the same bytes and the same verdicts, natively and with the fallback.

import { verifyFallback } from '../../src/bamboo/ed25519-fallback.ts'
import { verifyNative } from '../../src/bamboo/ed25519.ts'
import {
  decodeEntry,
  encodeEntry,
  fromHex,
  prepareHashing,
  signEntry,
  signerFromSecretKey,
  toHex,
  verifyHeader,
  verifySignature,
  yamfHash,
  type Entry,
} from '../../src/bamboo/index.ts'

/** One valid entry: its fields in hexadecimal (log id in decimal), its bytes and their yamf-hash. */
export interface EntryVector {
  readonly name: string
  readonly author: string
  readonly logId: string
  readonly seqNum: number
  readonly lipmaalink: string | null
  readonly backlink: string | null
  /** So many bytes of one value, or the bytes themselves in hexadecimal. */
  readonly payload: { readonly length: number; readonly fill?: number; readonly bytes?: string }
  readonly payloadHash: string
  readonly isEndOfLog: boolean
  readonly signature: string
  readonly bytes: string
  readonly hash: string
}

/** The content of tests/vectors/bamboo.json. */
export interface BambooVectors {
  readonly secretKey: string
  /** Consecutive entries of one log. */
  readonly log: readonly EntryVector[]
  /** Entries whose links name nothing. */
  readonly single: readonly EntryVector[]
  /** Byte strings that are no entry, with the code that the decoder gives. */
  readonly malformed: readonly { readonly code: string; readonly bytes: string }[]
}

/** One case of tests/vectors/ed25519-strict.json: `valid` under our rule. */
export interface StrictVector {
  readonly name: string
  readonly message: string
  readonly publicKey: string
  readonly signature: string
  readonly valid: boolean
}

/** Everything that `runVectors` can be given, as parsed JSON. */
export interface Vectors {
  readonly bamboo?: BambooVectors | undefined
  readonly strict?: readonly StrictVector[] | undefined
}

/** Runs every vector; `failed` has one line for each that went wrong, `passed` counts the others. */
export async function runVectors(vectors: Vectors): Promise<{ passed: number; failed: string[] }> {
  const failed: string[] = []
  let passed = 0
  const check = async (name: string, run: () => Promise<string | undefined>): Promise<void> => {
    const wrong = await run().catch((error: unknown) => `threw ${String(error)}`)
    if (wrong === undefined) passed += 1
    else failed.push(`${name}: ${wrong}`)
  }
  const { bamboo, strict = [] } = vectors
  const secretKey = bytesOf(bamboo?.secretKey ?? '')
  // Twice: before and after WebAssembly took over hashing.
  for (const hashing of ['JavaScript', 'WebAssembly']) {
    if (hashing === 'WebAssembly') await prepareHashing()
    for (const vector of [...(bamboo?.log ?? []), ...(bamboo?.single ?? [])]) {
      await check(`${vector.name} (${hashing})`, () => entryFault(vector, secretKey))
    }
  }
  for (const { code, bytes } of bamboo?.malformed ?? []) {
    await check(`malformed: ${code}`, async () => malformedFault(code, bytesOf(bytes)))
  }
  for (const vector of strict) await check(vector.name, () => signatureFault(vector))
  return { passed, failed }
}

/** What is wrong with our treatment of a valid entry, if anything: signing, decoding, encoding, hashing, verifying. */
export async function entryFault(vector: EntryVector, secretKey: Uint8Array): Promise<string | undefined> {
  const bytes = bytesOf(vector.bytes)
  const decoded = decodeEntry(bytes)
  if (!decoded.ok) return `not decoded, ${decoded.error.code}`
  const fault = fieldFault(decoded.value, vector)
  if (fault !== undefined) return `field ${fault} differs`
  if (toHex(encodeEntry(decoded.value)) !== vector.bytes) return 'encoded differently'
  if (toHex(yamfHash(bytes)) !== vector.hash) return 'hashed differently'
  const header = await verifyHeader(bytes)
  if (!header.ok) return `not verified, ${header.error.code}`
  const signed = await signEntry({
    signer: await signerFromSecretKey(secretKey),
    logId: BigInt(vector.logId),
    seqNum: vector.seqNum,
    backlink: optionalBytes(vector.backlink),
    lipmaalink: optionalBytes(vector.lipmaalink),
    payload: payloadOf(vector),
    isEndOfLog: vector.isEndOfLog,
  })
  if (!signed.ok) return `not signed, ${signed.error.code}`
  return toHex(signed.value.bytes) === vector.bytes ? undefined : 'signed differently'
}

/** The payload of an entry. */
export function payloadOf({ payload }: EntryVector): Uint8Array {
  return payload.bytes === undefined ? new Uint8Array(payload.length).fill(payload.fill ?? 0) : bytesOf(payload.bytes)
}

function fieldFault(entry: Entry, vector: EntryVector): string | undefined {
  const fields: Record<string, [unknown, unknown]> = {
    author: [toHex(entry.author), vector.author],
    logId: [entry.logId.toString(), vector.logId],
    seqNum: [entry.seqNum, vector.seqNum],
    lipmaalink: [entry.lipmaalink === undefined ? null : toHex(entry.lipmaalink), vector.lipmaalink],
    backlink: [entry.backlink === undefined ? null : toHex(entry.backlink), vector.backlink],
    payloadSize: [entry.payloadSize, vector.payload.length],
    payloadHash: [toHex(entry.payloadHash), vector.payloadHash],
    isEndOfLog: [entry.isEndOfLog, vector.isEndOfLog],
    signature: [toHex(entry.signature), vector.signature],
  }
  return Object.keys(fields).find((name) => fields[name]?.[0] !== fields[name]?.[1])
}

function malformedFault(code: string, bytes: Uint8Array): string | undefined {
  const decoded = decodeEntry(bytes)
  if (decoded.ok) return 'decoded'
  return decoded.error.code === code ? undefined : `refused as ${decoded.error.code}`
}

/** What is wrong with our verdict on a signature, if anything, on each of the paths. */
export async function signatureFault(vector: StrictVector): Promise<string | undefined> {
  const parts = {
    publicKey: bytesOf(vector.publicKey),
    message: bytesOf(vector.message),
    signature: bytesOf(vector.signature),
  }
  const verdicts = {
    native: await verifyNative(parts),
    fallback: verifyFallback(parts),
    verifySignature: await verifySignature(parts),
  }
  const wrong = Object.entries(verdicts).filter(([, verdict]) => verdict !== vector.valid)
  return wrong.length === 0 ? undefined : wrong.map(([path, verdict]) => `${path} says ${String(verdict)}`).join(', ')
}

function optionalBytes(hex: string | null): Uint8Array | undefined {
  return hex === null ? undefined : bytesOf(hex)
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}
