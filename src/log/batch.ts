// The first look at entries from outside: consecutive entries of one log, decoded, nothing verified yet (DESIGN 3.3).

import { MAX_ENTRY_LENGTH, isEntryOf, skimEntry, toHex, type DecodeErrorCode, type Entry } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'

/** Entries of one batch; what comes after them is refused, so that one call never holds much. */
export const MAX_BATCH_ENTRIES = 2048

/** One entry as it came, with its payload if that came too. */
export interface IncomingEntry {
  entry: Uint8Array
  payload?: Uint8Array
}

/**
 * An entry that is well-formed. Its bytes are copies, unless the caller said that they are kept: it may reuse its buffers.
 * Those of a batch share a buffer, so whoever keeps or stores some of them longer copies them again.
 */
export interface BatchItem {
  entry: Entry
  bytes: Uint8Array
  payload?: Uint8Array
}

/** `batch-too-large`: more than `MAX_BATCH_ENTRIES`. */
export type BatchErrorCode = DecodeErrorCode | 'mixed-logs' | 'not-consecutive' | 'batch-too-large'

/** A log by its name. */
export interface LogName {
  author: PublicKey
  logId: bigint
}

/** The usable prefix of a batch, and why it ends where it does when it is not the whole batch. */
export interface Batch {
  log?: LogName
  items: BatchItem[]
  /** `seqNum` is where the entry should have been; 0 when that is unknown because it is the first one. */
  error?: { code: BatchErrorCode; seqNum: number }
}

/**
 * Decodes up to the first entry that is malformed, of another log, or out of order. With `isKept` nobody changes the bytes
 * any more, and they are not copied.
 */
export function readBatch(incoming: readonly IncomingEntry[], isKept = false): Batch {
  const items: BatchItem[] = []
  const batch: Batch = { items }
  let author: Uint8Array | undefined
  const copy = isKept ? asItIs : sharedCopier(incoming.slice(0, MAX_BATCH_ENTRIES))
  for (const each of incoming) {
    const first = items[0]?.entry
    const expected = first === undefined ? 0 : first.seqNum + items.length
    if (items.length === MAX_BATCH_ENTRIES) return { ...batch, error: { code: 'batch-too-large', seqNum: expected } }
    const item = readItem(each, copy)
    if (typeof item === 'string') return { ...batch, error: { code: item, seqNum: expected } }
    const { entry } = item
    if (first === undefined) {
      author = entry.author
      batch.log = { author: toHex(author) as PublicKey, logId: entry.logId }
    } else if (author === undefined || !isEntryOf(item.bytes, author) || first.logId !== entry.logId) {
      return { ...batch, error: { code: 'mixed-logs', seqNum: expected } }
    } else if (entry.seqNum !== expected) return { ...batch, error: { code: 'not-consecutive', seqNum: expected } }
    items.push(item)
  }
  return batch
}

/** One entry with copies of its bytes, or why it is none. What is too long to be an entry is never copied. */
export function readItem(
  { entry: bytes, payload }: IncomingEntry,
  copy: (bytes: Uint8Array) => Uint8Array = copyAlone,
): BatchItem | DecodeErrorCode {
  const own = bytes.length > MAX_ENTRY_LENGTH ? bytes : copy(bytes)
  const decoded = skimEntry(own)
  if (!decoded.ok) return decoded.error.code
  const entry = decoded.value
  return payload === undefined ? { entry, bytes: own } : { entry, bytes: own, payload: copy(wantedPart(payload)) }
}

/** A longer one is refused by its size, for which one byte too many is enough. */
function wantedPart(payload: Uint8Array): Uint8Array {
  return payload.length <= MAX_PAYLOAD_LENGTH ? payload : payload.subarray(0, MAX_PAYLOAD_LENGTH + 1)
}

function copyAlone(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}

function asItIs(bytes: Uint8Array): Uint8Array {
  return bytes
}

/** Copies into one buffer that has room for all: thousands of small ones would keep the garbage collector busy. */
function sharedCopier(incoming: readonly IncomingEntry[]): (bytes: Uint8Array) => Uint8Array {
  let length = 0
  for (const { entry, payload } of incoming) {
    if (entry.length <= MAX_ENTRY_LENGTH) length += entry.length
    if (payload !== undefined) length += wantedPart(payload).length
  }
  const room = new Uint8Array(length)
  let offset = 0
  return (bytes) => {
    room.set(bytes, offset)
    offset += bytes.length
    return room.subarray(offset - bytes.length, offset)
  }
}
