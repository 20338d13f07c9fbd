// The lines of one event, read through indexes: what must be known before it moves or one of its alternatives is dropped.

import type { Database } from '../src/adapters/dexie/schema.ts'
import { linesOf } from '../src/festival/event-overviews.ts'
import { indexFestival } from '../src/festival/festival-index.ts'
import type { EventLine } from '../src/festival/overview.ts'
import { earlierRequests } from '../src/festival/request-chain.ts'
import type { EventRow, RequestRow } from '../src/festival/views.ts'

/** The lines of an event at `now` (UTC ms), in the order in which its maker asked. */
export async function readEventLines(db: Database, event: EventRow, now: number): Promise<EventLine[]> {
  const requests = await db.requests.where('event').equals(event.id).toArray()
  const [resources, answers] = await Promise.all([
    db.resources.bulkGet([...new Set(requests.map(({ resource }) => resource))]),
    db.answers
      .where('request')
      .anyOf(requests.map(({ id }) => id))
      .toArray(),
  ])
  const known = resources.filter((row) => row !== undefined)
  const rows = {
    resources: new Map(known.map((row) => [row.id, row])),
    events: new Map([[event.id, event]]),
    requests,
    answers,
  }
  return linesOf(event, indexFestival(rows), now)
}

/**
 * A request and those whose place it took, as far as they are not withdrawn: the line has to be withdrawn as a whole, else it
 * would stand on one of them again.
 */
export async function readLine(db: Database, request: RequestRow): Promise<RequestRow[]> {
  const ofEvent = await db.requests.where('event').equals(request.event).toArray()
  const byId = new Map(ofEvent.map((row) => [row.id, row]))
  const earlier = earlierRequests(request, (each) => byId.get(each))
  return [request, ...earlier.filter(({ withdrawn }) => withdrawn === undefined)]
}
