// The lanes of a calendar: one per place on one day, or one per day of a week.
import { openings } from '../../src/festival/availability.ts'
import { difference } from '../../src/festival/interval-sets.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { placeLanes } from '../../src/festival/place-lanes.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { clockScale, type DayScale, passingScale, type ZoneDay } from '../../src/festival/zone-days.ts'
import type { Interval } from '../../src/operations/operation.ts'

export interface Lane {
  key: string
  /** What stands above it: a place, or a day; neither where an event is nowhere. */
  place?: ResourceRow
  day?: ZoneDay
  scale: DayScale
  /** By time. */
  events: EventOverview[]
  /** When the place is not offered. */
  closed: Interval[]
}

/** `zoneOf`: the clocks by which a place is offered. */
export function dayLanes(
  day: ZoneDay,
  places: readonly ResourceRow[],
  events: readonly EventOverview[],
  zoneOf: (place: ResourceRow) => string,
): Lane[] {
  const scale = passingScale(day)
  return placeLanes(places, events).map(({ place, events }): Lane => {
    if (place === undefined) return { key: 'nowhere', scale, events, closed: [] }
    const closed = difference([day], openings(place.availability, zoneOf(place), day))
    return { key: place.id, place, scale, events, closed }
  })
}

export function weekLanes(days: readonly ZoneDay[], events: readonly EventOverview[], zone: string): Lane[] {
  return days.map((day) => ({
    key: String(day.number),
    day,
    scale: clockScale(day, zone),
    events: events.filter(({ event }) => overlaps(event, day)),
    closed: [],
  }))
}

/** Whether an event goes on for the whole day: it stands above the hours. */
export function isWholeDay({ event }: EventOverview, day: Interval): boolean {
  return event.from <= day.from && event.to >= day.to
}
