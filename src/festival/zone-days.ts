// Days by the clocks of a zone: 23, 24 or 25 hours long, and where in them an instant is.

import type { Interval } from '../operations/operation.ts'
import { calendarDay, dayNumber, weekday } from './calendar-day.ts'
import { firstShowing, instantOf, startOfHour, wallTime } from './zone-time.ts'

const QUARTER = 900_000
const DAY = 86_400_000
const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/

/** A day of the calendar by its number (see `dayNumber`), and from when to when it is. */
export interface ZoneDay extends Interval {
  number: number
}

/** The number of the day that the zone's clocks show at an instant. */
export function dayAt(ms: number, zone: string): number {
  return Math.floor(wallTime(ms, zone) / DAY)
}

/** So many days in a row, beginning with the one with that number. Each ends where the next begins. */
export function zoneDays(first: number, count: number, zone: string): ZoneDay[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index
    return { number, from: firstShowing(number * DAY, zone), to: firstShowing((number + 1) * DAY, zone) }
  })
}

/** The Monday of a day's week. */
export function mondayOf(number: number): number {
  return number - weekday(number) + 1
}

/** `2026-06-05`: how an address names a day. */
export function dayText(number: number): string {
  const { year, month, day } = calendarDay(number)
  return [[year, 4] as const, [month, 2] as const, [day, 2] as const]
    .map(([part, length]) => String(part).padStart(length, '0'))
    .join('-')
}

/** The number of a day that a text names; undefined when there is no such day. */
export function parseDayText(text: string): number | undefined {
  const parts = DAY_TEXT.exec(text)?.slice(1).map(Number)
  if (parts === undefined) return undefined
  const [year = 0, month = 0, day = 0] = parts
  const number = dayNumber({ year, month, day })
  return dayText(number) === text ? number : undefined
}

/** Where instants stand on the axis of a day, in ms from its beginning. */
export interface DayScale {
  readonly day: ZoneDay
  /** The whole axis. */
  readonly length: number
  /** Of an instant; what lies outside of the day is at its nearer end. */
  readonly offsetOf: (ms: number) => number
  readonly instantAt: (offset: number) => number
}

/** By the time that passes: the hour that clocks show twice is there twice, one that they skip is not there. */
export function passingScale(day: ZoneDay): DayScale {
  const length = day.to - day.from
  return {
    day,
    length,
    offsetOf: (ms) => Math.min(length, Math.max(0, ms - day.from)),
    instantAt: (offset) => day.from + offset,
  }
}

/** By what the clocks show: every day is 24 hours long, so that several can stand beside one axis. */
export function clockScale(day: ZoneDay, zone: string): DayScale {
  const midnight = day.number * DAY
  return {
    day,
    length: DAY,
    offsetOf: (ms) => {
      if (ms <= day.from) return 0
      return ms >= day.to ? DAY : Math.min(DAY, Math.max(0, wallTime(ms, zone) - midnight))
    },
    instantAt: (offset) => (offset >= DAY ? day.to : Math.max(day.from, instantOf(midnight + offset, zone))),
  }
}

/** The full hours of the zone's clocks within a day, by time; an hour that they show twice is there twice. */
export function hoursOf({ from, to }: Interval, zone: string): number[] {
  const hours: number[] = []
  // No zone is anything but whole quarters of an hour away from UTC since clocks are set by it.
  for (let at = Math.ceil(from / QUARTER) * QUARTER; at < to; at += QUARTER) {
    if (startOfHour(at, zone) === at) hours.push(at)
  }
  return hours
}
