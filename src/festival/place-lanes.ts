// A calendar with one lane per place: which events happen where, as far as they were asked and answered for.

import type { EventLine, EventOverview, LineState } from './overview.ts'
import type { ResourceRow } from './views.ts'
import type { ObjectId } from '../operations/ids.ts'

/** What happens at a place, or without any: the lane that has no place. */
export interface PlaceLane {
  place?: ResourceRow
  events: EventOverview[]
}

/** An event is where its place said yes, or may still say it. */
const THERE: ReadonlySet<LineState> = new Set(['granted', 'waiting', 'needs-reconfirmation'])
/** What was called off is shown where it would have been, whatever became of its requests. */
const WAS_THERE: ReadonlySet<LineState> = new Set([...THERE, 'unavailable', 'expired'])

/** Whether a line may make an event be at its place. */
export function isThere({ state }: EventLine): boolean {
  return THERE.has(state)
}

/** The places of an event, without those that declined, by the order of its lines. */
export function placesOf({ event, lines }: EventOverview): ResourceRow[] {
  const there = event.cancelled === undefined ? THERE : WAS_THERE
  const places = lines.flatMap(({ resource, state }) =>
    resource?.kind === 'place' && there.has(state) ? [resource] : [],
  )
  return [...new Map(places.map((place) => [place.id, place])).values()]
}

/**
 * A lane for each of these places, then for others that an event is at, and one without a place for events that are nowhere.
 * An event at several places is in the lane of each. Events keep their order.
 */
export function placeLanes(places: readonly ResourceRow[], events: readonly EventOverview[]): PlaceLane[] {
  const lanes = new Map<ObjectId, Required<PlaceLane>>(places.map((place) => [place.id, { place, events: [] }]))
  const nowhere: EventOverview[] = []
  for (const overview of events) {
    const at = placesOf(overview)
    if (at.length === 0) nowhere.push(overview)
    for (const place of at) {
      const lane = lanes.get(place.id) ?? { place, events: [] }
      lane.events.push(overview)
      lanes.set(place.id, lane)
    }
  }
  return [...lanes.values(), ...(nowhere.length === 0 && lanes.size > 0 ? [] : [{ events: nowhere }])]
}
