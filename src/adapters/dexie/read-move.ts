// What an event would meet at another time or place: for each line that still counts, whether its thing is to be had then, and whether its
// owner has to be asked again (DESIGN 5.5). What the event has already is not in its own way.

import { isOffered } from '../../festival/availability.ts'
import { linesToAskAgain, movedInterval } from '../../festival/moved-line.ts'
import type { EventLine, EventOverview, LineState } from '../../festival/overview.ts'
import type { ResourceRow } from '../../festival/views.ts'
import type { Interval } from '../../operations/operation.ts'
import type { ObjectId } from '../../operations/ids.ts'
import { readInTheWay, type Wanted } from './read-in-the-way.ts'
import type { Database } from './schema.ts'

/** A line of an event at another time; `closed`, `taken`, `asked` and `free` as for a new one. */
export interface MovedLine {
  resource: ResourceRow
  state: 'free' | 'asked' | 'taken' | 'closed'
  asksAgain: boolean
}

/** Another place, and the request that it is asked for instead of. */
export interface OtherPlace {
  resource: ResourceRow
  instead?: ObjectId
}

/** Lines that are over ask for nothing, whenever the event is. */
const OVER: ReadonlySet<LineState> = new Set(['declined', 'withdrawn', 'superseded', 'not-needed', 'expired'])

/** Another place first, then the lines of the event in their order. `now` is UTC ms. */
export async function readMove(
  db: Database,
  { event, lines }: Pick<EventOverview, 'event' | 'lines'>,
  { to, place }: { to: Interval; place?: OtherPlace | undefined },
  now: number,
): Promise<MovedLine[]> {
  const again = new Set(linesToAskAgain(lines, event, to).map(({ request }) => request.id))
  const open = lines.filter(({ state, request }) => !OVER.has(state) && request.id !== place?.instead)
  const old = lines.find(({ request }) => request.id === place?.instead)?.request
  const there = place && {
    line: { resource: place.resource, request: { quantity: 1 } },
    interval: old === undefined ? to : movedInterval(old, event, to),
    asksAgain: true,
  }
  const kept = open.map((line) => ({
    line,
    interval: movedInterval(line.request, event, to),
    asksAgain: again.has(line.request.id),
  }))
  const moved = await Promise.all(
    [...(there === undefined ? [] : [there]), ...kept].map(async ({ line, interval, asksAgain }) => {
      const met = await readLine(db, line, interval, now)
      return met === undefined ? [] : [{ ...met, asksAgain }]
    }),
  )
  return moved.flat()
}

/** Undefined for a thing that has not arrived. */
async function readLine(
  db: Database,
  { request, resource }: Pick<EventLine, 'resource'> & { request: Pick<Wanted, 'quantity'> & { id?: ObjectId } },
  interval: Interval,
  now: number,
): Promise<Omit<MovedLine, 'asksAgain'> | undefined> {
  if (resource === undefined) return undefined
  const festival = await db.festivals.get(resource.festival)
  if (isOffered(resource.availability, interval, festival?.timezone) === 'no') return { resource, state: 'closed' }
  const { id, quantity } = request
  const wanted = { ...interval, quantity, ...(id === undefined ? {} : { request: id }) }
  const way = await readInTheWay(db, resource, wanted, now)
  return { resource, state: way.free ? (way.rivals.length > 0 ? 'asked' : 'free') : 'taken' }
}
