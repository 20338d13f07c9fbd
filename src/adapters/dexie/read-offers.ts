// What a festival has to lend, with what is to be had of each thing at one time: what the chooser of an event lists. Costs what there is
// to choose from and what goes on then, not what the festival is long.

import { isOffered } from '../../festival/availability.ts'
import { overlaps } from '../../festival/timeframe.ts'
import type { ResourceRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId } from '../../operations/ids.ts'
import type { Interval } from '../../operations/operation.ts'
import { readEventsBetween } from './read-events-between.ts'
import { readFreeThen } from './read-free-then.ts'
import type { Database } from './schema.ts'

/** What is to be had of a thing at a time. */
export interface Stock {
  /** What could be granted at every instant of it. */
  left: number
  /** Whether it is offered for the whole of it, as far as is known. */
  isOffered: boolean
  /** What the events of that time ask of it that nobody answered yet. */
  asked: number
}

/** Everything not retired, by title. `stock` is absent without an interval. `now` is UTC ms. */
export async function readOffers(
  db: Database,
  festival: FestivalId,
  interval: Interval | undefined,
  now: number,
): Promise<{ resource: ResourceRow; stock?: Stock }[]> {
  const rows = await db.resources.where('festival').equals(festival).toArray()
  const offered = rows
    .filter(({ retired }) => retired === undefined)
    .sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1))
  if (interval === undefined) return offered.map((resource) => ({ resource }))
  const [free, asked, row] = await Promise.all([
    readFreeThen(db, festival, interval),
    readAsked(db, festival, interval, now),
    db.festivals.get(festival),
  ])
  const left = new Map(free.map((each) => [each.resource.id, each.left]))
  return offered.map((resource) => ({
    resource,
    stock: {
      left: left.get(resource.id) ?? 0,
      isOffered: isOffered(resource.availability, interval, row?.timezone) !== 'no',
      asked: asked.get(resource.id) ?? 0,
    },
  }))
}

/** By resource. A line at another time than its event is found only where the event is on then. */
async function readAsked(
  db: Database,
  festival: FestivalId,
  interval: Interval,
  now: number,
): Promise<Map<ObjectId, number>> {
  const events = await readEventsBetween(db, festival, interval, now, { withoutCancelled: true })
  const asked = new Map<ObjectId, number>()
  for (const { request, state } of events.flatMap(({ lines }) => lines)) {
    if (state !== 'waiting' || !overlaps(request, interval)) continue
    asked.set(request.resource, (asked.get(request.resource) ?? 0) + request.quantity)
  }
  return asked
}
