// Timeframes (DESIGN 5.1): half-open intervals [from, to) in UTC milliseconds. Touching is not overlapping.

import type { Interval } from '../operations/operation.ts'

/** Whether there is an instant that is in both. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to
}

/** Whether every instant of `inner` is in `outer`. */
export function contains(outer: Interval, inner: Interval): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}

/** The instants that are in both, or undefined when there are none. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  return overlaps(a, b) ? { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) } : undefined
}
