// Wall-clock times of a zone and instants, both ways, through Intl: what the times of a festival mean (DESIGN 5.1).
// Zone names come from other people, so an unknown one is UTC and never an error. Needs the zone data of the platform and
// neither its clock nor its own zone; only wallets and screens ask, no fold does (decision 0016).

import { calendarDay, dayNumber } from './calendar-day.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const MINUTES_OF_DAY = 1440
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WALL_TEXT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/

/** Offsets are kept for the borders of stretches this long, ms. No zone changed its clocks twice in one of them. */
const STRETCH = 6 * HOUR
/** Offsets kept per zone: 40 years of stretches, more than anybody looks at in one go. */
const MAX_KEPT = 60_000
/** Zones kept: strangers name them, and there are about 600. */
const MAX_ZONES = 1000

const known = new Map<string, boolean>()
const clocks = new Map<string, ZoneClock>()

interface ZoneClock {
  readonly format: Intl.DateTimeFormat
  /** By the beginning of the stretch. */
  readonly offsets: Map<number, number>
}

/** The zone if this platform knows it, else UTC. */
export function knownZone(zone: string): string {
  let answer = known.get(zone)
  if (answer === undefined) {
    try {
      answer = Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      answer = false
    }
    if (known.size >= MAX_ZONES) {
      known.clear()
      clocks.clear()
    }
    known.set(zone, answer)
  }
  return answer ? zone : 'UTC'
}

/** Milliseconds that the zone's clocks are ahead of UTC at that instant. */
export function zoneOffset(ms: number, zone: string): number {
  const clock = clockOf(zone)
  const border = Math.floor(ms / STRETCH) * STRETCH
  const before = keptOffset(clock, border)
  if (before === keptOffset(clock, border + STRETCH)) return before
  return measuredOffset(clock.format, ms)
}

/** What the zone's clocks show at an instant, as if they were those of UTC: ms. */
export function wallTime(ms: number, zone: string): number {
  return ms + zoneOffset(ms, zone)
}

/**
 * The instant at which the zone's clocks show a wall time (ms as of `wallTime`). A time that clocks skip in spring is the
 * one after the jump; a time that they show twice in autumn is the first.
 */
export function instantOf(wall: number, zone: string): number {
  const before = wall - zoneOffset(wall - DAY, zone)
  const after = wall - zoneOffset(wall + DAY, zone)
  const real = [before, after].filter((instant) => wallTime(instant, zone) === wall)
  return real.length > 0 ? Math.min(...real) : before
}

/** The first instant at which the zone's clocks show a wall time or a later one: the jump itself for one that they skip. */
export function firstShowing(wall: number, zone: string): number {
  const instant = instantOf(wall, zone)
  if (wallTime(instant, zone) === wall) return instant
  // Skipped: the jump lies between a day before, where clocks are behind, and this instant, where they are past it.
  let behind = wall - zoneOffset(wall + DAY, zone)
  let past = instant
  while (past - behind > 1) {
    const middle = Math.floor((behind + past) / 2)
    if (wallTime(middle, zone) >= wall) past = middle
    else behind = middle
  }
  return past
}

/** `2026-06-05T18:00`: an instant as the value of a `datetime-local` input in the zone. */
export function toWallText(ms: number, zone: string): string {
  const minutes = Math.floor(wallTime(ms, zone) / MINUTE)
  const { year, month, day } = calendarDay(Math.floor(minutes / MINUTES_OF_DAY))
  const ofDay = minutes - Math.floor(minutes / MINUTES_OF_DAY) * MINUTES_OF_DAY
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
  return `${date}T${digits(Math.floor(ofDay / 60), 2)}:${digits(ofDay % 60, 2)}`
}

/** The instant that such a value means in the zone (see `instantOf`), or undefined when the text is none. */
export function fromWallText(text: string, zone: string): number | undefined {
  const numbers = WALL_TEXT.exec(text)?.slice(1).map(Number)
  if (numbers === undefined) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = numbers
  const date = dayNumber({ year, month, day })
  const real = calendarDay(date)
  if (real.month !== month || real.day !== day || hour > 23 || minute > 59) return undefined
  return instantOf(date * DAY + hour * HOUR + minute * MINUTE, zone)
}

/** The last full hour of the zone's clocks at or before the instant. */
export function startOfHour(ms: number, zone: string): number {
  const offset = zoneOffset(ms, zone)
  return Math.floor((ms + offset) / HOUR) * HOUR - offset
}

/** Midnight of the instant's day in the zone. */
export function startOfDay(ms: number, zone: string): number {
  return instantOf(Math.floor(wallTime(ms, zone) / DAY) * DAY, zone)
}

function digits(number: number, length: number): string {
  return number.toString().padStart(length, '0')
}

function keptOffset({ format, offsets }: ZoneClock, ms: number): number {
  let offset = offsets.get(ms)
  if (offset === undefined) {
    offset = measuredOffset(format, ms)
    if (offsets.size >= MAX_KEPT) offsets.clear()
    offsets.set(ms, offset)
  }
  return offset
}

function measuredOffset(format: Intl.DateTimeFormat, ms: number): number {
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const day = dayNumber({ year: part('year'), month: part('month'), day: part('day') })
  const wall = day * DAY + part('hour') * HOUR + part('minute') * MINUTE + part('second') * SECOND
  return wall - Math.floor(ms / SECOND) * SECOND
}

function clockOf(zone: string): ZoneClock {
  const name = knownZone(zone)
  let clock = clocks.get(name)
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('en', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clock = { format, offsets: new Map() }
    clocks.set(name, clock)
  }
  return clock
}
