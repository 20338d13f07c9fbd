// The events of a festival with the answers to their request lines, and who is who there.
import type { EventOverview, FestivalOverview } from '../src/festival/overview.ts'
import { readEvents } from '../src/adapters/dexie/queries.ts'
import { readEventsBetween } from '../src/adapters/dexie/read-events-between.ts'
import { useLive } from '../ui/use-live.ts'

export interface EventsState {
  events: EventOverview[]
  /** UTC ms of the reading, to the minute: "now" as far as this list is concerned. */
  now: number
}

const MINUTE_MS = 60_000

export function useEvents(festival: FestivalOverview): EventsState | undefined {
  return useLive(
    async (db) => {
      const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
      return { events: await readEvents(db, festival.festival, now), now }
    },
    [festival.festival],
  )
}

/** The first `count` events that are not over and not called off. */
export function useNextEvents(festival: FestivalOverview, count: number): EventsState | undefined {
  return useLive(
    async (db) => {
      const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
      const time = { from: now, to: Number.POSITIVE_INFINITY }
      const options = { limit: count, withoutCancelled: true }
      return { events: await readEventsBetween(db, festival.festival, time, now, options), now }
    },
    [festival.festival, count],
  )
}

/** Not over and not called off: what is going on now, then what comes. */
export function nowAndNext({ events, now }: EventsState): EventOverview[] {
  return events.filter(({ event }) => event.to > now && event.cancelled === undefined)
}
