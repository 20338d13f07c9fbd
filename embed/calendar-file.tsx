// One event as a calendar file (RFC 5545), for visitors who keep their days elsewhere.

import type { JSX } from 'preact'
import type { EventItem } from '../page/p2panda.d.ts'
import { guidOf } from '../src/exchange/guid.ts'
import { icsLine, icsText } from '../src/exchange/ics-line.ts'
import { basicUtc } from '../src/exchange/moments.ts'
import { placesOf, type Scene } from './scene.ts'

export function CalendarLink({ event, scene }: { event: EventItem; scene: Scene }): JSX.Element | null {
  if (event.cancelled) return null
  const { say } = scene
  const places = placesOf(event, scene).map(({ title }) => title)
  const file = calendarFile(event, places.join('; '), Date.now())
  return (
    <a
      class="button line calendar"
      part="calendar"
      href={`data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`}
      download={`${event.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.ics`}
      aria-label={say('calendarFor', { title: event.title })}
    >
      <svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
        <path d="M4 6.5h16v13H4zM4 10.5h16M8.5 4v4M15.5 4v4" />
      </svg>
      <span>{say('calendar')}</span>
    </a>
  )
}

/** `place`: empty when nobody said where. `now`: UTC ms. Has the name (UID) that the event has in `programme.ics`. */
export function calendarFile(event: EventItem, place: string, now: number): string {
  return [
    'BEGIN:VCALENDAR\r\n',
    icsLine('VERSION', '2.0'),
    icsLine('PRODID', '-//p2panda//p2panda on a web site//EN'),
    'BEGIN:VEVENT\r\n',
    icsLine('UID', guidOf(event.id)),
    icsLine('DTSTAMP', basicUtc(now)),
    icsLine('DTSTART', basicUtc(event.from)),
    icsLine('DTEND', basicUtc(event.to)),
    icsLine('SUMMARY', icsText(event.title)),
    ...(place === '' ? [] : [icsLine('LOCATION', icsText(place))]),
    ...(event.description === undefined ? [] : [icsLine('DESCRIPTION', icsText(event.description))]),
    'END:VEVENT\r\n',
    'END:VCALENDAR\r\n',
  ].join('')
}
