// "Free when?" (DESIGN 9): the stretches of time in which a grant would be effective (DESIGN 5.3) and the resource is
// offered (DESIGN 4.3). What the rule of `judge-answer.ts` says about one interval, for all intervals at once.

import type { Interval } from '../operations/operation.ts'
import { openings } from './availability.ts'
import { difference, union } from './interval-sets.ts'
import type { Bookable, Decided } from './judge-answer.ts'
import type { ResourceRow } from './views.ts'

/** What is wanted of a resource. */
export interface Wanted {
  readonly quantity: number
  /** ms; shorter stretches are left out. */
  readonly length?: number
}

type Offered = Bookable & Pick<ResourceRow, 'availability'>

/**
 * The free stretches within `range`, by time and apart from each other: an interval can be granted now exactly if it lies in
 * one of them. `answers` are those of the resource whose occupied intervals overlap the range with the resource's buffers;
 * others, ended and void ones may be among them. `zone` is the festival's.
 */
export function freeTimes(
  resource: Offered,
  answers: Iterable<Decided>,
  zone: string,
  range: Interval,
  { quantity, length = 1 }: Wanted,
): Interval[] {
  const room = resource.capacity - quantity
  if (resource.retired !== undefined || room < 0) return []
  // A grant may begin when its buffer before does not reach into what is full, and likewise at its end.
  const { before, after } = resource.buffer
  const blocked = fullTimes(answers, room).map(({ from, to }) => ({ from: from - after, to: to + before }))
  const free = difference(openings(resource.availability, zone, range), union(blocked))
  return free.filter(({ from, to }) => to - from >= length)
}

/**
 * The first interval of that length in a free stretch of `range` that begins at a multiple of `step` (ms), so that it can be
 * typed; undefined without any.
 */
export function nextFree(
  resource: Offered,
  answers: Iterable<Decided>,
  zone: string,
  range: Interval,
  { quantity, length, step }: Required<Wanted> & { readonly step: number },
): Interval | undefined {
  for (const free of freeTimes(resource, answers, zone, range, { quantity, length })) {
    const from = Math.ceil(free.from / step) * step
    if (from + length <= free.to) return { from, to: from + length }
  }
  return undefined
}

/** The instants at which the answers in force use more than `room`. */
function fullTimes(answers: Iterable<Decided>, room: number): Interval[] {
  const steps: { at: number; change: number }[] = []
  for (const { state, kind, occupied, quantity } of answers) {
    if (state !== 'effective' || kind === 'deny') continue
    steps.push({ at: occupied.from, change: quantity }, { at: occupied.to, change: -quantity })
  }
  steps.sort((a, b) => a.at - b.at)
  const full: Interval[] = []
  let used = 0
  for (const [index, { at, change }] of steps.entries()) {
    used += change
    const next = steps[index + 1]
    if (used > room && next !== undefined) full.push({ from: at, to: next.at })
  }
  return union(full)
}
