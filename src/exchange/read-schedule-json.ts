// The fields of schedule.json. Everything in it may be missing or something else than it should be.

import { err, type Result } from '../bamboo/result.ts'
import type { LooseEvent } from './loose-event.ts'
import type { ReadError } from './read-problem.ts'
import { programmeOf, type ReadProgramme } from './read-schedule.ts'

type Fields = ReadonlyMap<string, unknown>

/** `zone` is that of the festival it is read for. */
export function readScheduleJson(text: string, zone: string): Result<ReadProgramme, ReadError> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return err({ code: 'damaged' })
  }
  const conference = fieldsOf(fieldsOf(fieldsOf(value).get('schedule')).get('conference'))
  const days = conference.get('days')
  if (!Array.isArray(days)) return err({ code: 'not-one' })
  const events = days
    .map(fieldsOf)
    .flatMap((day) =>
      [...fieldsOf(day.get('rooms'))].flatMap(([room, list]) =>
        listOf(list).map((event) => looseEvent(event, room, textOf(day, 'date'))),
      ),
    )
  const named = textOf(conference, 'time_zone_name')
  return programmeOf({ title: textOf(conference, 'title'), ...(named === '' ? {} : { zone: named }), events }, zone)
}

function looseEvent(event: Fields, room: string, day: string): LooseEvent {
  const text = (name: string): string => textOf(event, name)
  return {
    guid: text('guid') || text('id'),
    title: text('title'),
    subtitle: text('subtitle'),
    abstract: text('abstract'),
    description: text('description'),
    room: text('room') || room,
    date: text('date'),
    day,
    start: text('start'),
    duration: text('duration'),
    track: text('track'),
    type: text('type'),
    language: text('language'),
    people: listOf(event.get('persons')).map((person) => textOf(person, 'public_name') || textOf(person, 'name')),
    links: listOf(event.get('links')).map((link) => ({ url: textOf(link, 'url'), title: textOf(link, 'title') })),
    url: text('url'),
  }
}

function fieldsOf(value: unknown): Fields {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [])
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

function textOf(fields: Fields, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
