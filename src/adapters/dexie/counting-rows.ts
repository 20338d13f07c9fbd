// The entries of a log that may have effect, as the projector reads them: below a fork, or the one that the festival is
// named after (DESIGN 4.1). All functions run inside a transaction of their caller.

import { counts, lastUnforked } from '../../festival/fold-log.ts'
import { authorEntry, type AuthorEntry, type AuthorLog } from '../../festival/read-author.ts'
import { readEntryRows } from './entry-rows.ts'
import { logIdOf } from './log-id-key.ts'
import type { Database, LogRow } from './schema.ts'

/** Entries read at once: bounds how many payloads are in memory besides what they say. */
const READ_AT_ONCE = 1024

/** The last entry of a log that may have effect; 0 when there is none. */
export async function lastCounting(db: Database, row: LogRow): Promise<number> {
  const last = lastUnforked(row)
  if (last > 0) return last
  // Forked at its very first entry.
  const [first] = await readEntryRows(db, row.id, 1, 1)
  return first !== undefined && counts(first, row) ? 1 : 0
}

/** A log with what all its entries say that may have effect. */
export async function readAuthorLog(db: Database, row: LogRow): Promise<AuthorLog> {
  const { id, author, festival, forkedAt } = row
  const entries: AuthorEntry[] = []
  const last = await lastCounting(db, row)
  for (let from = 1; from <= last; from += READ_AT_ONCE) {
    const stored = await readEntryRows(db, id, from, Math.min(last, from + READ_AT_ONCE - 1))
    for (const entry of stored) entries.push(authorEntry(entry))
  }
  return { id, author, festival, logId: logIdOf(row.logId), entries, ...(forkedAt === undefined ? {} : { forkedAt }) }
}
