// Entries beyond the head (DESIGN 4.1, Gaps): signed, not yet known effective. All functions run inside a transaction of
// their caller over `sparse`.

import { Dexie } from 'dexie'
import { equalBytes } from '../../bamboo/index.ts'
import { MAX_SPARSE_ENTRIES, type StoredEntry } from '../../ports/log-store.ts'
import { entryOf, entryRow } from './entry-rows.ts'
import type { Database } from './schema.ts'

/** The entries beyond the head, ascending. */
export async function readSparseRows(db: Database, log: number): Promise<StoredEntry[]> {
  const rows = await db.sparse.where('[log+seqNum]').between([log, Dexie.minKey], [log, Dexie.maxKey]).toArray()
  return rows.map(entryOf)
}

/** Keeps entries beyond the head of a log: the newest `MAX_SPARSE_ENTRIES` of them and of what was there. Also over `logs`. */
export async function keepSparseRows(db: Database, log: number, entries: readonly StoredEntry[]): Promise<void> {
  const row = await db.logs.get(log)
  if (row === undefined) return
  const held = new Map((await readSparseRows(db, log)).map((entry) => [entry.seqNum, entry]))
  const news = new Map<number, StoredEntry>()
  for (const entry of entries) {
    const known = news.get(entry.seqNum) ?? held.get(entry.seqNum)
    if (entry.seqNum > row.seqNum && isNews(known, entry)) news.set(entry.seqNum, entry)
  }
  const seqNums = [...new Set([...held.keys(), ...news.keys()])].sort((a, b) => b - a)
  const old = seqNums.slice(MAX_SPARSE_ENTRIES)
  for (const seqNum of old) news.delete(seqNum)
  if (news.size === 0) return
  const dropped = old.filter((seqNum) => held.has(seqNum))
  if (dropped.length > 0) await db.sparse.bulkDelete(dropped.map((seqNum) => [log, seqNum]))
  await db.sparse.bulkPut([...news.values()].map((entry) => entryRow(log, entry)))
}

/**
 * Drops the entries that an append made part of the log, or contradicted. One that is not among those that were `seen` ends the
 * transaction, as a row that is there already would.
 */
export async function dropSparseRows(
  db: Database,
  log: number,
  head: number,
  seen?: readonly Pick<StoredEntry, 'seqNum'>[],
): Promise<void> {
  const upToHead = db.sparse.where('[log+seqNum]').between([log, Dexie.minKey], [log, head], true, true)
  // Asked first: there are hardly ever any, and to delete a range takes longer than to find it empty.
  const dropped = await upToHead.primaryKeys()
  const isSeen = ([, seqNum]: [number, number]): boolean =>
    seen === undefined || seen.some((each) => each.seqNum === seqNum)
  if (!dropped.every(isSeen)) throw new Dexie.ConstraintError('entries were kept beyond the head meanwhile')
  if (dropped.length > 0) await db.sparse.bulkDelete(dropped)
}

/** What is held stays, but a header takes its payload. */
function isNews(held: StoredEntry | undefined, entry: StoredEntry): boolean {
  if (held === undefined) return true
  return held.payload === undefined && entry.payload !== undefined && equalBytes(held.entry, entry.entry)
}
