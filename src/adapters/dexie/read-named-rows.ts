// Rows of a festival that somebody names: some events with their lines, or some answers with what they are about. What is found
// here is what `readRowsWithLines` would say of them, without reading the rest of the festival.

import type { FestivalRows } from '../../festival/overview.ts'
import type { AnswerRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import type { Database } from './schema.ts'

/** Those of these events that are in the festival, with all their lines. */
export function readRowsOfEvents(db: Database, festival: FestivalId, ids: readonly ObjectId[]): Promise<FestivalRows> {
  return readViews(db, async () => {
    const [isInside, found] = await atOnce([liesInside(db, festival), db.events.bulkGet(unique(ids))])
    const events = known(found).filter((event) => event.festival === festival)
    const asked = await atOnce(events.map(({ id }) => db.requests.where('event').equals(id).toArray()))
    const { requests, resources } = await countedIn(db, festival, isInside, asked.flat())
    const answers = await atOnce(requests.map(({ id }) => db.answers.where('request').equals(id).toArray()))
    const isAnswered = ({ festival: where, request }: AnswerRow): boolean =>
      where === festival || requests.some(({ id, festival: stands }) => id === request && stands !== festival)
    return { events: byId(events), resources, requests, answers: answers.flat().filter(isAnswered) }
  })
}

/** The events of an author in the festival, with all their lines. */
export async function readRowsOfAuthor(db: Database, festival: FestivalId, author: PublicKey): Promise<FestivalRows> {
  const events = await db.events.where('author').equals(author).toArray()
  const inside = events.filter((event) => event.festival === festival)
  return readRowsOfEvents(
    db,
    festival,
    inside.map(({ id }) => id),
  )
}

/** The events of the festival that ask for one of these resources, with all their lines. */
export async function readRowsAsking(
  db: Database,
  festival: FestivalId,
  resources: readonly ObjectId[],
): Promise<FestivalRows> {
  const asked = await readViews(db, () =>
    Promise.resolve(atOnce(unique(resources).map((id) => db.requests.where('resource').equals(id).toArray()))),
  )
  return readRowsOfEvents(
    db,
    festival,
    asked.flat().map(({ event }) => event),
  )
}

/** Those of these answers that count in the festival, with the events that they are for and all lines of these. */
export function readRowsOfAnswers(
  db: Database,
  festival: FestivalId,
  find: () => PromiseLike<readonly (AnswerRow | undefined)[]>,
): Promise<FestivalRows> {
  return readViews(db, async () => {
    const [isInside, found] = await atOnce([liesInside(db, festival), find()])
    const named = known(found)
    const asked = known(await db.requests.bulkGet(unique(named.flatMap(({ request }) => request ?? []))))
    const events = known(await db.events.bulkGet(unique(asked.map(({ event }) => event))))
    const ofFestival = new Set(events.flatMap((event) => (event.festival === festival ? [event.id] : [])))
    const lines = await atOnce([...ofFestival].map((id) => db.requests.where('event').equals(id).toArray()))
    const near = [...byId([...asked.filter((request) => request.festival === festival), ...lines.flat()]).values()]
    const own = named.flatMap(({ resource }) => resource ?? [])
    const { requests, resources } = await countedIn(db, festival, isInside, near, own)
    const elsewhere = new Set(requests.flatMap(({ id, festival: stands }) => (stands === festival ? [] : [id])))
    const answers = named.filter(({ festival: where, request }) => {
      return where === festival || (request !== undefined && elsewhere.has(request))
    })
    return { events: byId(events.filter(({ id }) => ofFestival.has(id))), resources, requests, answers }
  })
}

/**
 * Of these requests those that stand in the festival, and those that stand where their resource is, when it lies inside another
 * one; and their resources.
 */
async function countedIn(
  db: Database,
  festival: FestivalId,
  isInside: boolean,
  asked: readonly RequestRow[],
  others: readonly ObjectId[] = [],
): Promise<{ requests: RequestRow[]; resources: Map<ObjectId, ResourceRow> }> {
  const near = asked.filter((request) => isInside || request.festival === festival)
  const rows = byId(known(await db.resources.bulkGet(unique([...near.map(({ resource }) => resource), ...others]))))
  const elsewhere = near.filter((request) => request.festival !== festival)
  const named = new Set(elsewhere.map(({ resource }) => resource))
  const requests = near.filter((request) => {
    return (
      request.festival === festival || (rows.get(request.resource)?.festival ?? request.festival) === request.festival
    )
  })
  return {
    requests,
    resources: byId([...rows.values()].filter((row) => row.festival === festival || named.has(row.id))),
  }
}

async function liesInside(db: Database, festival: FestivalId): Promise<boolean> {
  return (await db.festivals.get(festival))?.parent !== undefined
}

function known<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.flatMap((row) => (row === undefined ? [] : [row]))
}

function unique<Id>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)]
}

function byId<Row extends { id: ObjectId }>(rows: readonly Row[]): Map<ObjectId, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
