// What of the events that were read is drawn, reckoned anew only when something of it changed: a key in the search changes nothing of
// a thousand events.
import { useMemo } from 'preact/hooks'
import type { EventOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ZoneDay } from '../../src/festival/zone-days.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import { filtered, type Filters } from './filters.ts'
import { dayLanes, type Lane, weekLanes } from './lanes.ts'
import type { CalendarState } from './use-calendar.ts'

/** What there is to choose from, and what the filters leave of it. */
export interface Shown {
  all: readonly EventOverview[]
  events: readonly EventOverview[]
  places: readonly ResourceRow[]
}

/** `withFolded`: also those that lack the ticket. */
export function useShown(
  state: CalendarState | undefined,
  { filters, marked, withFolded }: { filters: Filters; marked: ReadonlySet<ObjectId>; withFolded: boolean },
): Shown {
  const all = useMemo(
    () => (state === undefined ? [] : [...state.events, ...(withFolded ? state.folded : [])]),
    [state, withFolded],
  )
  const events = useMemo(() => filtered(all, filters, marked), [all, filters, marked])
  const places = useMemo(
    () => (state?.places ?? []).filter(({ id }) => filters.place === '' || id === filters.place),
    [state, filters.place],
  )
  return { all, events, places }
}

/** One lane for each of the days of a week, or for each place of one day. */
export function useLanes(
  { events, places }: Shown,
  { span, days, zone, node }: { span: string; days: readonly ZoneDay[]; zone: string; node: NodeState },
): readonly Lane[] {
  return useMemo(() => {
    if (span === 'week') return weekLanes(days, events, zone)
    const [only] = days
    const zoneOf = (place: { festival: string }): string =>
      allFestivals(node).find((each) => each.festival === place.festival)?.timezone ?? zone
    return only === undefined || span === 'list' ? [] : dayLanes(only, places, events, zoneOf)
  }, [events, places, span, days[0]?.from, zone, node])
}
