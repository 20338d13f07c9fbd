// What an event would meet at another time: for each line that still counts, whether its thing is to be had then, and whether its
// owner has to be asked again (DESIGN 5.5). What the event has already is not in its own way.

import { isOffered } from '../../festival/availability.ts'
import { linesToAskAgain, movedInterval } from '../../festival/moved-line.ts'
import type { EventLine, EventOverview, LineState } from '../../festival/overview.ts'
import type { ResourceRow } from '../../festival/views.ts'
import type { Interval } from '../../operations/operation.ts'
import { readInTheWay } from './read-in-the-way.ts'
import type { Database } from './schema.ts'

/** A line of an event at another time; `closed`, `taken`, `asked` and `free` as for a new one. */
export interface MovedLine {
  resource: ResourceRow
  state: 'free' | 'asked' | 'taken' | 'closed'
  asksAgain: boolean
}

/** Lines that are over ask for nothing, whenever the event is. */
const OVER: ReadonlySet<LineState> = new Set(['declined', 'withdrawn', 'superseded', 'not-needed', 'expired'])

/** In the order of its lines. `now` is UTC ms. */
export async function readMove(
  db: Database,
  { event, lines }: Pick<EventOverview, 'event' | 'lines'>,
  to: Interval,
  now: number,
): Promise<MovedLine[]> {
  const again = new Set(linesToAskAgain(lines, event, to).map(({ request }) => request.id))
  const open = lines.filter(({ state }) => !OVER.has(state))
  const moved = await Promise.all(open.map((line) => readLine(db, line, movedInterval(line.request, event, to), now)))
  return moved.flatMap((line, index) => {
    const request = open[index]?.request.id
    return line === undefined ? [] : [{ ...line, asksAgain: request !== undefined && again.has(request) }]
  })
}

/** Undefined for a thing that has not arrived. */
async function readLine(
  db: Database,
  { request, resource }: EventLine,
  interval: Interval,
  now: number,
): Promise<Omit<MovedLine, 'asksAgain'> | undefined> {
  if (resource === undefined) return undefined
  const festival = await db.festivals.get(resource.festival)
  if (isOffered(resource.availability, interval, festival?.timezone) === 'no') return { resource, state: 'closed' }
  const { id, quantity } = request
  const way = await readInTheWay(db, resource, { ...interval, quantity, request: id }, now)
  return { resource, state: way.free ? (way.rivals.length > 0 ? 'asked' : 'free') : 'taken' }
}
