// A programme in the shape that Fahrplan apps read (frab, pretalx, c3voc): days of rooms of events, whatever it is written as. What
// was cancelled is left out, because the format can not say it and apps would send people there.

import { calendarDay } from '../festival/calendar-day.ts'
import { instantOf, knownZone, wallTime } from '../festival/zone-time.ts'
import { guidOf, numberOf } from './guid.ts'
import { isoTime, wallClock } from './moments.ts'
import { plainLine, plainText } from './plain-text.ts'
import type { ProgrammeData, ProgrammeEvent } from './programme-data.ts'
import { roomLanes, type RoomLane } from './room-lanes.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** The hour at which a day of a programme ends: what begins after midnight is still of the night before. */
const DAY_CHANGE = 4 * 60 * MINUTE
const MAX_SLUG = 60
/** 31 December 9999. */
const LAST_DAY = 2_932_896

export interface Schedule {
  /** Another one whenever something was said anew: apps look for it. */
  version: string
  acronym: string
  title: string
  zone: string
  url?: string
  description?: string
  /** Dates, `2026-06-05`. */
  start: string
  end: string
  days: ScheduleDay[]
  rooms: ScheduleRoom[]
}

export interface ScheduleRoom {
  name: string
  guid: string
}

export interface ScheduleDay {
  /** From 1. */
  index: number
  date: string
  /** ISO 8601 with offset. */
  start: string
  end: string
  rooms: (ScheduleRoom & { events: ScheduleEvent[] })[]
}

export interface ScheduleEvent {
  id: number
  guid: string
  /** ISO 8601 with offset. */
  date: string
  /** By the clocks of the zone, `18:00`. */
  start: string
  /** Hours and minutes, `01:30`. */
  duration: string
  room: string
  slug: string
  title: string
  track: string
  type: string
  language: string
  description: string
  people: { id: number; guid: string; name: string }[]
  links: { url: string; title: string }[]
}

/** `nowhere` names the room of events that have none. */
export function scheduleOf({ festival, rooms, events }: ProgrammeData, nowhere: string): Schedule {
  const zone = knownZone(festival.zone)
  const taking = events.filter(({ status }) => status !== 'cancelled')
  const lanes = roomLanes(rooms, taking, nowhere)
  const acronym = slug(festival.title) || 'festival'
  const numbers = numbersOf(taking)
  const days = [...new Set(taking.map(({ from }) => programmeDay(from, zone)))].sort((a, b) => a - b)
  const dates = days.map(dateOf)
  const today = dateOf(programmeDay(festival.from ?? 0, zone))
  const updatedAt = events.reduce((latest, event) => Math.max(latest, event.updatedAt), 0)
  return {
    version: isoTime(updatedAt, zone),
    acronym,
    title: plainLine(festival.title),
    zone,
    ...(festival.url === undefined ? {} : { url: festival.url }),
    ...(festival.description ? { description: plainText(festival.description) } : {}),
    start: dates[0] ?? today,
    end: dates.at(-1) ?? today,
    days: days.map((day, index) => ({
      index: index + 1,
      date: dateOf(day),
      start: isoTime(instantOf(day * DAY + DAY_CHANGE, zone), zone),
      end: isoTime(instantOf((day + 1) * DAY + DAY_CHANGE, zone), zone),
      rooms: lanes.map((lane) => ({
        ...roomOf(lane),
        events: lane.events
          .filter(({ from }) => programmeDay(from, zone) === day)
          .map((event) => eventOf(event, lane.name, { zone, acronym, id: numbers.get(event) ?? 1 })),
      })),
    })),
    rooms: lanes.map(roomOf),
  }
}

function roomOf({ name, room, lane }: RoomLane): ScheduleRoom {
  return { name, guid: guidOf(`${room}/${lane}`) }
}

function eventOf(
  event: ProgrammeEvent,
  room: string,
  { zone, acronym, id }: { zone: string; acronym: string; id: number },
): ScheduleEvent {
  const [track = '', type = ''] = event.tags
  const minutes = Math.max(1, Math.round((event.to - event.from) / MINUTE))
  const two = (number: number): string => number.toString().padStart(2, '0')
  return {
    id,
    guid: guidOf(event.id),
    date: isoTime(event.from, zone),
    start: wallClock(event.from, zone).time,
    duration: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    room,
    slug: [acronym, id, slug(event.title)].filter((part) => part !== '').join('-'),
    title: plainLine(event.title),
    track: plainLine(track),
    type: plainLine(type),
    language: event.language ?? '',
    description: plainText(event.description ?? ''),
    people: event.people
      .filter(({ name }) => plainLine(name) !== '')
      .map(({ name, publicKey = name }) => ({
        id: numberOf(publicKey),
        guid: guidOf(publicKey),
        name: plainLine(name),
      })),
    links: event.links.map(({ url, title = url }) => ({ url, title: plainLine(title) })),
  }
}

/** The day of the programme that an instant belongs to: a number as of `calendarDay`. */
function programmeDay(ms: number, zone: string): number {
  return Math.min(Math.floor((wallTime(ms, zone) - DAY_CHANGE) / DAY), LAST_DAY)
}

function dateOf(day: number): string {
  const { year, month, day: ofMonth } = calendarDay(day)
  return [year.toString().padStart(4, '0'), ...[month, ofMonth].map((each) => each.toString().padStart(2, '0'))].join(
    '-',
  )
}

/** A number for each event that no other one has, the same ones again for the same events. */
function numbersOf(events: readonly ProgrammeEvent[]): ReadonlyMap<ProgrammeEvent, number> {
  const numbers = new Map<ProgrammeEvent, number>()
  const taken = new Set<number>()
  for (const event of [...events].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    let number = numberOf(event.id)
    while (taken.has(number)) number = number === 0x7fff_ffff ? 1 : number + 1
    taken.add(number)
    numbers.set(event, number)
  }
  return numbers
}

/** Lower-case ASCII words for addresses. */
function slug(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .slice(0, MAX_SLUG)
    .replaceAll(/^_+|_+$/gu, '')
}
