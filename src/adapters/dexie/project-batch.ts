// One transaction of the projector (DESIGN 3.3): a batch of entries of one log becomes view rows, and the log's `folded`
// mark moves with them, so that dying anywhere loses nothing and repeats nothing. Where the logs of an author change each
// other's effect (`author-news.ts`), all of them are folded anew instead.

import { contentOf, effectOf, entryHash, foldEntry } from '../../festival/fold-log.ts'
import { project, reads, type FoldEntry } from '../../festival/project.ts'
import { residences } from '../../festival/succession.ts'
import type { ViewRows } from '../../festival/view-rows.ts'
import type { EntryHash } from '../../operations/ids.ts'
import type { Operation } from '../../operations/operation.ts'
import type { StoredEntry } from '../../ports/log-store.ts'
import type { Arrivals } from './arrivals.ts'
import { hasStandstill, isNews, readRelations, settlesClaim, type Relations } from './author-news.ts'
import { PROJECTED_TABLES, loadRows, writeChanges, type Replacement } from './batch-rows.ts'
import { pendingOn } from './claim-rows.ts'
import { lastCounting } from './counting-rows.ts'
import { readEntryRows } from './entry-rows.ts'
import { lookAhead } from './look-ahead.ts'
import { refoldAuthor } from './refold-author.ts'
import type { Database, LogRow } from './schema.ts'

/** Entries folded per transaction: long enough to be fast, short enough to let others write in between. */
const BATCH_SIZE = 256

/** `changed`: rows may differ now. `again`: local numbers of logs that have more to fold because of this batch. */
export interface BatchResult {
  changed: boolean
  again: number[]
}

const NOTHING: BatchResult = { changed: false, again: [] }

/** Folds the next entries of a log, or all logs of its author anew. */
export async function projectBatch(db: Database, log: number, arrivals: Arrivals): Promise<BatchResult> {
  const views = PROJECTED_TABLES.map((table) => db.table(table))
  const entries = [db.logs, db.segments, db.tail, db.holes]
  const tables = [...entries, db.claims, db.retracts, db.arrivals, db.settings, ...views]
  return db.transaction('rw', tables, async () => {
    const row = await db.logs.get(log)
    if (row === undefined) return NOTHING
    const result = await foldNext(db, row, arrivals)
    if (result !== 'refold') return result
    await refoldAuthor(db, row, arrivals)
    return { changed: true, again: [] }
  })
}

async function foldNext(db: Database, row: LogRow, arrivals: Arrivals): Promise<BatchResult | 'refold'> {
  const last = await lastCounting(db, row)
  // A fork, or a cut, below what is folded already.
  if (row.folded > last) return 'refold'
  const relations = await readRelations(db, row)
  const isNewFork = row.forkedAt !== row.foldedFork
  if (isNewFork && (relations.claims.length > 0 || relations.retracts.length > 0)) return 'refold'
  const to = Math.min(last, row.folded + BATCH_SIZE)
  const batch = readBatch(row, await readEntryRows(db, row.id, row.folded + 1, to), relations)
  if (batch.isNews || settlesClaim(relations, row, batch.folded)) return 'refold'
  if (batch.folded > row.folded && (await hasStandstill(db, row, relations))) return 'refold'
  const marks: Partial<LogRow> = {}
  if (batch.isWaiting) {
    const ahead = await lookAhead(db, row, { from: batch.folded + 1, to: last }, relations)
    if (ahead.found) return 'refold'
    marks.looked = ahead.looked
  }
  if (isNewFork && row.forkedAt !== undefined) marks.foldedFork = row.forkedAt
  return foldBatch(db, row, batch, { marks, last, relations, arrivals })
}

async function foldBatch(
  db: Database,
  row: LogRow,
  { folded, newerAt, operations }: ReadBatch,
  { marks, last, relations, arrivals }: FoldContext,
): Promise<BatchResult> {
  if (folded === row.folded) {
    if (hasChanged(row, marks)) await db.logs.put({ ...row, ...marks })
    return NOTHING
  }
  const requests = operations.filter(({ op }) => op.op === 'request.create').map(({ id }) => id)
  const numbers = await arrivals.numbersOf(requests)
  const residenceOf = residences(pendingOn(relations.claims, row))
  const entries = operations.map(({ seqNum, ...operation }): FoldEntry => {
    const entry = foldEntry(row, seqNum, operation, numbers.get(operation.id) ?? 0)
    entry.residence = residenceOf(entry)
    return entry
  })
  await writeChanges(db, projectAll(entries, await loadRows(db, entries.map(reads))))
  // `put`, not `update`, which asks the database twice.
  await db.logs.put({ ...row, ...marks, folded, ...(newerAt === undefined ? {} : { newerAt }) })
  return { changed: true, again: folded < last && marks.looked === undefined ? [row.id] : [] }
}

interface FoldContext {
  marks: Partial<LogRow>
  last: number
  relations: Relations
  arrivals: Arrivals
}

interface ReadBatch {
  folded: number
  newerAt: number | undefined
  operations: { seqNum: number; id: EntryHash; op: Operation }[]
  /** It stops at a payload that is not held. */
  isWaiting: boolean
  /** It has something to say about other entries of its author. */
  isNews: boolean
}

/** What the entries say, up to the first one whose payload is not held. */
function readBatch(row: LogRow, entries: readonly StoredEntry[], relations: Relations): ReadBatch {
  const batch: ReadBatch = {
    folded: row.folded,
    newerAt: row.newerAt,
    operations: [],
    isWaiting: false,
    isNews: false,
  }
  for (const stored of entries) {
    const { seqNum } = stored
    const content = effectOf(contentOf(stored.payload), batch.newerAt)
    // Ordinary entries that are no operation need no hash.
    const id = content.kind === 'operation' || relations.retracts.length > 0 ? entryHash(stored) : undefined
    const isGone = id !== undefined && seqNum !== 1 && relations.gone.has(id)
    if (isNews(relations, row, { seqNum, id, content, isGone })) return { ...batch, isNews: true }
    if (content.kind === 'missing' && !isGone) return { ...batch, isWaiting: true }
    if (content.kind === 'newer' && !isGone) batch.newerAt = seqNum
    if (content.kind === 'operation' && id !== undefined && !isGone)
      batch.operations.push({ seqNum, id, op: content.op })
    batch.folded = seqNum
  }
  return batch
}

function projectAll(entries: readonly FoldEntry[], rows: ViewRows): Replacement[] {
  const all: Replacement[] = []
  for (const entry of entries) {
    for (const change of project(entry, rows.load(reads(entry)))) {
      all.push({ ...change, before: rows.before(change) })
      rows.apply(change)
    }
  }
  return all
}

function hasChanged(row: LogRow, { looked, foldedFork }: Partial<LogRow>): boolean {
  if (foldedFork !== undefined && foldedFork !== row.foldedFork) return true
  return looked !== undefined && (looked.to !== row.looked?.to || looked.holes !== row.looked.holes)
}

/** Drops all view rows in one transaction; the next projection writes them again. */
export async function dropViews(db: Database): Promise<void> {
  const views = PROJECTED_TABLES.map((table) => db.table(table))
  await db.transaction('rw', [db.logs, db.claims, db.retracts, ...views], async () => {
    for (const table of [...views, db.claims, db.retracts]) await table.clear()
    await db.logs.toCollection().modify((log) => {
      log.folded = 0
      delete log.newerAt
      delete log.foldedFork
      delete log.looked
    })
  })
}
