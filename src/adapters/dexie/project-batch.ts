// One transaction of the projector (DESIGN 3.3): a batch of entries of one log becomes view rows, and the log's `folded`
// mark moves with them, so that dying anywhere loses nothing and repeats nothing.

import { project, reads } from '../../festival/project.ts'
import { counts, foldEntry, lastUnforked, readEntry, type FoldingLog } from '../../festival/fold-log.ts'
import type { StoredEntry } from '../../ports/log-store.ts'
import type { Arrivals } from './arrivals.ts'
import { BatchRows, VIEW_TABLES } from './batch-rows.ts'
import { readEntryRows } from './entry-rows.ts'
import type { Database, LogRow } from './schema.ts'

/** Entries folded per transaction: long enough to be fast, short enough to let others write in between. */
const BATCH_SIZE = 256

/** `changed`: rows may differ now. `again`: local numbers of logs that have more to fold because of this batch. */
export interface BatchResult {
  changed: boolean
  again: number[]
}

const NOTHING: BatchResult = { changed: false, again: [] }

/** Folds the next entries of a log, or takes back what a fork made void. */
export async function projectBatch(db: Database, log: number, arrivals: Arrivals): Promise<BatchResult> {
  const views = VIEW_TABLES.map((table) => db.table(table))
  const tables = [db.logs, db.segments, db.tail, db.arrivals, db.settings, ...views]
  return db.transaction('rw', tables, async () => {
    const row = await db.logs.get(log)
    if (row === undefined) return NOTHING
    const last = await lastCounting(db, row)
    if (row.folded > last) return reset(db, row)
    const to = Math.min(last, row.folded + BATCH_SIZE)
    return foldEntries(db, row, await readEntryRows(db, log, row.folded + 1, to), last, arrivals)
  })
}

async function foldEntries(
  db: Database,
  row: LogRow,
  entries: readonly StoredEntry[],
  last: number,
  arrivals: Arrivals,
): Promise<BatchResult> {
  const rows = new BatchRows(db)
  const log: FoldingLog = row
  let { folded, newerAt } = row
  for (const stored of entries) {
    const reading = readEntry(stored, newerAt)
    if (reading.kind === 'missing') break
    if (reading.kind === 'newer') newerAt = stored.seqNum
    if (reading.kind === 'operation') {
      const arrival = reading.op.op === 'request.create' ? await arrivals.numberOf(reading.id) : 0
      const entry = foldEntry(log, stored.seqNum, reading, arrival)
      for (const change of project(entry, await rows.load(reads(entry)))) rows.apply(change)
    }
    folded = stored.seqNum
  }
  if (folded === row.folded) return NOTHING
  await rows.write()
  await db.logs.update(row.id, { folded, ...(newerAt === undefined ? {} : { newerAt }) })
  return { changed: true, again: folded < last ? [row.id] : [] }
}

async function lastCounting(db: Database, row: LogRow): Promise<number> {
  const last = lastUnforked(row)
  if (last > 0) return last
  // Forked at its very first entry.
  const [first] = await readEntryRows(db, row.id, 1, 1)
  return first !== undefined && counts(first, row) ? 1 : 0
}

/**
 * A fork was found below what is folded already: takes back the rows of all logs of the author in the festival (their
 * profile is one row for all of them) and folds them anew. The other authors' rows do not depend on them.
 */
async function reset(db: Database, { festival, author }: LogRow): Promise<BatchResult> {
  const logs = await db.logs.where('[festival+author]').equals([festival, author]).primaryKeys()
  for (const table of VIEW_TABLES) await db.table(table).where('log').anyOf(logs).delete()
  await db.logs
    .where('id')
    .anyOf(logs)
    .modify((log) => {
      log.folded = 0
      delete log.newerAt
    })
  return { changed: true, again: logs }
}

/** Drops all view rows in one transaction; the next projection writes them again. */
export async function dropViews(db: Database): Promise<void> {
  const views = VIEW_TABLES.map((table) => db.table(table))
  await db.transaction('rw', [db.logs, ...views], async () => {
    for (const table of views) await table.clear()
    await db.logs.toCollection().modify((log) => {
      log.folded = 0
      delete log.newerAt
    })
  })
}
