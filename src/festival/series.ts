// Events that their author made as one series share its id; somebody else who writes the same id makes another series.

import type { ObjectId } from '../operations/ids.ts'
import type { EventRow } from './views.ts'

/** Where an event stands in its series: `number` counts from 1, by time; cancelled occurrences keep their numbers. */
export interface SeriesPlace {
  readonly number: number
  readonly of: number
}

/** The places of all events that are in a series of two or more, by id. */
export function seriesPlaces(events: Iterable<EventRow>): Map<ObjectId, SeriesPlace> {
  const series = new Map<string, EventRow[]>()
  for (const event of events) {
    if (event.series === undefined) continue
    const key = `${event.festival}/${event.author}/${event.series}`
    const others = series.get(key)
    if (others === undefined) series.set(key, [event])
    else others.push(event)
  }
  const places = new Map<ObjectId, SeriesPlace>()
  for (const members of series.values()) {
    if (members.length < 2) continue
    members.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
    for (const [index, { id }] of members.entries()) places.set(id, { number: index + 1, of: members.length })
  }
  return places
}
