// Events with the answers to their lines, those that are asked for and no others.

import { byTime } from '../../festival/event-overviews.ts'
import { eventOverviews, type EventOverview } from '../../festival/overview.ts'
import { seriesPlaces, type SeriesPlace } from '../../festival/series.ts'
import type { EventRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import { readViews } from './at-once.ts'
import { readLines, type KnownToLines } from './read-lines.ts'
import type { Database } from './schema.ts'

/** These events with their lines, by time. `now` is UTC ms; `standsBy` has grants in force that are known already, by request. */
export async function withLines(
  db: Database,
  events: readonly EventRow[],
  now: number,
  standsBy: KnownToLines['standsBy'] = new Map(),
): Promise<EventOverview[]> {
  const ids = events.map(({ id }) => id)
  const { requests, answers, resources } = await readLines(db, ids, { standsBy })
  return eventOverviews({ resources: byId(resources), events: byId(events), requests, answers }, now)
}

/** Events that are read with their lines in one transaction. */
export const EVENTS_AT_ONCE = 50

/**
 * The same for any number of events, piece by piece, each in a transaction of its own: a panel can do something else in between, and
 * Dexie loses a transaction over thousands of questions. What changes meanwhile is announced to whoever looks.
 */
export async function withLinesInPieces(
  db: Database,
  events: readonly EventRow[],
  now: number,
  standsBy: KnownToLines['standsBy'] = new Map(),
): Promise<EventOverview[]> {
  const sorted = events.toSorted(byTime)
  const overviews: EventOverview[] = []
  for (let start = 0; start < sorted.length; start += EVENTS_AT_ONCE) {
    const piece = sorted.slice(start, start + EVENTS_AT_ONCE)
    overviews.push(...(await readViews(db, () => withLines(db, piece, now, standsBy))))
  }
  return overviews
}

/** One event; undefined while it is not here. */
export function readEvent(db: Database, id: ObjectId, now: number): Promise<EventOverview | undefined> {
  return readViews(db, async () => {
    const event = await db.events.get(id)
    return event === undefined ? undefined : (await withLines(db, [event], now))[0]
  })
}

/** The events of an author in a festival that are not over, by time. */
export async function readEventsOf(
  db: Database,
  { festival, author }: { festival: FestivalId; author: PublicKey },
  now: number,
): Promise<EventOverview[]> {
  const rows = await db.events.where('author').equals(author).toArray()
  const events = rows.filter((event) => event.festival === festival && event.to > now)
  return withLinesInPieces(db, events, now)
}

/** Where these events stand in their series; reads what their authors make, and only of those who made a series. */
export async function readSeriesPlaces(
  db: Database,
  festival: FestivalId,
  events: readonly EventRow[],
): Promise<ReadonlyMap<ObjectId, SeriesPlace>> {
  const authors = new Set(events.flatMap(({ author, series }) => (series === undefined ? [] : [author])))
  const rows = await Promise.all([...authors].map((author) => db.events.where('author').equals(author).toArray()))
  return seriesPlaces(rows.flat().filter((event) => event.festival === festival))
}

function byId<Row extends { id: ObjectId }>(rows: readonly Row[]): Map<ObjectId, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
