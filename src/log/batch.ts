// The first look at entries from outside: consecutive entries of one log, decoded, nothing verified yet (DESIGN 3.3).

import { decodeEntry, toHex, type DecodeErrorCode, type Entry } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'

/** One entry as it came, with its payload if that came too. */
export interface IncomingEntry {
  entry: Uint8Array
  payload?: Uint8Array
}

/** An entry that is well-formed. Its bytes are copies: the caller may reuse its buffers. */
export interface BatchItem {
  entry: Entry
  bytes: Uint8Array
  payload?: Uint8Array
}

export type BatchErrorCode = DecodeErrorCode | 'mixed-logs' | 'not-consecutive'

/** The usable prefix of a batch, and why it ends where it does when it is not the whole batch. */
export interface Batch {
  log?: { author: PublicKey; logId: bigint }
  items: BatchItem[]
  /** `seqNum` is where the entry should have been; 0 when that is unknown because it is the first one. */
  error?: { code: BatchErrorCode; seqNum: number }
}

/** Decodes up to the first entry that is malformed, of another log, or out of order. */
export function readBatch(incoming: readonly IncomingEntry[]): Batch {
  const items: BatchItem[] = []
  const batch: Batch = { items }
  for (const { entry: bytes, payload } of incoming) {
    const previous = items.at(-1)?.entry
    const expected = previous === undefined ? 0 : previous.seqNum + 1
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) return { ...batch, error: { code: decoded.error.code, seqNum: expected } }
    const entry = decoded.value
    const author = toHex(entry.author) as PublicKey
    batch.log ??= { author, logId: entry.logId }
    if (batch.log.author !== author || batch.log.logId !== entry.logId) {
      return { ...batch, error: { code: 'mixed-logs', seqNum: expected } }
    }
    if (previous !== undefined && entry.seqNum !== expected) {
      return { ...batch, error: { code: 'not-consecutive', seqNum: expected } }
    }
    items.push({
      entry,
      bytes: new Uint8Array(bytes),
      ...(payload === undefined ? {} : { payload: new Uint8Array(payload) }),
    })
  }
  return batch
}
