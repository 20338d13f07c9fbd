// The newest entries of a long log before all that comes before them (DESIGN 4.1, 6): with the entries that link them to its
// beginning they are signed and in their place, though not yet effective. What a node sends; `ingestNewest` takes it.

import { MAX_SEQ_NUM, certificatePool } from '../bamboo/index.ts'
import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'
import type { IncomingEntry } from './batch.ts'
import type { NewestEntries } from './newest-batch.ts'

export { ingestNewest, type NewestOutcome } from './ingest-newest.ts'
export type { NewestEntries } from './newest-batch.ts'

/** Entries with their payloads that are sent at most. */
const MAX_NEWEST = 256

/**
 * What to send of a log: its last `count` verified entries before a fork, and the headers on the shortest link path from the
 * newest one down to entry 1 (25 at most in a log of 100,000). Undefined while there is nothing to send.
 */
export async function newestOf(store: LogStore, log: StoredLog, count: number): Promise<NewestEntries | undefined> {
  const top = Math.min(log.verified, (log.forkedAt ?? MAX_SEQ_NUM) - 1)
  if (top < 1 || count < 1) return undefined
  const from = Math.max(1, top - Math.min(count, MAX_NEWEST) + 1)
  const newest = await store.entries(log, from, top)
  const path = certificatePool(top, top).slice(0, -1)
  const read = await Promise.all(path.map((seqNum) => store.entries(log, seqNum, seqNum)))
  const pool = read.flat().map((held) => (held.seqNum === 1 ? asSent(held) : { entry: held.entry }))
  // Less than the log says when it was cut meanwhile.
  if (newest.length <= top - from || pool.length < path.length) return undefined
  return { pool, newest: newest.map(asSent) }
}

function asSent({ entry, payload }: StoredEntry): IncomingEntry {
  return payload === undefined ? { entry } : { entry, payload }
}
