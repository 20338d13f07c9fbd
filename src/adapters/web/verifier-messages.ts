// What travels between the pool and its workers (DESIGN 3.3): entries one way, findings the other, each message as one
// buffer that is handed over, because hundreds of small arrays would cost more to clone than to hash. The buffer of the entries
// comes back to be filled again: new ones for every message would pile up until garbage is collected.

import { YAMF_HASH_LENGTH } from '../../bamboo/index.ts'
import type { EntryFindings, EntryToVerify, SignaturesToCheck } from '../../ports/entry-verifier.ts'

/** Pool → worker. */
export interface VerifyRequest {
  id: number
  signatures: SignaturesToCheck
  /** How many entries there are in the buffer. */
  count: number
  entries: ArrayBuffer
}

/** Worker → pool. Without `findings` it could not do it. `entries` is the buffer of the request. */
export interface VerifyAnswer {
  id: number
  findings?: ArrayBuffer
  entries?: ArrayBuffer
}

const SIGNATURES: readonly EntryFindings['signature'][] = ['valid', 'invalid', 'unchecked']
const PAYLOADS: readonly EntryFindings['payload'][] = [
  'valid',
  'absent',
  'payload-size-mismatch',
  'payload-hash-mismatch',
]

/** Two numbers of 32 bits an entry: its length, and one more than that of its payload, 0 standing for none. */
const LENGTHS = 2
/** New buffers have some room more than is needed, for messages of about the same size. */
const ROOM = 64 * 1024
/** A hash, and a byte each for what was found about signature and payload. */
const FINDING_LENGTH = YAMF_HASH_LENGTH + 2

/**
 * The lengths of all entries, then their bytes; in the spare buffer if that is large enough.
 * @throws RangeError when there is no memory for it.
 */
export function packEntries(entries: readonly EntryToVerify[], spare?: ArrayBuffer): ArrayBuffer {
  const start = entries.length * LENGTHS * Uint32Array.BYTES_PER_ELEMENT
  const total = entries.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), start)
  const isRoomy = spare !== undefined && spare.byteLength >= total
  const buffer = isRoomy ? spare : new ArrayBuffer(Math.ceil(total / ROOM) * ROOM)
  const lengths = new Uint32Array(buffer, 0, entries.length * LENGTHS)
  const bytes = new Uint8Array(buffer)
  let offset = start
  for (const [index, { entry, payload }] of entries.entries()) {
    lengths[index * LENGTHS] = entry.length
    lengths[index * LENGTHS + 1] = payload === undefined ? 0 : payload.length + 1
    bytes.set(entry, offset)
    offset += entry.length
    if (payload === undefined) continue
    bytes.set(payload, offset)
    offset += payload.length
  }
  return buffer
}

/** The entries of `packEntries`, as views of the buffer. */
export function unpackEntries(buffer: ArrayBuffer, count: number): EntryToVerify[] {
  const lengths = new Uint32Array(buffer, 0, count * LENGTHS)
  let offset = lengths.byteLength
  const next = (length: number): Uint8Array => {
    const bytes = new Uint8Array(buffer, offset, length)
    offset += length
    return bytes
  }
  return Array.from({ length: count }, (_, index) => {
    const entry = next(lengths[index * LENGTHS] ?? 0)
    const payloadLength = lengths[index * LENGTHS + 1] ?? 0
    return payloadLength === 0 ? { entry } : { entry, payload: next(payloadLength - 1) }
  })
}

/** All findings, one after the other. */
export function packFindings(findings: readonly EntryFindings[]): ArrayBuffer {
  const bytes = new Uint8Array(findings.length * FINDING_LENGTH)
  for (const [index, { hash, signature, payload }] of findings.entries()) {
    const offset = index * FINDING_LENGTH
    bytes.set(hash, offset)
    bytes[offset + YAMF_HASH_LENGTH] = SIGNATURES.indexOf(signature)
    bytes[offset + YAMF_HASH_LENGTH + 1] = PAYLOADS.indexOf(payload)
  }
  return bytes.buffer
}

/** The findings of `packFindings`, their hashes as views of the buffer; undefined when these are not `count` findings. */
export function unpackFindings(buffer: ArrayBuffer, count: number): EntryFindings[] | undefined {
  if (buffer.byteLength !== count * FINDING_LENGTH) return undefined
  const bytes = new Uint8Array(buffer)
  const findings: EntryFindings[] = []
  for (let offset = 0; offset < bytes.length; offset += FINDING_LENGTH) {
    const signature = SIGNATURES[bytes[offset + YAMF_HASH_LENGTH] ?? SIGNATURES.length]
    const payload = PAYLOADS[bytes[offset + YAMF_HASH_LENGTH + 1] ?? PAYLOADS.length]
    if (signature === undefined || payload === undefined) return undefined
    findings.push({ hash: bytes.subarray(offset, offset + YAMF_HASH_LENGTH), signature, payload })
  }
  return findings
}
