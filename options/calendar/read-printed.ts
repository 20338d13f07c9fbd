// What a programme on paper is made of: what happens on the festival's days, and, when somebody wants that, what happens before and after
// them: building up, taking down.
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import { readTicket } from '../../src/adapters/dexie/read-ticket.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { byTicket } from '../../src/festival/event-tickets.ts'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { Interval } from '../../src/operations/operation.ts'

/** More would be a book. */
export const AT_MOST = 2000

/** By time, without what was called off. Each has one event more when there are more than `AT_MOST`. */
export interface Printable {
  before: EventOverview[]
  /** Also what begins before the festival's days or ends after them. */
  during: EventOverview[]
  after: EventOverview[]
}

export async function readPrintable(db: Database, { festival, from, to }: FestivalOverview): Promise<Printable> {
  const days = { from: from ?? 0, to: to ?? Number.POSITIVE_INFINITY }
  const ticket = await readTicket(db, festival)
  const read = async (time: Interval): Promise<EventOverview[]> => {
    if (time.from >= time.to) return []
    const options = { limit: AT_MOST + 1, withoutCancelled: true }
    return byTicket(await readEventsBetween(db, festival, time, Date.now(), options), ticket).shown
  }
  const [before, during, after] = await Promise.all([
    read({ from: 0, to: days.from }),
    read(days),
    read({ from: days.to, to: Number.POSITIVE_INFINITY }),
  ])
  const besideDays = (found: EventOverview[]): EventOverview[] => found.filter(({ event }) => !overlaps(event, days))
  return { before: besideDays(before), during, after: besideDays(after) }
}

export interface Printed {
  events: EventOverview[]
  isCut: boolean
  /** What happens before and after, printed or not. */
  outside: EventOverview[]
}

/** When nothing happens on the festival's days, what happens before and after is all there is. */
export function printed({ before, during, after }: Printable, withOutside: boolean): Printed {
  const outside = during.length === 0 ? [] : [...before, ...after]
  const events = withOutside || during.length === 0 ? [...before, ...during, ...after] : during
  return { events: events.slice(0, AT_MOST), isCut: events.length > AT_MOST, outside }
}
