// Keeps the view tables in step with the logs (DESIGN 3.3). May die anywhere, lag behind, run in two contexts at once, and
// start over: the `folded` mark of each log says what its rows contain.

import { lastUnforked } from '../../festival/fold-log.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { Arrivals } from './arrivals.ts'
import { dropViews, projectBatch } from './project-batch.ts'
import type { Database, LogRow } from './schema.ts'
import { followPersonas } from './standings.ts'

/** Folds one log to its end; the value names its festival when rows changed. */
export async function projectLog(db: Database, log: number): Promise<FestivalId[]> {
  const row = await db.logs.get(log)
  return row === undefined ? [] : projectLogs(db, [row])
}

/** Folds the logs of one author in one festival that have news; the value names the festival when rows changed. */
export async function projectAuthor(db: Database, festival: FestivalId, author: PublicKey): Promise<FestivalId[]> {
  const rows = await db.logs.where('[festival+author]').equals([festival, author]).toArray()
  return projectLogs(db, rows.filter(hasNews))
}

/** Folds every log that has news; the value names the festivals whose rows changed. */
export async function projectAll(db: Database): Promise<FestivalId[]> {
  await followPersonas(db)
  // All at once: a filter of the database's walks from row to row, which for a thousand logs takes longer than folding one.
  const rows = await db.logs.toArray()
  return projectLogs(db, rows.filter(hasNews))
}

/** Drops all view rows and writes them again from the logs. Order of arrival is kept: no log tells it. */
export async function rebuildViews(db: Database): Promise<void> {
  await dropViews(db)
  await projectAll(db)
}

function hasNews(row: LogRow): boolean {
  return row.folded !== lastUnforked(row) || row.forkedAt !== row.foldedFork
}

async function projectLogs(db: Database, logs: readonly LogRow[]): Promise<FestivalId[]> {
  const changed = new Set<FestivalId>()
  const arrivals = new Arrivals(db)
  for (const { id, festival } of logs) {
    const waiting = [id]
    for (let log = waiting.pop(); log !== undefined; log = waiting.pop()) {
      const result = await projectBatch(db, log, arrivals)
      if (result.changed) changed.add(festival)
      waiting.push(...result.again)
    }
  }
  return [...changed]
}
