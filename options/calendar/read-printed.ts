// What a programme on paper is made of: what happens on the festival's days, and, when somebody wants that, what happens before and after
// them: building up, taking down.
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import { readTicket } from '../../src/adapters/dexie/read-ticket.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { byTime } from '../../src/festival/event-overviews.ts'
import { byTicket } from '../../src/festival/event-tickets.ts'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { Interval } from '../../src/operations/operation.ts'

/** More would be a book. */
export const AT_MOST = 2000

/** Each by time, without what was called off. */
export interface Printable {
  before: EventOverview[]
  /** Also what begins before the festival's days or ends after them. */
  during: EventOverview[]
  after: EventOverview[]
  /** More happens on the festival's days than was read. */
  isCut: boolean
}

/** Up to `AT_MOST` and one events of each, without those that lack the ticket that the festival asks for. */
export async function readPrintable(db: Database, { festival, from, to }: FestivalOverview): Promise<Printable> {
  const days = { from: from ?? 0, to: to ?? Number.POSITIVE_INFINITY }
  const ticket = await readTicket(db, festival)
  const read = async (time: Interval): Promise<EventOverview[]> => {
    if (time.from >= time.to) return []
    return readEventsBetween(db, festival, time, Date.now(), { limit: AT_MOST + 1, withoutCancelled: true })
  }
  const [before, during, after] = await Promise.all([
    read({ from: 0, to: days.from }),
    read(days),
    read({ from: days.to, to: Number.POSITIVE_INFINITY }),
  ])
  const shown = (found: EventOverview[]): EventOverview[] => byTicket(found, ticket).shown
  const besideDays = (found: EventOverview[]): EventOverview[] =>
    shown(found).filter(({ event }) => !overlaps(event, days))
  return {
    before: besideDays(before),
    during: shown(during),
    after: besideDays(after),
    isCut: during.length > AT_MOST,
  }
}

export interface Printed {
  events: EventOverview[]
  isCut: boolean
  /** How many happen before and after, printed or not. */
  outside: number
}

/** When nothing happens on the festival's days, what happens before and after is all there is. */
export function printed({ before, during, after, isCut }: Printable, withOutside: boolean): Printed {
  const outside = during.length === 0 ? [] : [...before, ...after]
  // What reaches into the festival's days may have begun before what is over by then.
  const all = [...before, ...during, ...after].toSorted((a, b) => byTime(a.event, b.event))
  const events = withOutside || during.length === 0 ? all : during
  return { events: events.slice(0, AT_MOST), isCut: isCut || events.length > AT_MOST, outside: outside.length }
}

/** Of each, what `isWanted`. */
export function onlyOf(found: Printable, isWanted: (overview: EventOverview) => boolean): Printable {
  const { before, during, after, isCut } = found
  return { before: before.filter(isWanted), during: during.filter(isWanted), after: after.filter(isWanted), isCut }
}
