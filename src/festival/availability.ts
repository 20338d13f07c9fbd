// Whether a resource is offered for an interval (DESIGN 4.3): the exact union of its windows without its exceptions. Only
// wallets ask, since narrowing an availability never voids a grant.

import type { Availability, Interval } from '../operations/operation.ts'
import { overlaps } from './timeframe.ts'

/** `unknown`: weekly openings depend on the festival's zone, which this rule does not look at. */
export type Offered = 'yes' | 'no' | 'unknown'

/** Whether every instant of the interval is offered. */
export function isOffered(availability: Availability, interval: Interval): Offered {
  if (availability === 'always') return 'yes'
  const excepted = (availability.except ?? []).some(([from, to]) => overlaps({ from, to }, interval))
  if (excepted) return 'no'
  if (covers(availability.windows, interval)) return 'yes'
  return availability.weekly === undefined || availability.weekly.length === 0 ? 'no' : 'unknown'
}

/** Whether the windows together leave no gap in the interval; windows that touch are one. */
function covers(windows: readonly (readonly [number, number])[], interval: Interval): boolean {
  let covered = interval.from
  for (const [from, to] of windows.toSorted(([a], [b]) => a - b)) {
    if (from > covered) break
    covered = Math.max(covered, to)
  }
  return covered >= interval.to
}
