// A programme as schedule.xml, the file that Fahrplan apps read.

import { plainText } from './plain-text.ts'
import type { ProgrammeData } from './programme-data.ts'
import { scheduleOf, type Schedule, type ScheduleDay, type ScheduleEvent } from './schedule.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** `nowhere` names the room of events that have none. */
export function writeScheduleXml(data: ProgrammeData, nowhere: string): string {
  const schedule = scheduleOf(data, nowhere)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    element('schedule', {}, [
      '\n',
      leaf('generator', '', { name: 'p2panda' }),
      leaf('version', schedule.version),
      conference(schedule),
      ...schedule.days.map(day),
    ]),
  ].join('')
}

function conference({ acronym, title, start, end, days, zone, url }: Schedule): string {
  return element('conference', {}, [
    '\n',
    leaf('acronym', acronym),
    leaf('title', title),
    leaf('start', start),
    leaf('end', end),
    leaf('days', String(days.length)),
    leaf('timeslot_duration', '00:05'),
    ...(url === undefined ? [] : [leaf('base_url', url)]),
    leaf('time_zone_name', zone),
  ])
}

function day({ index, date, start, end, rooms }: ScheduleDay): string {
  return element('day', { index: String(index), date, start, end }, [
    '\n',
    ...rooms.map(({ name, guid, events }) => element('room', { name, guid }, ['\n', ...events.map(event)])),
  ])
}

function event({ id, guid, people, links, ...said }: ScheduleEvent): string {
  return element('event', { id: String(id), guid }, [
    '\n',
    leaf('room', said.room),
    leaf('title', said.title),
    leaf('subtitle', ''),
    leaf('type', said.type),
    leaf('date', said.date),
    leaf('start', said.start),
    leaf('duration', said.duration),
    leaf('abstract', ''),
    leaf('slug', said.slug),
    leaf('track', said.track),
    leaf('language', said.language),
    leaf('description', said.description),
    element('recording', {}, ['\n', leaf('license', ''), leaf('optout', 'true')]),
    element('persons', {}, [
      '\n',
      ...people.map((person) => leaf('person', person.name, { id: String(person.id), guid: person.guid })),
    ]),
    element('links', {}, ['\n', ...links.map(({ url, title }) => leaf('link', title, { href: url }))]),
    element('attachments', {}, []),
  ])
}

function leaf(name: string, text: string, attributes: Record<string, string> = {}): string {
  return element(name, attributes, [escaped(text)])
}

function element(name: string, attributes: Record<string, string>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return `<${name}${written.join('')}>${children.join('')}</${name}>\n`
}

function escaped(text: string): string {
  return plainText(text).replaceAll(/[&<>"']/gu, (character) => ESCAPES[character] ?? '')
}
