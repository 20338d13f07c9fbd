// One event as the files of Fahrplan apps say it, all in texts, and what becomes of it.

import { instantOf } from '../festival/zone-time.ts'
import { fittingDescription, fittingLinks, fittingTags, fittingTitle, isPossible } from './fitting.ts'
import { dayOf, fromIso, minutesOf } from './moments.ts'
import type { ProgrammeEvent, ProgrammeRoom } from './programme-data.ts'
import type { ReadProblemCode } from './read-problem.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Programmes call these times the morning of a day; what is earlier is of the night before. */
const DAY_CHANGE_MINUTES = 240
/** What stands for "no room" in files. */
const NO_ROOM = /^[-–—?]?$/u

export interface LooseEvent {
  line?: number
  guid: string
  title: string
  subtitle: string
  abstract: string
  description: string
  room: string
  /** With day and time, as ISO 8601. */
  date: string
  /** The day that it stands in, `2026-06-05`, and its time of day: for files without `date`. */
  day: string
  start: string
  /** Hours and minutes. */
  duration: string
  track: string
  type: string
  language: string
  people: string[]
  links: { url: string; title: string }[]
  url: string
}

/** The event, and what is to be said about it. Rooms are named by their titles. */
export function eventOf(loose: LooseEvent, zone: string): { event?: ProgrammeEvent; problems: ReadProblemCode[] } {
  const title = fittingTitle(loose.title)
  if (title === '') return { problems: ['no-title'] }
  const from = fromIso(loose.date, zone) ?? startOf(loose, zone)
  if (from === undefined) return { problems: ['no-time'] }
  const minutes = minutesOf(loose.duration) ?? 0
  if (minutes === 0) return { problems: ['no-length'] }
  const to = from + minutes * MINUTE
  if (!isPossible({ from, to })) return { problems: ['no-time'] }
  const { description, isCut } = fittingDescription([
    loose.subtitle,
    loose.abstract,
    loose.description,
    loose.people.join(', '),
  ])
  const room = fittingTitle(loose.room)
  const event: ProgrammeEvent = {
    id: loose.guid,
    title,
    ...(description === undefined ? {} : { description }),
    from,
    to,
    rooms: NO_ROOM.test(room) ? [] : [room],
    people: loose.people.map((name) => ({ name })),
    links: fittingLinks([{ url: loose.url }, ...loose.links]),
    tags: fittingTags([loose.track, loose.type]),
    ...(loose.language === '' ? {} : { language: loose.language }),
    status: 'confirmed',
    confirmation: { granted: 0, required: 0 },
    revision: 0,
    updatedAt: 0,
  }
  return { event, problems: isCut ? ['shortened'] : [] }
}

/** The rooms that events name, by title. */
export function roomsOf(events: readonly ProgrammeEvent[]): ProgrammeRoom[] {
  const titles = new Set(events.flatMap(({ rooms }) => rooms))
  return [...titles].sort().map((title) => ({ id: title, title }))
}

function startOf({ day, start }: LooseEvent, zone: string): number | undefined {
  const number = dayOf(day)
  const minutes = minutesOf(start)
  if (number === undefined || minutes === undefined || minutes >= 1440) return undefined
  const isNight = minutes < DAY_CHANGE_MINUTES
  return instantOf((isNight ? number + 1 : number) * DAY + minutes * MINUTE, zone)
}
