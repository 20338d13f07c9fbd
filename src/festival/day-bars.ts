// The days of a thing as bars: when it is free, taken, asked for, and not offered (mockup 06).

import type { Interval } from '../operations/operation.ts'
import { openings } from './availability.ts'
import { freeTimes } from './free-times.ts'
import { difference, union, within } from './interval-sets.ts'
import type { Decided } from './judge-answer.ts'
import type { ResourceRow } from './views.ts'
import { instantOf, startOfDay, wallTime } from './zone-time.ts'

/** `asked`: free, and somebody waits for an answer about it. `closed`: not offered then. */
export type BarKind = 'free' | 'asked' | 'taken' | 'closed'

export interface BarPart extends Interval {
  readonly kind: BarKind
}

/** A day from midnight to midnight of the festival's clocks, without a gap in its parts. */
export interface DayBar extends Interval {
  readonly parts: readonly BarPart[]
}

const DAY = 86_400_000

/** The day of an instant and those after it, `count` in all: a day on which clocks change is shorter or longer than others. */
export function daysFrom(instant: number, zone: string, count: number): Interval[] {
  const wall = wallTime(startOfDay(instant, zone), zone)
  const midnights = Array.from({ length: count + 1 }, (_, index) => instantOf(wall + index * DAY, zone))
  return midnights.slice(0, -1).map((from, index) => ({ from, to: midnights[index + 1] ?? from }))
}

/**
 * Each of the days as a bar. `answers` are those whose occupied intervals overlap them with the resource's buffers (see
 * `freeTimes`); `asked` are the times of requests that wait. What is promised is shown as taken also while it is not offered.
 */
export function dayBars(
  resource: Parameters<typeof freeTimes>[0] & Pick<ResourceRow, 'availability'>,
  answers: readonly Decided[],
  asked: readonly Interval[],
  zone: string,
  days: readonly Interval[],
): DayBar[] {
  const range = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 }
  const free = freeTimes(resource, answers, zone, range, { quantity: 1 })
  const promised = answers.flatMap(({ state, kind, occupied }) =>
    state === 'effective' && kind !== 'deny' ? [occupied] : [],
  )
  const offered = resource.retired === undefined ? openings(resource.availability, zone, range) : []
  const taken = difference(union([...offered, ...within(promised, range)]), free)
  // Something of which several can be had is free and promised at once: then it is free.
  const quiet = difference(free, union(asked))
  const sets: readonly [BarKind, Interval[]][] = [
    ['taken', taken],
    ['free', quiet],
    ['asked', difference(free, quiet)],
    ['closed', difference([range], union([...taken, ...free]))],
  ]
  return days.map((day) => {
    const parts = sets.flatMap(([kind, set]) => within(set, day).map(({ from, to }) => ({ kind, from, to })))
    return { ...day, parts: parts.sort((a, b) => a.from - b.from) }
  })
}
