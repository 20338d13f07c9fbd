// One VEVENT of an iCalendar file.

import ICAL from 'ical.js'
import { fittingDescription, fittingLinks, fittingTags, fittingTitle, isPossible } from './fitting.ts'
import type { IcsBlock } from './ics-blocks.ts'
import { beginnings, type Window } from './ics-repeats.ts'
import { instantIn, zoneOfTime, type FileZones, type ZoneOfTime } from './ics-times.ts'
import { dayOf, fromIso } from './moments.ts'
import type { ProgrammeEvent } from './programme-data.ts'
import type { ReadProblemCode } from './read-problem.ts'

export interface IcsEvent {
  uid: string
  /** From 1. */
  line: number
  title: string
  problems: ReadProblemCode[]
  /** The beginning of the repetition in whose place it stands. */
  replaces?: number
  times: { from: number; to: number }[]
  /** What each time becomes; absent when it can not be taken. */
  made?: Omit<ProgrammeEvent, 'id' | 'from' | 'to'>
}

/** Undefined when it is none. */
export function readIcsEvent(block: IcsBlock, zones: FileZones, zone: string, window: Window): IcsEvent | undefined {
  try {
    const calendar = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${block.text}\r\nEND:VCALENDAR`) as unknown[])
    const event = calendar.getFirstSubcomponent('vevent')
    return event ? eventOf(event, block.line, zones, zone, window) : undefined
  } catch {
    // The library throws at lines and values that are none.
    return undefined
  }
}

function eventOf(event: ICAL.Component, line: number, zones: FileZones, zone: string, window: Window): IcsEvent {
  const title = fittingTitle(textOf(event, 'summary'))
  const begins = event.getFirstProperty('dtstart')
  const time = timeIn(begins)
  const own = zoneOfTime(time?.zone === ICAL.Timezone.utcTimezone ? 'UTC' : zoneName(begins), zones, zone)
  const replaced = timeOf(event, 'recurrence-id', zones, zone)
  const base = {
    uid: textOf(event, 'uid'),
    line,
    title,
    times: [],
    ...(replaced === undefined ? {} : { replaces: replaced }),
  }
  const refused = (code: ReadProblemCode): IcsEvent => ({ ...base, problems: [code] })
  if (textOf(event, 'status').toUpperCase() === 'CANCELLED') return refused('cancelled')
  if (title === '') return refused('no-title')
  const from = time === undefined ? undefined : instantIn(time, own)
  if (time === undefined || from === undefined) return refused('no-time')
  const length = lengthOf(event, { time, from }, own, zones, zone)
  if (length <= 0) return refused('no-length')
  if (!isPossible({ from, to: from + length })) return refused('no-time')
  const starts = replaced === undefined ? beginnings(event, { time, instant: from }, own, window) : [from]
  if (starts === undefined) return refused('endless')
  const { description, isCut } = fittingDescription([textOf(event, 'description'), names(event)])
  const problems: ReadProblemCode[] = [
    ...(isCut ? ['shortened' as const] : []),
    ...(own.isUnknown ? ['unknown-zone' as const] : []),
  ]
  return {
    ...base,
    problems,
    times: starts.map((start) => ({ from: start, to: start + length })).filter(isPossible),
    made: {
      title,
      ...(description === undefined ? {} : { description }),
      rooms: roomNames(event),
      people: [],
      links: fittingLinks([{ url: textOf(event, 'url') }]),
      tags: fittingTags(event.getAllProperties('categories').flatMap((property) => property.getValues().map(String))),
      status: 'confirmed',
      confirmation: { granted: 0, required: 0 },
      revision: 0,
      updatedAt: 0,
    },
  }
}

/** Milliseconds from its beginning to its end; a day without an end is one day. */
function lengthOf(
  event: ICAL.Component,
  start: { time: ICAL.Time; from: number },
  own: ZoneOfTime,
  zones: FileZones,
  zone: string,
): number {
  const to = timeOf(event, 'dtend', zones, zone)
  if (to !== undefined) return to - start.from
  const duration: unknown = event.getFirstPropertyValue('duration')
  const end = start.time.clone()
  if (duration instanceof ICAL.Duration) end.addDuration(duration)
  else if (start.time.isDate) end.adjust(1, 0, 0, 0)
  return (instantIn(end, own) ?? start.from) - start.from
}

function timeOf(event: ICAL.Component, name: string, zones: FileZones, zone: string): number | undefined {
  const property = event.getFirstProperty(name)
  const time = timeIn(property)
  return time === undefined ? undefined : instantIn(time, zoneOfTime(zoneName(property), zones, zone))
}

/** As it is written: the library makes another time of one that no calendar has. */
function timeIn(property: ICAL.Property | null): ICAL.Time | undefined {
  const time: unknown = property?.getFirstValue()
  const written: unknown = property?.toJSON()[3]
  return time instanceof ICAL.Time && typeof written === 'string' && isReal(written) ? time : undefined
}

function isReal(written: string): boolean {
  return dayOf(written.slice(0, 10)) !== undefined && (written.length <= 10 || fromIso(written, 'UTC') !== undefined)
}

function zoneName(property: ICAL.Property | null): string | undefined {
  const name: unknown = property?.getParameter('tzid')
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** Ours name each place by itself; of others the whole of LOCATION is one. */
function roomNames(event: ICAL.Component): string[] {
  const ours = event.getAllProperties('x-p2panda-place').map((property) => String(property.getFirstValue()))
  const places = ours.length > 0 ? ours : [textOf(event, 'location')]
  return [...new Set(places.map(fittingTitle).filter((place) => place !== ''))]
}

/** Who stands with it, for people to read. */
function names(event: ICAL.Component): string {
  return event
    .getAllProperties('contact')
    .map((property) => String(property.getFirstValue()))
    .join(', ')
}

function textOf(event: ICAL.Component, name: string): string {
  const value: unknown = event.getFirstPropertyValue(name)
  return typeof value === 'string' ? value.trim() : ''
}
