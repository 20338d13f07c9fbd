// Instants as the texts of file formats, and back. The core has no `Date`, and needs none.

import { calendarDay, dayNumber } from '../festival/calendar-day.ts'
import { instantOf, zoneOffset } from '../festival/zone-time.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** The last second that four digits of a year can say; an end may lie right behind it. */
const LAST = 253_402_300_799_000

/** What the clocks of a zone show at an instant, with their offset in whole minutes, as formats have it. */
export interface WallClock {
  /** `2026-06-05` */
  date: string
  /** `18:00` */
  time: string
  /** `18:00:00` */
  seconds: string
  /** `+02:00` */
  offset: string
}

export function wallClock(ms: number, zone: string): WallClock {
  const offset = Math.round(zoneOffset(ms, zone) / MINUTE)
  const wall = Math.min(ms + offset * MINUTE, LAST)
  const today = Math.floor(wall / DAY)
  const { year, month, day } = calendarDay(today)
  const second = Math.floor((wall - today * DAY) / 1000)
  const time = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`
  const minutes = Math.abs(offset)
  return {
    date: `${year.toString().padStart(4, '0')}-${two(month)}-${two(day)}`,
    time,
    seconds: `${time}:${two(second % 60)}`,
    offset: `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
  }
}

/** `2026-06-05T18:00:00+02:00` */
export function isoTime(ms: number, zone: string): string {
  const { date, seconds, offset } = wallClock(ms, zone)
  return `${date}T${seconds}${offset}`
}

/** `20260605T160000Z` */
export function basicUtc(ms: number): string {
  const { date, seconds } = wallClock(ms, 'UTC')
  return `${date}T${seconds}Z`.replaceAll(/[-:]/gu, '')
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** The instant of an ISO 8601 text; without an offset as the zone's clocks show it. Undefined for what is none. */
export function fromIso(text: string, zone: string): number | undefined {
  const parts = ISO.exec(text.trim())
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second = '0', offset] = parts
  const wall = wallOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  })
  if (wall === undefined) return undefined
  const instant = offset === undefined ? instantOf(wall, zone) : wall - offsetOf(offset)
  return instant < 0 ? undefined : instant
}

/** The number of the day of `2026-06-05` (see `calendarDay`). */
export function dayOf(text: string): number | undefined {
  const parts = DATE.exec(text.trim())?.slice(1).map(Number)
  if (parts === undefined) return undefined
  const [year = 0, month = 0, day = 0] = parts
  const wall = wallOf({ year, month, day, hour: 0, minute: 0, second: 0 })
  return wall === undefined ? undefined : wall / DAY
}

/** Minutes of `1:30`. */
export function minutesOf(text: string): number | undefined {
  const parts = /^(\d{1,4}):(\d{2})(?::\d{2})?$/u.exec(text.trim())
  if (parts === null || Number(parts[2]) > 59) return undefined
  return Number(parts[1]) * 60 + Number(parts[2])
}

/** A wall time by its parts, ms as of `wallTime`; undefined where the calendar or the clock has none. */
export function wallOf(at: {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}): number | undefined {
  const number = dayNumber(at)
  const real = calendarDay(number)
  if (real.month !== at.month || real.day !== at.day || at.hour > 23 || at.minute > 59 || at.second > 60) {
    return undefined
  }
  return number * DAY + ((at.hour * 60 + at.minute) * 60 + Math.min(at.second, 59)) * 1000
}

function offsetOf(text: string): number {
  if (text.toUpperCase() === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return (text.startsWith('-') ? -minutes : minutes) * MINUTE
}

function two(number: number): string {
  return number.toString().padStart(2, '0')
}
