// Entries in the database: the newest ones a row each (`tail`), the others in full segments (DESIGN 3.3). All functions
// run inside a transaction of their caller that spans both tables.

import { Dexie, type Collection } from 'dexie'
import type { StoredEntry } from '../../ports/log-store.ts'
import { atOnce } from './at-once.ts'
import type { Database, SegmentRow, SparseRow, TailRow } from './schema.ts'
import { SEGMENT_SIZE, decodeSegment, encodeSegment, firstOf, segmentOf } from './segment.ts'

/** Entries from...to of a log in order; stops at the first one not held. */
export async function readEntryRows(db: Database, log: number, from: number, to: number): Promise<StoredEntry[]> {
  if (from < 1 || to < from) return []
  const segments = await db.segments
    .where('[log+index]')
    .between([log, segmentOf(from)], [log, segmentOf(to)], true, true)
    .toArray()
  const tail = await db.tail.where('[log+seqNum]').between([log, from], [log, to], true, true).toArray()
  const wanted: StoredEntry[] = []
  for (const { index, data } of segments) {
    for (const entry of decodeSegment(data, firstOf(index))) {
      if (entry.seqNum >= from && entry.seqNum <= to) wanted.push(copyOf(entry))
    }
  }
  wanted.push(...tail.map(entryOf))
  const gap = wanted.findIndex(({ seqNum }, index) => seqNum !== from + index)
  return gap === -1 ? wanted : wanted.slice(0, gap)
}

/** Adds entries after `head`. Whenever 64 are together they become a segment and leave the tail. */
export async function addEntryRows(
  db: Database,
  log: number,
  head: number,
  entries: readonly StoredEntry[],
): Promise<void> {
  const last = head + entries.length
  const tailStart = firstOf(segmentOf(head + 1))
  const isFull = last >= tailStart + SEGMENT_SIZE - 1
  if (!isFull) {
    await db.tail.bulkAdd(entries.map((entry) => entryRow(log, entry)))
    return
  }
  const tail = head < tailStart ? [] : await tailFrom(db, log, tailStart).toArray()
  const all = [...tail.map(entryOf), ...entries]
  const segments: SegmentRow[] = []
  let start = 0
  for (; start + SEGMENT_SIZE <= all.length; start += SEGMENT_SIZE) {
    const index = segmentOf(tailStart + start)
    segments.push({ log, index, data: encodeSegment(all.slice(start, start + SEGMENT_SIZE)) })
  }
  const rest = all.slice(start)
  const changes: PromiseLike<unknown>[] = [db.segments.bulkAdd(segments)]
  if (tail.length > 0) changes.push(db.tail.bulkDelete(tail.map(({ seqNum }) => [log, seqNum])))
  if (rest.length > 0) changes.push(db.tail.bulkAdd(rest.map((entry) => entryRow(log, entry))))
  await atOnce(changes)
}

/** The newest entries of a log, from one on. */
export function tailFrom(db: Database, log: number, from: number): Collection<TailRow, [number, number]> {
  return db.tail.where('[log+seqNum]').between([log, from], [log, Dexie.maxKey])
}

/** A row of `tail` or `sparse`. */
export function entryRow(log: number, entry: StoredEntry): TailRow & SparseRow {
  return { log, ...copyOf(entry) }
}

export function entryOf({ seqNum, entry, payload }: TailRow | SparseRow): StoredEntry {
  return { seqNum, entry, ...(payload === undefined ? {} : { payload }) }
}

/** A copy, because storing or sending a view of a larger buffer stores or sends all of that buffer. */
function copyOf({ seqNum, entry, payload }: StoredEntry): StoredEntry {
  return { seqNum, entry: entry.slice(), ...(payload === undefined ? {} : { payload: payload.slice() }) }
}
