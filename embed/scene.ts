// What every view of an element is given.

import type { EventItem, ProfileItem, ResourceItem } from '../page/p2panda.d.ts'
import type { FestivalSource } from './festival-source.ts'
import type { State } from './source.ts'
import type { Times } from './times.ts'
import type { Say } from './words.ts'

export interface Scene {
  /** Which of the page's elements this is. */
  readonly element: HTMLElement
  readonly state: State
  readonly source: FestivalSource
  readonly say: Say
  readonly locale: string
  readonly times: Times
  /** On paper there is nothing to choose: all of it is shown. */
  readonly isPrinting: boolean
  /** An attribute of the element; undefined when it is absent or empty. */
  readonly attribute: (name: string) => string | undefined
  readonly resource: (id: string) => ResourceItem | undefined
  /** What somebody is called. */
  readonly name: (author: string) => string
}

/** The lookups of a state. */
export function lookups({ items }: State, say: Say): Pick<Scene, 'resource' | 'name'> {
  const resources = new Map(items.resource.map((item) => [item.id, item]))
  const profiles = new Map<string, ProfileItem>(items.profile.map((item) => [item.id, item]))
  return {
    resource: (id) => resources.get(id),
    name: (author) => profiles.get(author)?.name ?? say('somebody'),
  }
}

/** The places that an event has; while it has none, those that it asked for. */
export function placesOf({ confirmation }: EventItem, { resource }: Pick<Scene, 'resource'>): ResourceItem[] {
  const placesIn = (...states: string[]): ResourceItem[] => {
    const lines = confirmation.lines.filter(({ state }) => states.includes(state))
    const places = lines.flatMap((line) => resource(line.resource) ?? []).filter(({ kind }) => kind === 'place')
    return [...new Map(places.map((place) => [place.id, place])).values()]
  }
  const had = placesIn('granted')
  return had.length > 0 ? had : placesIn('waiting', 'needs-reconfirmation')
}

/** The events to show: those of a list, where one is named by its id or title, in its order of time; else all. */
export function shownEvents({ state, attribute }: Pick<Scene, 'state' | 'attribute'>): EventItem[] {
  const { event, programme } = state.items
  const wanted = attribute('programme')
  const list = programme.find(({ id, title }) => id === wanted || title === wanted)
  if (wanted === undefined) return event
  const ids = new Set(list?.events.map((each) => each.event))
  return event.filter(({ id }) => ids.has(id))
}
