// What waits for me, over all festivals: from my resources through indexes to the requests for them, never a scan of a
// festival, because the badge asks after every change.

import { inbox, type FestivalRows, type InboxItem } from '../../festival/overview.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import type { Database } from './schema.ts'
import { readLeftToOwner } from './settings.ts'

/** Requests that wait for an answer of `me` by hand, with what they collide with, by time of the event. `now` is UTC ms. */
export async function readInbox(db: Database, me: PublicKey, now: number): Promise<InboxItem[]> {
  const mine = await db.resources.where('owner').equals(me).toArray()
  if (mine.length === 0) return []
  return inbox(await rowsAround(db, mine), me, now, await readLeftToOwner(db))
}

/** Everything that the requests for these resources touch: their events, the other lines of those, and all answers. */
async function rowsAround(db: Database, mine: readonly ResourceRow[]): Promise<FestivalRows> {
  const forMine = await requestsFor(db, 'resource', idsOf(mine))
  const eventIds = unique(forMine.map(({ event }) => event))
  const [events, lines] = await Promise.all([
    presentRows(db.events.bulkGet(eventIds)),
    requestsFor(db, 'event', eventIds),
  ])
  const requests = [...new Map([...forMine, ...lines].map((row) => [row.id, row])).values()]
  const resourceIds = unique(requests.map(({ resource }) => resource))
  const [resources, ofResources, toRequests] = await Promise.all([
    presentRows(db.resources.bulkGet(resourceIds)),
    answersOn(db, 'resource', resourceIds),
    answersOn(db, 'request', idsOf(requests)),
  ])
  const answers = [...new Map([...ofResources, ...toRequests].map((row) => [row.id, row])).values()]
  return { resources: byId([...mine, ...resources]), events: byId<EventRow>(events), requests, answers }
}

function requestsFor(db: Database, index: 'resource' | 'event', ids: ObjectId[]): Promise<RequestRow[]> {
  return db.requests.where(index).anyOf(ids).toArray()
}

function answersOn(db: Database, index: 'resource' | 'request', ids: ObjectId[]): Promise<AnswerRow[]> {
  return db.answers.where(index).anyOf(ids).toArray()
}

async function presentRows<Row>(rows: PromiseLike<(Row | undefined)[]>): Promise<Row[]> {
  return (await rows).filter((row) => row !== undefined)
}

function idsOf(rows: readonly { id: ObjectId }[]): ObjectId[] {
  return rows.map(({ id }) => id)
}

function unique(ids: readonly ObjectId[]): ObjectId[] {
  return [...new Set(ids)]
}

function byId<Row extends { id: ObjectId }>(rows: readonly Row[]): Map<ObjectId, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
