// Recurring events: the occurrences of a rule by the clocks of the festival. Each is an event of its own (decision 0017);
// the rule itself is written nowhere.

import type { Interval } from '../operations/operation.ts'
import { MAX_TIME } from '../operations/shape.ts'
import { calendarDay, dayNumber, weekday } from './calendar-day.ts'
import { instantOf, wallTime } from './zone-time.ts'

const DAY = 86_400_000

/** Occurrences of the longest series, the first included. */
export const MAX_OCCURRENCES = 100
/** Longest distance between two occurrences, in units. */
export const MAX_EVERY = 99

/**
 * How an event repeats: every so many days or weeks, or on the same weekday of the month ("the third Friday"; a month without
 * a fifth one is left out). `month` counts months, too. Ends after `count` occurrences, or with the last one that begins
 * before the instant `until` (UTC ms).
 */
export interface Repeat {
  readonly unit: 'day' | 'week' | 'month'
  readonly every: number
  readonly end: { readonly count: number } | { readonly until: number }
}

/**
 * All occurrences, the first included, by time; at most `MAX_OCCURRENCES`. They begin and end when the festival's clocks show
 * what they show for the first one: a time that clocks skip is the one after the jump, one that they show twice the first.
 * Numbers that make no sense count as the nearest that do.
 */
export function occurrences(first: Interval, rule: Repeat, zone: string): Interval[] {
  const every = whole(rule.every, MAX_EVERY)
  const count = 'count' in rule.end ? whole(rule.end.count, MAX_OCCURRENCES) : MAX_OCCURRENCES
  const until = 'until' in rule.end ? rule.end.until : Infinity
  const from = wallTime(first.from, zone)
  const to = wallTime(first.to, zone)
  const firstDay = Math.floor(from / DAY)
  const found = [first]
  for (let step = 1; found.length < count && step < MAX_STEPS; step += 1) {
    const day = dayAt(firstDay, rule.unit, step * every)
    if (day === undefined) continue
    const shift = (day - firstDay) * DAY
    const begins = instantOf(from + shift, zone)
    const ends = instantOf(to + shift, zone)
    // An end that clocks jump over keeps its distance from the beginning.
    const next = { from: begins, to: ends > begins ? ends : begins + (first.to - first.from) }
    if (next.from >= until || next.to > MAX_TIME) break
    found.push(next)
  }
  return found
}

/** Months without a fifth Friday count as steps, too: enough for every series and never endless. */
const MAX_STEPS: number = MAX_OCCURRENCES * 10

/** The day so many units after the first; undefined when that month has none. */
function dayAt(first: number, unit: Repeat['unit'], units: number): number | undefined {
  if (unit !== 'month') return first + units * (unit === 'week' ? 7 : 1)
  const { year, month, day } = calendarDay(first)
  const nth = Math.floor((day - 1) / 7)
  const start = dayNumber({ year, month: month + units, day: 1 })
  const found = start + ((weekday(first) - weekday(start) + 7) % 7) + nth * 7
  return found < dayNumber({ year, month: month + units + 1, day: 1 }) ? found : undefined
}

function whole(number: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(number) || 1))
}
