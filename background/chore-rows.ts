// The rows that chores can be about (src/festival/chores.ts), found through indexes that have only what was withdrawn, cancelled,
// moved or asked for as an alternative: looking after every change costs what there is of that, not what the festival is large.

import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalRows } from '../src/festival/overview.ts'
import type { RequestRow } from '../src/festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'

/** What the chores of `me` in a festival are computed from. */
export async function readChoreRows(db: Database, festival: FestivalId, me: PublicKey): Promise<FestivalRows> {
  const [givenBack, ofMyEvents] = [await mayBeGivenBack(db, festival), await withAlternatives(db, festival, me)]
  const requests = unique([...givenBack, ...ofMyEvents])
  if (requests.length === 0) return { events: new Map(), resources: new Map(), requests, answers: [] }
  const [events, resources, answers] = await Promise.all([
    db.events.bulkGet(idsOf(requests, 'event')),
    db.resources.bulkGet(idsOf(requests, 'resource')),
    db.answers
      .where('request')
      .anyOf(requests.map(({ id }) => id))
      .toArray(),
  ])
  return { events: byId(events), resources: byId(resources), requests, answers }
}

/** Requests that were withdrawn, whose event was cancelled or whose line went on, with those that it went on with. */
async function mayBeGivenBack(db: Database, festival: FestivalId): Promise<RequestRow[]> {
  const isHere = (row: { festival: FestivalId }): boolean => row.festival === festival
  const withdrawn = await db.requests.orderBy('withdrawn.at').filter(isHere).toArray()
  const cancelled = await db.events.orderBy('cancelled.at').filter(isHere).primaryKeys()
  const ofCancelled = await db.requests.where('event').anyOf(cancelled).toArray()
  const later = await db.requests.orderBy('supersedes').filter(isHere).toArray()
  const earlier = await db.requests.bulkGet(later.flatMap(({ supersedes }) => supersedes ?? []))
  return [...withdrawn, ...ofCancelled, ...later, ...earlier.filter((row) => row !== undefined)]
}

/** All requests of my events that have alternatives. */
async function withAlternatives(db: Database, festival: FestivalId, me: PublicKey): Promise<RequestRow[]> {
  const isMine = (row: RequestRow): boolean => row.festival === festival && row.author === me
  const alternatives = await db.requests.orderBy('alternativeTo').filter(isMine).toArray()
  return db.requests.where('event').anyOf(idsOf(alternatives, 'event')).toArray()
}

function idsOf(rows: readonly RequestRow[], name: 'event' | 'resource'): ObjectId[] {
  return [...new Set(rows.map((row) => row[name]))]
}

function unique(rows: readonly RequestRow[]): RequestRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

function byId<Row extends { id: ObjectId }>(rows: readonly (Row | undefined)[]): Map<ObjectId, Row> {
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
}
