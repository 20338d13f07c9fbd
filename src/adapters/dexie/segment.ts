// Segments: 64 consecutive entries of a log as one block of bytes (DESIGN 3.3). Pure; the layout is told in schema.ts.

import { decodeCount, varU64Length, writeVarU64 } from '../../bamboo/index.ts'
import type { StoredEntry } from '../../ports/log-store.ts'

/** Entries in a full segment. */
export const SEGMENT_SIZE = 64

/** The segment that holds entry `seqNum`, counted from 0. */
export function segmentOf(seqNum: number): number {
  return Math.floor((seqNum - 1) / SEGMENT_SIZE)
}

/** Sequence number of the first entry of a segment. */
export function firstOf(segment: number): number {
  return segment * SEGMENT_SIZE + 1
}

/** The bytes of consecutive entries. */
export function encodeSegment(entries: readonly StoredEntry[]): Uint8Array {
  let length = 0
  for (const { entry, payload } of entries) {
    length += varU64Length(entry.length) + entry.length
    length += varU64Length(payloadCount(payload)) + (payload?.length ?? 0)
  }
  const data = new Uint8Array(length)
  let offset = 0
  for (const { entry, payload } of entries) {
    offset = writeVarU64(entry.length, data, offset)
    data.set(entry, offset)
    offset = writeVarU64(payloadCount(payload), data, offset + entry.length)
    if (payload === undefined) continue
    data.set(payload, offset)
    offset += payload.length
  }
  return data
}

/** One more than the length, so that an empty payload differs from none. */
function payloadCount(payload: Uint8Array | undefined): number {
  return payload === undefined ? 0 : payload.length + 1
}

/**
 * The entries of a segment whose first one is `firstSeqNum`. Their bytes are views of `data`: whoever hands them on copies
 * those that are wanted, because a view drags the whole segment along when it is stored or sent to a worker.
 * @throws RangeError when the bytes are no segment: the database is damaged.
 */
export function decodeSegment(data: Uint8Array, firstSeqNum: number): StoredEntry[] {
  const entries: StoredEntry[] = []
  let offset = 0
  const number = (): number => {
    const decoded = decodeCount(data, offset)
    if (!decoded.ok) throw new RangeError(`damaged segment: ${decoded.error.code} at ${offset}`)
    offset += decoded.value.length
    return decoded.value.value
  }
  const bytes = (length: number): Uint8Array => {
    if (offset + length > data.length) throw new RangeError(`damaged segment: truncated at ${offset}`)
    offset += length
    return data.subarray(offset - length, offset)
  }
  while (offset < data.length) {
    const entry = bytes(number())
    const payloadLength = number()
    const payload = payloadLength === 0 ? {} : { payload: bytes(payloadLength - 1) }
    entries.push({ seqNum: firstSeqNum + entries.length, entry, ...payload })
  }
  return entries
}
