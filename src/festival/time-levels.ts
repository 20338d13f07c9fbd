// Finding what overlaps an interval through an ordered index, however much there is before and after it (DESIGN 3.3): each
// interval is filed under the level of its length and its start. Within a level nothing is longer than the level allows, so
// what overlaps starts in a range that is known; a question walks the few levels.

import type { Interval } from '../operations/operation.ts'

/**
 * The longest interval of each level but the last, in ms: about 17 minutes, 5 hours, 3 days, 50 days, 2 years. Steps of 16 keep
 * the levels few; what is looked at in vain starts at most 16 lengths before the interval.
 */
export const LEVEL_LENGTHS: readonly number[] = [2 ** 20, 2 ** 24, 2 ** 28, 2 ** 32, 2 ** 36]

/** The starts of one level among which everything is that overlaps: `after` < start < `before`. */
export interface LevelRange {
  readonly level: number
  readonly after: number
  readonly before: number
}

/** The level of an interval, by its length; the last one has what is longer than all others allow. */
export function levelOf({ from, to }: Interval): number {
  const level = LEVEL_LENGTHS.findIndex((length) => to - from <= length)
  return level === -1 ? LEVEL_LENGTHS.length : level
}

/** Where to look for what overlaps an interval. Not all that is found there overlaps it. */
export function levelRanges({ from, to }: Interval): LevelRange[] {
  return [...LEVEL_LENGTHS, Number.POSITIVE_INFINITY].map((length, level) => {
    return { level, after: from - length, before: to }
  })
}

/**
 * Intervals that together cover the given ones, by time: those that overlap or are less than `gap` ms apart become one, so
 * that many questions become few.
 */
export function joined(intervals: readonly Interval[], gap: number): Interval[] {
  const all: { from: number; to: number }[] = []
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && from - last.to < gap) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}
