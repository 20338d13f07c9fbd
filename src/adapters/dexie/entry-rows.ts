// Entries in the database: the newest ones a row each (`tail`), the others in full segments (DESIGN 3.3). All functions
// run inside a transaction of their caller that spans both tables.

import { Dexie, type Collection } from 'dexie'
import type { StoredEntry } from '../../ports/log-store.ts'
import type { Database, SegmentRow, TailRow } from './schema.ts'
import { SEGMENT_SIZE, decodeSegment, encodeSegment, firstOf, segmentOf } from './segment.ts'

/** Entries from...to of a log in order; stops at the first one not held. */
export async function readEntryRows(db: Database, log: number, from: number, to: number): Promise<StoredEntry[]> {
  if (from < 1 || to < from) return []
  const segments = await db.segments
    .where('[log+index]')
    .between([log, segmentOf(from)], [log, segmentOf(to)], true, true)
    .toArray()
  const tail = await db.tail.where('[log+seqNum]').between([log, from], [log, to], true, true).toArray()
  const held = segments.flatMap(({ index, data }) => decodeSegment(data, firstOf(index)))
  const wanted = [...held.filter(({ seqNum }) => seqNum >= from && seqNum <= to), ...tail.map(entryOf)]
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
    await db.tail.bulkAdd(entries.map((entry) => tailRow(log, entry)))
    return
  }
  const tail = await tailOf(db, log).toArray()
  const all = [...tail.map(entryOf), ...entries]
  const segments: SegmentRow[] = []
  let start = 0
  for (; start + SEGMENT_SIZE <= all.length; start += SEGMENT_SIZE) {
    const index = segmentOf(tailStart + start)
    segments.push({ log, index, data: encodeSegment(all.slice(start, start + SEGMENT_SIZE)) })
  }
  await db.segments.bulkAdd(segments)
  await tailOf(db, log).delete()
  await db.tail.bulkAdd(all.slice(start).map((entry) => tailRow(log, entry)))
}

function tailOf(db: Database, log: number): Collection<TailRow, [number, number]> {
  return db.tail.where('[log+seqNum]').between([log, Dexie.minKey], [log, Dexie.maxKey])
}

function tailRow(log: number, { seqNum, entry, payload }: StoredEntry): TailRow {
  // Copies: storing a view of a larger buffer would store all of that buffer.
  return { log, seqNum, entry: entry.slice(), ...(payload === undefined ? {} : { payload: payload.slice() }) }
}

function entryOf({ seqNum, entry, payload }: TailRow): StoredEntry {
  return { seqNum, entry, ...(payload === undefined ? {} : { payload }) }
}
