// What stands beyond a missing payload (DESIGN 4.1, Gaps): a retraction of exactly that entry lets the fold go on, and a
// retracted entry gives up its payload wherever it is. What was searched is remembered in the log's row, because the fold may
// wait there for ever.

import { authorEntry, retractsIn } from '../../festival/read-author.ts'
import { readEntryRows } from './entry-rows.ts'
import type { Relations } from './author-news.ts'
import type { Database, LogRow } from './schema.ts'

/** Entries searched at once. */
const READ_AT_ONCE = 1024

/**
 * Whether entries from...to of a log hold a retraction that is not known yet, or an entry that one waits for, and the mark
 * for what was searched.
 */
export async function lookAhead(
  db: Database,
  row: LogRow,
  { from, to }: { from: number; to: number },
  { retracts, awaited }: Relations,
): Promise<{ found: boolean; looked: { to: number; holes: number } }> {
  const isKnown = new Set(retracts.filter(({ log }) => log === row.id).map(({ seqNum }) => seqNum))
  const start = (await isUnchanged(db, row, to)) ? Math.max(from, (row.looked?.to ?? 0) + 1) : from
  let found = false
  for (let next = start; next <= to && !found; next += READ_AT_ONCE) {
    const stored = await readEntryRows(db, row.id, next, Math.min(to, next + READ_AT_ONCE - 1))
    const entries = stored.map(authorEntry)
    const isNew = retractsIn(row.id, entries).some(({ seqNum }) => !isKnown.has(seqNum))
    found = isNew || entries.some(({ seqNum, id }) => seqNum !== 1 && awaited.has(id))
  }
  return { found, looked: await lookedTo(db, row.id, to) }
}

/** The mark of a log that was searched up to here. */
export async function lookedTo(db: Database, log: number, to: number): Promise<{ to: number; holes: number }> {
  return { to, holes: await openHoles(db, log, to) }
}

/** Whether what was searched once is still all that is held there: no payload came meanwhile. */
async function isUnchanged(db: Database, { id, looked }: LogRow, to: number): Promise<boolean> {
  if (looked === undefined || looked.to > to) return false
  return looked.holes === (await openHoles(db, id, looked.to))
}

function openHoles(db: Database, log: number, to: number): Promise<number> {
  const holes = db.holes.where('[log+seqNum]').between([log, 1], [log, to], true, true)
  return Promise.resolve(holes.filter(({ forgotten }) => forgotten === undefined).count())
}
