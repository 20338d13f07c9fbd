// Sets of instants as lists of half-open intervals: sorted, apart from each other, so that two equal sets are equal lists.

import type { Interval } from '../operations/operation.ts'

/** The instants that are in any of the intervals, given in any order; those that touch become one. */
export function union(intervals: Iterable<Interval>): Interval[] {
  const sorted = [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)
  const joined: Interval[] = []
  for (const { from, to } of sorted) {
    const last = joined.at(-1)
    if (last === undefined || from > last.to) joined.push({ from, to })
    else last.to = Math.max(last.to, to)
  }
  return joined
}

/** The instants of a set that are in no interval of another set; both as `union` gives them. */
export function difference(set: readonly Interval[], other: readonly Interval[]): Interval[] {
  const left: Interval[] = []
  let next = 0
  for (const { from, to } of set) {
    let rest = from
    while ((other[next]?.to ?? Infinity) <= rest) next += 1
    for (let at = next; rest < to; at += 1) {
      const cut = other[at]
      const end = Math.min(to, cut?.from ?? to)
      if (rest < end) left.push({ from: rest, to: end })
      rest = cut === undefined ? to : Math.max(rest, cut.to)
    }
  }
  return left
}

/** The instants of a set that are in one interval. */
export function within(set: readonly Interval[], { from, to }: Interval): Interval[] {
  return set
    .map((part) => ({ from: Math.max(part.from, from), to: Math.min(part.to, to) }))
    .filter((part) => part.from < part.to)
}
