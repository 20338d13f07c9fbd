// Changes to entries that are in the database already (DESIGN 4.1): payloads that come late or are taken away, and the end of
// a log that is cut off. All functions run inside a transaction of their caller over `segments` and `tail`, and ask the database
// nothing that is empty: Dexie loses a transaction over such questions.

import { Dexie } from 'dexie'
import type { StoredEntry } from '../../ports/log-store.ts'
import { entryOf, tailFrom, entryRow } from './entry-rows.ts'
import type { Database } from './schema.ts'
import { decodeSegment, encodeSegment, firstOf, segmentOf } from './segment.ts'

/** Segments that are rewritten or dropped at once: bounds the memory, 16 of them are 1,024 entries. */
const SEGMENTS_AT_ONCE = 16

/**
 * Gives held entries the payloads of the map, or takes away theirs where it says undefined. Sequence numbers not held are
 * skipped. Answers by how many bytes the log grew.
 */
export async function writePayloads(
  db: Database,
  log: number,
  payloads: ReadonlyMap<number, Uint8Array | undefined>,
): Promise<number> {
  const keys = [...payloads.keys()].map((seqNum): [number, number] => [log, seqNum])
  const tail = present(await db.tail.bulkGet(keys)).map(entryOf)
  const changed = tail.map((entry) => withPayload(entry, payloads))
  if (changed.length > 0) await db.tail.bulkPut(changed.map((entry) => entryRow(log, entry)))
  let grown = sizeOf(changed) - sizeOf(tail)
  const indexes = [...new Set([...payloads.keys()].map(segmentOf))]
  for (let start = 0; start < indexes.length; start += SEGMENTS_AT_ONCE) {
    const rows = indexes.slice(start, start + SEGMENTS_AT_ONCE).map((index): [number, number] => [log, index])
    const segments = present(await db.segments.bulkGet(rows))
    const rewritten = segments.map(({ index, data }) => {
      const before = decodeSegment(data, firstOf(index))
      const after = before.map((entry) => withPayload(entry, payloads))
      grown += sizeOf(after) - sizeOf(before)
      return { log, index, data: encodeSegment(after) }
    })
    if (rewritten.length > 0) await db.segments.bulkPut(rewritten)
  }
  return grown
}

/**
 * Drops entry `from` and all after it; what stays of the segment that is cut through becomes the tail. Answers how many
 * bytes of entries and payloads are gone.
 */
export async function cutEntryRows(db: Database, log: number, from: number): Promise<number> {
  const tail = await tailFrom(db, log, from).toArray()
  if (tail.length > 0) await db.tail.bulkDelete(tail.map(({ seqNum }) => [log, seqNum]))
  let gone = sizeOf(tail)
  const kept: StoredEntry[] = []
  for (;;) {
    const segments = await db.segments
      .where('[log+index]')
      .between([log, segmentOf(from)], [log, Dexie.maxKey])
      .limit(SEGMENTS_AT_ONCE)
      .toArray()
    if (segments.length === 0) break
    for (const { index, data } of segments) {
      const entries = decodeSegment(data, firstOf(index))
      const below = entries.filter(({ seqNum }) => seqNum < from)
      kept.push(...below)
      gone += sizeOf(entries) - sizeOf(below)
    }
    await db.segments.bulkDelete(segments.map(({ index }) => [log, index]))
  }
  if (kept.length > 0) await db.tail.bulkAdd(kept.map((entry) => entryRow(log, entry)))
  return gone
}

function withPayload(stored: StoredEntry, payloads: ReadonlyMap<number, Uint8Array | undefined>): StoredEntry {
  const { seqNum, entry } = stored
  if (!payloads.has(seqNum)) return stored
  const payload = payloads.get(seqNum)
  return { seqNum, entry, ...(payload === undefined ? {} : { payload }) }
}

function sizeOf(entries: readonly Pick<StoredEntry, 'entry' | 'payload'>[]): number {
  return entries.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined)
}
