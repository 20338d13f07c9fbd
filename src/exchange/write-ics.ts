// A programme as an iCalendar file (RFC 5545). Times are those of UTC, which every calendar turns into the reader's own, so that
// no zone has to be described; UIDs stay the same from export to export, and what moved has a higher SEQUENCE.

import { guidOf } from './guid.ts'
import { icsLine, icsText } from './ics-line.ts'
import { basicUtc } from './moments.ts'
import { plainLine } from './plain-text.ts'
import type { ProgrammeData, ProgrammeEvent, ProgrammeRoom, ProgrammeStatus } from './programme-data.ts'

const STATUS: Readonly<Record<ProgrammeStatus, string>> = {
  confirmed: 'CONFIRMED',
  tentative: 'TENTATIVE',
  cancelled: 'CANCELLED',
}

export function writeIcs({ festival, rooms, events }: ProgrammeData): string {
  const byId = new Map(rooms.map((room) => [room.id, room]))
  return [
    'BEGIN:VCALENDAR\r\n',
    icsLine('VERSION', '2.0'),
    icsLine('PRODID', '-//p2panda//p2panda in the browser//EN'),
    icsLine('CALSCALE', 'GREGORIAN'),
    icsLine('METHOD', 'PUBLISH'),
    icsLine('X-WR-CALNAME', icsText(festival.title)),
    icsLine('X-WR-TIMEZONE', icsText(festival.zone)),
    ...(festival.description ? [icsLine('X-WR-CALDESC', icsText(festival.description))] : []),
    ...(festival.url === undefined ? [] : [icsLine('URL', plainLine(festival.url))]),
    ...events.flatMap((event) => writeEvent(event, byId)),
    'END:VCALENDAR\r\n',
  ].join('')
}

function writeEvent(event: ProgrammeEvent, rooms: ReadonlyMap<string, ProgrammeRoom>): string[] {
  const where = event.rooms.flatMap((id) => rooms.get(id) ?? [])
  const gps = where.find((room) => room.gps !== undefined)?.gps
  const [link] = event.links
  const stamp = basicUtc(event.updatedAt)
  return [
    'BEGIN:VEVENT\r\n',
    icsLine('UID', guidOf(event.id)),
    icsLine('DTSTAMP', stamp),
    icsLine('LAST-MODIFIED', stamp),
    icsLine('SEQUENCE', String(event.revision)),
    icsLine('DTSTART', basicUtc(event.from)),
    icsLine('DTEND', basicUtc(event.to)),
    icsLine('SUMMARY', icsText(event.title)),
    ...described(event),
    ...(where.length === 0 ? [] : [icsLine('LOCATION', icsText(where.map(roomWords).join('; ')))]),
    ...where.map(({ title }) => icsLine('X-P2PANDA-PLACE', icsText(title))),
    ...(gps === undefined ? [] : [icsLine('GEO', `${gps.lat.toFixed(6)};${gps.lon.toFixed(6)}`)]),
    ...(event.tags.length === 0 ? [] : [icsLine('CATEGORIES', event.tags.map(icsText).join(','))]),
    ...event.people.flatMap(({ name }) => (name === '' ? [] : [icsLine('CONTACT', icsText(name))])),
    ...(link === undefined ? [] : [icsLine('URL', plainLine(link.url))]),
    icsLine('STATUS', STATUS[event.status]),
    'END:VEVENT\r\n',
  ]
}

/** The description with the links that the one property for a link has no room for. */
function described({ description, links }: ProgrammeEvent): string[] {
  const more = links.slice(1).map(({ url, title }) => (title === undefined ? url : `${title}: ${url}`))
  const text = [...(description ? [description] : []), ...(more.length === 0 ? [] : [more.join('\n')])].join('\n\n')
  return text === '' ? [] : [icsLine('DESCRIPTION', icsText(text))]
}

function roomWords({ title, address, url }: ProgrammeRoom): string {
  return [title, address ?? url].filter((words) => words !== undefined).join(', ')
}
