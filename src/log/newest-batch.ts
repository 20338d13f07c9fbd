// The first look at newest entries from outside: entries of one log with gaps between them, every signature and payload
// checked (DESIGN 4.1). Where they belong is for `ingestNewest`.

import { equalBytes, err, ok, toHex, type Result } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import { MAX_SPARSE_ENTRIES } from '../ports/log-store.ts'
import { readItem, type BatchItem, type IncomingEntry, type LogName } from './batch.ts'
import { checkBatch, type CheckedItem } from './check-entries.ts'
import type { Refusal } from './ingest-outcome.ts'

/** Newest entries and their certificate pool, in any order; `MAX_SPARSE_ENTRIES` together at most. */
export interface NewestEntries {
  /** Entries that link the newest one to entry 1, which is there with its payload. */
  pool: IncomingEntry[]
  /** The last entries of the log, with their payloads as far as they are held. */
  newest: IncomingEntry[]
}

export interface CheckedNewest {
  log: LogName
  /** At least one, ascending. Two with the same sequence number say different things. */
  items: CheckedItem[]
}

/** Decodes and verifies; a single entry that is wrong is enough to refuse all. */
export async function checkNewest(
  { pool, newest }: NewestEntries,
  verifier: EntryVerifier,
): Promise<Result<CheckedNewest, Refusal>> {
  if (pool.length + newest.length > MAX_SPARSE_ENTRIES) return err({ code: 'batch-too-large', seqNum: 0 })
  const read = readAll([...pool, ...newest])
  if (!read.ok) return read
  const first = read.value[0]?.entry
  if (first === undefined) return err({ code: 'pool-entry-missing', seqNum: 0 })
  const { items, error } = await checkBatch({ items: read.value }, { verifier })
  if (error !== undefined) return err(error)
  for (const { entry, findings } of items) {
    const { seqNum, payloadSize } = entry
    if (payloadSize > MAX_PAYLOAD_LENGTH) return err({ code: 'payload-too-large', seqNum })
    if (findings.payload !== 'valid' && findings.payload !== 'absent') return err({ code: findings.payload, seqNum })
  }
  return ok({ log: { author: toHex(first.author) as PublicKey, logId: first.logId }, items })
}

/** Entries of one log, ascending, each once, with its payload if it came with any of its copies. */
function readAll(incoming: readonly IncomingEntry[]): Result<BatchItem[], Refusal> {
  const items: BatchItem[] = []
  for (const each of incoming) {
    const item = readItem(each)
    if (typeof item === 'string') return err({ code: item, seqNum: 0 })
    const { entry, payload } = item
    const first = items[0]?.entry ?? entry
    if (!equalBytes(first.author, entry.author) || first.logId !== entry.logId) {
      return err({ code: 'mixed-logs', seqNum: entry.seqNum })
    }
    const same = items.find(({ bytes }) => equalBytes(bytes, item.bytes))
    if (same === undefined) items.push(item)
    else if (payload !== undefined) same.payload ??= payload
  }
  return ok(items.sort((a, b) => a.entry.seqNum - b.entry.seqNum))
}
