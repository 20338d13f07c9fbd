// The programme of a festival as plain data, from what this node knows of it. What is for members only is left out of what is
// for the public, rooms too: an event for everybody in a room for members is an event without a room (DESIGN 4.3, audience).

import { byTime } from '../festival/event-overviews.ts'
import type { EventLine, EventOverview } from '../festival/overview.ts'
import type { FestivalRow, ResourceRow } from '../festival/views.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { Audience, Location } from '../operations/operation.ts'
import type {
  ProgrammeData,
  ProgrammeEvent,
  ProgrammeFestival,
  ProgrammeRoom,
  ProgrammeStatus,
} from './programme-data.ts'

/** Units of a coordinate in one degree. */
const PER_DEGREE = 10_000_000

/** What a programme is gathered from. */
export interface ProgrammeSource {
  festival: Pick<FestivalRow, 'id' | 'title' | 'timezone' | 'from' | 'to' | 'description' | 'place'>
  /** All events with their lines, in any order. */
  events: readonly EventOverview[]
  /** At least the places of the festival; those that events have elsewhere come with their lines. */
  resources: Iterable<ResourceRow>
  /** What somebody is called; undefined for who gave no name. */
  nameOf: (author: PublicKey) => string | undefined
  /** The festival's page on the web. */
  url?: string
}

/** The programme for readers of that audience. */
export function gatherProgramme(source: ProgrammeSource, audience: Audience): ProgrammeData {
  const isFor = (row: { audience: Audience }): boolean => audience === 'members' || row.audience === 'public'
  const rooms = new Map<string, ResourceRow>()
  for (const resource of source.resources) if (isOpenRoom(resource) && isFor(resource)) rooms.set(resource.id, resource)
  const shown = [...source.events]
    .filter(({ event }) => isFor(event))
    .sort((a, b) => byTime(a.event, b.event))
    .map((overview) => {
      const places = placesOf(overview).filter(isFor)
      for (const place of places) rooms.set(place.id, place)
      return eventData(overview, places, source.nameOf)
    })
  return {
    festival: festivalData(source),
    rooms: [...rooms.values()].map(roomData).sort((a, b) => compare(a.title, b.title) || compare(a.id, b.id)),
    events: shown,
  }
}

function festivalData({ festival, url }: ProgrammeSource): ProgrammeFestival {
  const { id, title, timezone, from, to, description, place } = festival
  return {
    id,
    title,
    zone: timezone,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(description ? { description } : {}),
    ...(place ? { place } : {}),
    ...(url === undefined ? {} : { url }),
  }
}

function isOpenRoom({ kind, retired }: ResourceRow): boolean {
  return kind === 'place' && retired === undefined
}

/** The places that it has; while it has none, those that it waits for. */
function placesOf({ lines }: EventOverview): ResourceRow[] {
  const placesIn = (wanted: readonly EventLine['state'][]): ResourceRow[] => {
    const found = lines.filter(({ state, resource }) => resource?.kind === 'place' && wanted.includes(state))
    return [...new Map(found.flatMap(({ resource }) => (resource ? [[resource.id, resource] as const] : []))).values()]
  }
  const had = placesIn(['granted'])
  return had.length > 0 ? had : placesIn(['waiting', 'needs-reconfirmation'])
}

function eventData(
  { event, lines, confirmation }: EventOverview,
  places: readonly ResourceRow[],
  nameOf: ProgrammeSource['nameOf'],
): ProgrammeEvent {
  const { id, title, description, from, to, tags, links, author, cancelled, was = [], at } = event
  const answered = lines.flatMap(({ answer }) => (answer === undefined ? [] : [answer.ended?.at ?? answer.at]))
  return {
    id,
    title,
    ...(description ? { description } : {}),
    from,
    to,
    rooms: places.map((place) => place.id),
    people: [{ name: nameOf(author) ?? '', publicKey: author }],
    links: links.map(({ url, title: words }) => (words ? { url, title: words } : { url })),
    tags: [...tags],
    status: statusOf(cancelled !== undefined, confirmation),
    confirmation: { granted: confirmation.granted, required: confirmation.required },
    revision: was.length + (cancelled === undefined ? 0 : 1),
    updatedAt: Math.max(at, cancelled?.at ?? 0, ...answered),
  }
}

function statusOf(isCancelled: boolean, { granted, required }: EventOverview['confirmation']): ProgrammeStatus {
  if (isCancelled) return 'cancelled'
  return granted >= required ? 'confirmed' : 'tentative'
}

function roomData({ id, title, description, location }: ResourceRow): ProgrammeRoom {
  return {
    id,
    title,
    ...(description ? { description } : {}),
    ...(location === undefined ? {} : whereabouts(location)),
  }
}

function whereabouts(location: Location): Pick<ProgrammeRoom, 'address' | 'gps' | 'url'> {
  switch (location.type) {
    case 'gps':
      return { gps: { lat: location.lat / PER_DEGREE, lon: location.lon / PER_DEGREE } }
    case 'url':
      return { url: location.url }
    case 'address': {
      const { street, postcode, city, country, note } = location
      const town = [postcode, city].filter(Boolean).join(' ')
      const address = [street, town, country].filter(Boolean).join(', ') || note
      return address ? { address } : {}
    }
    case 'space':
      return {}
  }
}

/** Not by locale: the same programme is the same file everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
