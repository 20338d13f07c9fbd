// One transaction of the projector (DESIGN 3.3): a batch of entries of one log becomes view rows, and the log's `folded`
// mark moves with them, so that dying anywhere loses nothing and repeats nothing.

import { counts, foldEntry, lastUnforked, readEntry } from '../../festival/fold-log.ts'
import { project, reads, type FoldEntry } from '../../festival/project.ts'
import type { ViewRows } from '../../festival/view-rows.ts'
import type { RowChange } from '../../festival/views.ts'
import type { EntryHash } from '../../operations/ids.ts'
import type { Operation } from '../../operations/operation.ts'
import type { StoredEntry } from '../../ports/log-store.ts'
import type { Arrivals } from './arrivals.ts'
import { VIEW_TABLES, loadRows, writeChanges } from './batch-rows.ts'
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
  stored: readonly StoredEntry[],
  last: number,
  arrivals: Arrivals,
): Promise<BatchResult> {
  const { folded, newerAt, operations } = readAll(row, stored)
  if (folded === row.folded) return NOTHING
  const requests = operations.filter(({ op }) => op.op === 'request.create').map(({ id }) => id)
  const numbers = await arrivals.numbersOf(requests)
  const entries = operations.map(({ seqNum, ...operation }) =>
    foldEntry(row, seqNum, operation, numbers.get(operation.id) ?? 0),
  )
  await writeChanges(db, projectAll(entries, await loadRows(db, entries.map(reads))))
  await db.logs.update(row.id, { folded, ...(newerAt === undefined ? {} : { newerAt }) })
  return { changed: true, again: folded < last ? [row.id] : [] }
}

/** What the entries say, up to the first one whose payload is not held. */
function readAll(row: LogRow, entries: readonly StoredEntry[]): ReadBatch {
  const batch: ReadBatch = { folded: row.folded, newerAt: row.newerAt, operations: [] }
  for (const stored of entries) {
    const reading = readEntry(stored, batch.newerAt)
    if (reading.kind === 'missing') break
    if (reading.kind === 'newer') batch.newerAt = stored.seqNum
    if (reading.kind === 'operation') batch.operations.push({ ...reading, seqNum: stored.seqNum })
    batch.folded = stored.seqNum
  }
  return batch
}

interface ReadBatch {
  folded: number
  newerAt: number | undefined
  operations: { seqNum: number; id: EntryHash; op: Operation }[]
}

function projectAll(entries: readonly FoldEntry[], rows: ViewRows): RowChange[] {
  const all: RowChange[] = []
  for (const entry of entries) {
    const changes = project(entry, rows.load(reads(entry)))
    for (const change of changes) rows.apply(change)
    all.push(...changes)
  }
  return all
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
