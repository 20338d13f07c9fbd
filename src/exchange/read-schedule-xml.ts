// The elements of schedule.xml.

import { err, type Result } from '../bamboo/result.ts'
import type { LooseEvent } from './loose-event.ts'
import type { ReadError } from './read-problem.ts'
import { programmeOf, type ReadProgramme } from './read-schedule.ts'
import { readXml, type XmlElement } from './read-xml.ts'

/** `zone` is that of the festival it is read for. */
export function readScheduleXml(text: string, zone: string): Result<ReadProgramme, ReadError> {
  const read = readXml(text)
  if (!read.ok) return err({ code: 'damaged', line: read.error.line })
  const root = read.value
  if (root.name !== 'schedule') return err({ code: 'not-one' })
  const conference = child(root, 'conference')
  const named = conference === undefined ? '' : textOf(conference, 'time_zone_name')
  const events = all(root, 'day').flatMap((day) =>
    all(day, 'room').flatMap((room) => all(room, 'event').map((event) => looseEvent(event, room, day))),
  )
  return programmeOf(
    {
      title: conference === undefined ? '' : textOf(conference, 'title'),
      ...(named === '' ? {} : { zone: named }),
      events,
    },
    zone,
  )
}

function looseEvent(event: XmlElement, room: XmlElement, day: XmlElement): LooseEvent {
  const text = (name: string): string => textOf(event, name)
  const inList = (list: string, name: string): XmlElement[] => {
    const found = child(event, list)
    return found === undefined ? [] : all(found, name)
  }
  return {
    line: event.line,
    guid: event.attributes.get('guid') ?? event.attributes.get('id') ?? '',
    title: text('title'),
    subtitle: text('subtitle'),
    abstract: text('abstract'),
    description: text('description'),
    room: text('room') || (room.attributes.get('name') ?? ''),
    date: text('date'),
    day: day.attributes.get('date') ?? '',
    start: text('start'),
    duration: text('duration'),
    track: text('track'),
    type: text('type'),
    language: text('language'),
    people: inList('persons', 'person').map((person) => person.text.trim()),
    links: inList('links', 'link').map((link) => ({ url: link.attributes.get('href') ?? '', title: link.text.trim() })),
    url: text('url'),
  }
}

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((each) => each.name === name)
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name)
}

function textOf(element: XmlElement, name: string): string {
  return child(element, name)?.text.trim() ?? ''
}
