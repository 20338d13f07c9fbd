// A programme as JSON-LD with the words of schema.org: what search engines and calendars of cities read from web pages.

import { guidOf } from './guid.ts'
import { isoTime } from './moments.ts'
import { plainLine, plainText } from './plain-text.ts'
import type { ProgrammeData, ProgrammeEvent, ProgrammeRoom } from './programme-data.ts'

/** Can stand in a `<script type="application/ld+json">` as it is: nothing in it ends that. */
export function writeJsonLd({ festival, rooms, events }: ProgrammeData): string {
  const byId = new Map(rooms.map((room) => [room.id, room]))
  const from = festival.from ?? events[0]?.from
  const to = festival.to ?? (events.length === 0 ? undefined : Math.max(...events.map((event) => event.to)))
  const value = {
    '@context': 'https://schema.org',
    '@type': 'Festival',
    '@id': `urn:uuid:${guidOf(festival.id)}`,
    name: plainLine(festival.title),
    ...(festival.description ? { description: plainText(festival.description) } : {}),
    ...(from === undefined ? {} : { startDate: isoTime(from, festival.zone) }),
    ...(to === undefined ? {} : { endDate: isoTime(to, festival.zone) }),
    ...(festival.place ? { location: { '@type': 'Place', name: plainLine(festival.place) } } : {}),
    ...(festival.url === undefined ? {} : { url: festival.url }),
    subEvent: events.map((event) => eventOf(event, byId, festival.zone)),
  }
  return `${JSON.stringify(value, null, 1).replaceAll('<', '\\u003c')}\n`
}

function eventOf(event: ProgrammeEvent, rooms: ReadonlyMap<string, ProgrammeRoom>, zone: string): object {
  const where = event.rooms.flatMap((id) => rooms.get(id) ?? [])
  const [link] = event.links
  return {
    '@type': 'Event',
    '@id': `urn:uuid:${guidOf(event.id)}`,
    name: plainLine(event.title),
    ...(event.description ? { description: plainText(event.description) } : {}),
    startDate: isoTime(event.from, zone),
    endDate: isoTime(event.to, zone),
    eventStatus: `https://schema.org/${event.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    ...(where.length === 0 ? {} : { location: where.map(placeOf) }),
    organizer: event.people.flatMap(({ name }) =>
      plainLine(name) === '' ? [] : [{ '@type': 'Person', name: plainLine(name) }],
    ),
    ...(event.tags.length === 0 ? {} : { keywords: event.tags.map(plainLine) }),
    ...(event.language === undefined ? {} : { inLanguage: event.language }),
    ...(link === undefined ? {} : { url: link.url }),
  }
}

function placeOf({ title, description, address, gps, url }: ProgrammeRoom): object {
  const said = {
    name: plainLine(title),
    ...(description ? { description: plainText(description) } : {}),
  }
  if (url !== undefined) return { '@type': 'VirtualLocation', ...said, url }
  return {
    '@type': 'Place',
    ...said,
    ...(address === undefined ? {} : { address: plainLine(address) }),
    ...(gps === undefined ? {} : { geo: { '@type': 'GeoCoordinates', latitude: gps.lat, longitude: gps.lon } }),
  }
}
