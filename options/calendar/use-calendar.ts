// What a calendar shows of some days: the events that go on then, of the festival and of those inside it, and its places.
import { useMemo } from 'preact/hooks'
import { readFavourites } from '../../src/adapters/dexie/favourite-rows.ts'
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import { readTicket } from '../../src/adapters/dexie/read-ticket.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { readViewsWritten } from '../../src/adapters/dexie/views-written.ts'
import { byTicket } from '../../src/festival/event-tickets.ts'
import { byTime } from '../../src/festival/event-overviews.ts'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { FestivalId, ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { useLive } from '../../ui/use-live.ts'

/** Events that are looked at for one view: nobody reads more, and a week of a city would not fit. */
export const AT_MOST = 1000

export interface CalendarState {
  /** By time; without those that lack the ticket that their festival asks for. */
  events: EventOverview[]
  /** Those that lack it. */
  folded: EventOverview[]
  /** There are more than could be looked at. */
  isCut: boolean
  /** Not retired, by title. */
  places: ResourceRow[]
}

/** Undefined until it is read. `festivals`: the one, and those inside it that are shown with it. */
export function useCalendar(festivals: readonly FestivalId[], time: Interval): CalendarState | undefined {
  return useLive(
    async (db) => {
      const each = await Promise.all(festivals.map((festival) => readFestival(db, festival, time)))
      const all = (pick: (read: (typeof each)[number]) => EventOverview[]): EventOverview[] =>
        each.flatMap(pick).toSorted((a, b) => byTime(a.event, b.event))
      return {
        events: all(({ shown }) => shown),
        folded: all(({ folded }) => folded),
        isCut: each.some(({ isCut }) => isCut),
        places: each.flatMap(({ places }) => places),
      }
    },
    [festivals.join(), time.from, time.to],
    { since: readViewsWritten },
  )
}

async function readFestival(
  db: Database,
  festival: FestivalId,
  time: Interval,
): Promise<Pick<CalendarState, 'isCut' | 'places'> & ReturnType<typeof byTicket>> {
  const [ticket, found, places] = await Promise.all([
    readTicket(db, festival),
    readEventsBetween(db, festival, time, Date.now(), { limit: AT_MOST + 1 }),
    readPlaces(db, festival),
  ])
  return { ...byTicket(found.slice(0, AT_MOST), ticket), isCut: found.length > AT_MOST, places }
}

async function readPlaces(db: Database, festival: FestivalId): Promise<ResourceRow[]> {
  const places = db.resources.where('festival').equals(festival)
  const rows = await places.filter(({ kind, retired }) => kind === 'place' && retired === undefined).toArray()
  return rows.sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1))
}

/** The festivals inside this one that are followed, at any depth. */
export function festivalsInside(festival: FestivalId, all: readonly FestivalOverview[]): FestivalOverview[] {
  const inside = new Map<FestivalId, FestivalOverview>()
  const open: FestivalId[] = [festival]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const each of all) {
      if (each.parent !== next || each.festival === festival || inside.has(each.festival)) continue
      inside.set(each.festival, each)
      open.push(each.festival)
    }
  }
  return [...inside.values()]
}

/** The events that I marked. */
export function useFavourites(): ReadonlySet<ObjectId> {
  const marked = useLive(readFavourites)
  return useMemo(() => new Set(marked), [marked])
}
