// The events of a festival with the answers to their request lines, as far as they are shown.
import type { EventOverview, FestivalOverview } from '../src/festival/overview.ts'
import { byTicket, type ByTicket } from '../src/festival/event-tickets.ts'
import type { SeriesPlace } from '../src/festival/series.ts'
import type { ObjectId, PublicKey } from '../src/operations/ids.ts'
import { readEventsOf, readSeriesPlaces } from '../src/adapters/dexie/read-event-overviews.ts'
import { readEventsBetween } from '../src/adapters/dexie/read-events-between.ts'
import { readTicket } from '../src/adapters/dexie/read-ticket.ts'
import { useLive } from '../ui/use-live.ts'

export interface EventsState {
  /** By time. */
  events: EventOverview[]
  /** UTC ms of the reading, to the minute: "now" as far as this list is concerned. */
  now: number
}

export interface Today {
  /** Mine that are not over, also those that were called off. */
  mine: EventOverview[]
  /** What others do now and next; apart what has not the ticket that the festival asks for. */
  others: ByTicket
  /** Whether more of them come after these. */
  hasMore: boolean
  /** Of those that are one of a series. */
  series: ReadonlyMap<ObjectId, SeriesPlace>
  now: number
}

const MINUTE_MS = 60_000
/** Events that are looked at for some that have a ticket. */
const AT_MOST = 64

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
}

/** Mine, and the first `count` events that are not over and not called off. */
export function useToday({ festival }: FestivalOverview, me: readonly PublicKey[], count: number): Today | undefined {
  return useLive(
    async (db) => {
      const now = thisMinute()
      const time = { from: now, to: Number.POSITIVE_INFINITY }
      const [ticket, each, coming] = await Promise.all([
        readTicket(db, festival),
        Promise.all(me.map((author) => readEventsOf(db, { festival, author }, now))),
        readEventsBetween(db, festival, time, now, { limit: count, withoutCancelled: true }),
      ])
      const mine = each.flat().toSorted((a, b) => a.event.from - b.event.from)
      const others = coming.filter(({ event }) => !me.includes(event.author))
      const shown = [...mine, ...others].map(({ event }) => event)
      const series = await readSeriesPlaces(db, festival, shown)
      return { mine, others: byTicket(others, ticket), hasMore: coming.length === count, series, now }
    },
    [festival, me.join(), count],
  )
}

/** The first `count` events that are not over, not called off, and have the ticket that the festival asks for. */
export function useNextEvents({ festival }: FestivalOverview, count: number): EventsState | undefined {
  return useLive(
    async (db) => {
      const now = thisMinute()
      const time = { from: now, to: Number.POSITIVE_INFINITY }
      const ticket = await readTicket(db, festival)
      const options = { limit: ticket === undefined ? count : AT_MOST, withoutCancelled: true }
      const events = await readEventsBetween(db, festival, time, now, options)
      return { events: byTicket(events, ticket).shown.slice(0, count), now }
    },
    [festival, count],
  )
}
