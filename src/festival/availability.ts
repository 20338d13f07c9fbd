// When a resource is offered (DESIGN 4.3): the exact union of its windows and weekly openings without its exceptions. Only
// wallets ask, since narrowing an availability never voids a grant; so a zone that two platforms know differently divides
// nobody.

import type { Availability, Interval, WeeklyWindow } from '../operations/operation.ts'
import { weekday } from './calendar-day.ts'
import { difference, union, within } from './interval-sets.ts'
import { firstShowing, wallTime } from './zone-time.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Longest range that is looked at for weekly openings, ms: what lies beyond is not offered by them. Three years. */
export const MAX_OPENINGS_RANGE: number = 1096 * DAY

/** `unknown` only while the festival, and with it the zone of weekly openings, has not arrived. */
export type Offered = 'yes' | 'no' | 'unknown'

/** Whether every instant of the interval is offered. `zone` is the festival's; undefined while nobody knows it. */
export function isOffered(availability: Availability, interval: Interval, zone: string | undefined): Offered {
  if (zone !== undefined) return covers(openings(availability, zone, interval), interval) ? 'yes' : 'no'
  if (availability === 'always') return 'yes'
  const { weekly = [], ...dated } = availability
  if (covers(openings(dated, 'UTC', interval), interval)) return 'yes'
  const atMost: Availability = { ...dated, windows: [[interval.from, interval.to]] }
  return weekly.length > 0 && covers(openings(atMost, 'UTC', interval), interval) ? 'unknown' : 'no'
}

/**
 * The instants of `range` at which a resource is offered, as intervals by time. An opening begins and ends at the first
 * instant at which the festival's clocks show that time or a later one: one that lies in the hour that they skip is none,
 * and one over the hour that they show twice is an hour longer.
 */
export function openings(availability: Availability, zone: string, range: Interval): Interval[] {
  if (availability === 'always') return within([range], range)
  const windows = intervals(availability.windows)
  const weekly = (availability.weekly ?? []).flatMap((window) => weeklyOpenings(window, zone, range))
  return within(difference(union([...windows, ...weekly]), union(intervals(availability.except ?? []))), range)
}

function weeklyOpenings({ days, from, to }: WeeklyWindow, zone: string, range: Interval): Interval[] {
  const end = Math.min(range.to, range.from + MAX_OPENINGS_RANGE)
  // An opening ends up to two days after the midnight that it is counted from, and clocks may jump by one more.
  const first = Math.floor(wallTime(range.from, zone) / DAY) - 3
  const last = Math.floor(wallTime(end, zone) / DAY) + 1
  const found: Interval[] = []
  for (let day = first; day <= last; day += 1) {
    if (!days.includes(weekday(day))) continue
    const opens = firstShowing(day * DAY + from * MINUTE, zone)
    const closes = firstShowing(day * DAY + to * MINUTE, zone)
    found.push({ from: opens, to: Math.min(closes, end) })
  }
  return found
}

function intervals(pairs: readonly (readonly [number, number])[]): Interval[] {
  return pairs.map(([from, to]) => ({ from, to }))
}

/** Whether a set of intervals leaves no gap in the interval. */
function covers(set: readonly Interval[], { from, to }: Interval): boolean {
  return set.some((part) => part.from <= from && part.to >= to)
}
