// When a repeated event of an iCalendar file takes place. Only rules that calendars for people make: others can keep a reader busy
// for ever, or mean more than anybody sees.

import ICAL from 'ical.js'
import { instantIn, type ZoneOfTime } from './ics-times.ts'

/** Times that one repeated event can become. */
export const MAX_REPEATS = 100
/** Steps towards the window, so that a file can not keep the reader busy: 50 years of days. */
const MAX_STEPS = 18_500
const MAX_INTERVAL = 1000
const DAY = 86_400_000
/** How long a repeated event is followed where no festival says from when to when. */
const WITHOUT_DATES = 366 * DAY

const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['DAILY', []],
  ['WEEKLY', ['BYDAY']],
  ['MONTHLY', ['BYDAY', 'BYMONTHDAY', 'BYSETPOS']],
  ['YEARLY', ['BYMONTH', 'BYMONTHDAY', 'BYDAY']],
])

/** From when to when, where it is known. */
export interface Window {
  from?: number
  to?: number
}

/** Its beginnings, UTC ms; undefined when it repeats in a way that is not understood. One that is not repeated begins once. */
export function beginnings(
  event: ICAL.Component,
  start: { time: ICAL.Time; instant: number },
  zone: ZoneOfTime,
  window: Window,
): number[] | undefined {
  const rules = event.getAllProperties('rrule').map((property) => property.getFirstValue())
  const more = timesOf(event, 'rdate', zone)
  if (rules.length === 0 && more.length === 0) return [start.instant]
  const first = window.from ?? start.instant
  const last = window.to ?? first + WITHOUT_DATES
  const left = new Set(timesOf(event, 'exdate', zone))
  const found = new Set([start.instant, ...more])
  for (const rule of rules) {
    if (!(rule instanceof ICAL.Recur) || !isUnderstood(rule)) return undefined
    for (const instant of stepsOf(rule, start.time, zone, last)) found.add(instant)
  }
  return [...found]
    .filter((instant) => instant >= first && instant < last && !left.has(instant))
    .sort((a, b) => a - b)
    .slice(0, MAX_REPEATS)
}

function isUnderstood(rule: ICAL.Recur): boolean {
  const allowed = PARTS.get(rule.freq)
  const used = Object.keys(rule.parts)
  return allowed !== undefined && rule.interval <= MAX_INTERVAL && used.every((part) => allowed.includes(part))
}

function* stepsOf(rule: ICAL.Recur, start: ICAL.Time, zone: ZoneOfTime, last: number): Iterable<number> {
  const until = rule.until === null ? undefined : instantIn(rule.until, zone)
  // A day means until its end.
  const end = Math.min(last, until === undefined ? last : until + (rule.until?.isDate === true ? DAY : 1))
  const endless = rule.clone()
  // Compared as instants here: as the library compares them, a zone that it does not know would shift the end.
  endless.until = null
  const floating = start.clone()
  floating.zone = ICAL.Timezone.localTimezone
  const steps = endless.iterator(floating)
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const time = steps.next() as ICAL.Time | null | undefined
    const instant = time ? instantIn(time, zone) : undefined
    if (instant === undefined || instant >= end) return
    yield instant
  }
}

function timesOf(event: ICAL.Component, name: string, zone: ZoneOfTime): number[] {
  return event.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const time = value instanceof ICAL.Period ? value.start : value
      return time instanceof ICAL.Time ? (instantIn(time, zone) ?? []) : []
    }),
  )
}
