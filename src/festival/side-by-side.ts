// What overlaps in one lane of a calendar stands side by side, and everything is as wide as there is room for.

import type { Interval } from '../operations/operation.ts'

/** Which of how many columns something has; columns count from 0. */
export interface Column {
  column: number
  columns: number
}

/**
 * A column for each interval, in the order given: no two that overlap have the same one, and those that overlap directly or
 * through others share the lane in equal parts. As few columns as the most that go on at once.
 */
export function sideBySide(intervals: readonly Interval[]): Column[] {
  const order = intervals.map((interval, index) => ({ ...interval, index }))
  order.sort((a, b) => a.from - b.from || b.to - a.to || a.index - b.index)
  const placed: Column[] = intervals.map(() => ({ column: 0, columns: 1 }))
  let group: number[] = []
  let ends: number[] = []
  let groupEnd = Number.NEGATIVE_INFINITY
  const close = (): void => {
    for (const index of group) placed[index] = { column: placed[index]?.column ?? 0, columns: ends.length }
    group = []
    ends = []
  }
  for (const { from, to, index } of order) {
    if (from >= groupEnd) close()
    const free = ends.findIndex((end) => end <= from)
    const column = free === -1 ? ends.length : free
    ends[column] = to
    placed[index] = { column, columns: 1 }
    group.push(index)
    groupEnd = Math.max(groupEnd, to)
  }
  close()
  return placed
}
