// The events of a festival with the answers to their request lines, and who is who there.
import type { EventOverview, FestivalOverview } from '../src/festival/overview.ts'
import { byTicket, type ByTicket } from '../src/festival/event-tickets.ts'
import type { ResourceRow } from '../src/festival/views.ts'
import { readEvents } from '../src/adapters/dexie/queries.ts'
import { readEventsBetween } from '../src/adapters/dexie/read-events-between.ts'
import { readTicket } from '../src/adapters/dexie/read-ticket.ts'
import { useLive } from '../ui/use-live.ts'

export interface EventsState {
  /** All of them, by time. */
  events: EventOverview[]
  /** What each of them should hold a grant of, if anything. */
  ticket?: ResourceRow
  /** UTC ms of the reading, to the minute: "now" as far as this list is concerned. */
  now: number
}

const MINUTE_MS = 60_000
/** Events that are looked at for some that have a ticket. */
const AT_MOST = 64

export function useEvents(festival: FestivalOverview): EventsState | undefined {
  return useLive(
    async (db) => {
      const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
      const [events, ticket] = await Promise.all([
        readEvents(db, festival.festival, now),
        readTicket(db, festival.festival),
      ])
      return { events, now, ...(ticket === undefined ? {} : { ticket }) }
    },
    [festival.festival],
  )
}

/** The first `count` events that are not over, not called off, and have the ticket that the festival asks for. */
export function useNextEvents(festival: FestivalOverview, count: number): EventsState | undefined {
  return useLive(
    async (db) => {
      const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
      const time = { from: now, to: Number.POSITIVE_INFINITY }
      const ticket = await readTicket(db, festival.festival)
      const options = { limit: ticket === undefined ? count : AT_MOST, withoutCancelled: true }
      const events = await readEventsBetween(db, festival.festival, time, now, options)
      return { events: byTicket(events, ticket).shown.slice(0, count), now }
    },
    [festival.festival, count],
  )
}

/**
 * Not over and not called off: what is going on now, then what comes. Events without the ticket that the festival asks for are
 * apart.
 */
export function nowAndNext({ events, now, ticket }: EventsState): ByTicket {
  const coming = events.filter(({ event }) => event.to > now && event.cancelled === undefined)
  return byTicket(coming, ticket)
}
