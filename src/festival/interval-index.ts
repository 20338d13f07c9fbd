// Finding what overlaps an interval without comparing everything with everything: peers can make thousands of requests.

import type { Interval } from '../operations/operation.ts'
import { overlaps } from './timeframe.ts'

/** Items by the start of their interval, with the latest end among each item and all before it. */
export interface IntervalIndex<T> {
  readonly items: readonly { readonly item: T; readonly interval: Interval; readonly latestEnd: number }[]
}

/** Builds the index; `intervalOf` says which interval of an item counts. */
export function indexIntervals<T>(items: Iterable<T>, intervalOf: (item: T) => Interval): IntervalIndex<T> {
  const sorted = Array.from(items, (item) => ({ item, interval: intervalOf(item) }))
  sorted.sort((a, b) => a.interval.from - b.interval.from)
  const withEnds: { item: T; interval: Interval; latestEnd: number }[] = []
  let latestEnd = -Infinity
  for (const { item, interval } of sorted) {
    latestEnd = Math.max(latestEnd, interval.to)
    withEnds.push({ item, interval, latestEnd })
  }
  return { items: withEnds }
}

/** Items that overlap `interval`, the latest start first, at most `limit` of those for which `wanted` holds. */
export function overlapping<T>(
  index: IntervalIndex<T>,
  interval: Interval,
  limit: number,
  wanted: (item: T) => boolean = () => true,
): T[] {
  const found: T[] = []
  for (let at = countBefore(index, interval.to) - 1; at >= 0 && found.length < limit; at -= 1) {
    const entry = index.items[at]
    // Nothing from here to the beginning reaches into the interval any more.
    if (entry === undefined || entry.latestEnd <= interval.from) break
    if (overlaps(entry.interval, interval) && wanted(entry.item)) found.push(entry.item)
  }
  return found
}

/** How many items start before an instant. */
function countBefore<T>(index: IntervalIndex<T>, instant: number): number {
  let low = 0
  let high = index.items.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((index.items[middle]?.interval.from ?? Infinity) < instant) low = middle + 1
    else high = middle
  }
  return low
}
