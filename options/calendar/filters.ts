// Which of the events that are read a calendar shows.
import type { EventOverview } from '../../src/festival/overview.ts'
import { placesOf } from '../../src/festival/place-lanes.ts'
import type { ObjectId } from '../../src/operations/ids.ts'

/** Empty texts and false: everything. */
export interface Filters {
  /** Id of a place. */
  place: string
  /** Public key of whoever made it. */
  person: string
  tag: string
  /** Only what has all that it needs, and was not called off. */
  confirmed: boolean
  /** Only what I marked. */
  marked: boolean
}

export const NO_FILTERS: Filters = { place: '', person: '', tag: '', confirmed: false, marked: false }

export function isFiltered(filters: Filters): boolean {
  return Object.entries(NO_FILTERS).some(([name, none]) => filters[name as keyof Filters] !== none)
}

export function filtered(
  events: readonly EventOverview[],
  filters: Filters,
  marked: ReadonlySet<ObjectId>,
): EventOverview[] {
  return events.filter((overview) => {
    const { event } = overview
    if (filters.person !== '' && event.author !== filters.person) return false
    if (filters.tag !== '' && !event.tags.includes(filters.tag)) return false
    if (filters.confirmed && !isConfirmed(overview)) return false
    if (filters.marked && !marked.has(event.id)) return false
    return filters.place === '' || placesOf(overview).some(({ id }) => id === filters.place)
  })
}

/** It has everything that it can not do without. */
export function isConfirmed({ event, confirmation }: EventOverview): boolean {
  return event.cancelled === undefined && confirmation.granted === confirmation.required
}
