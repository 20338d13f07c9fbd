// The rule that makes double-booking impossible (DESIGN 5.3): whether a grant or a hold is effective, decided once, with
// the capacity and the buffers in force and the answers that are effective at that place of the resource's home.

import type { EntryHash, ObjectId } from '../operations/ids.ts'
import type { Interval } from '../operations/operation.ts'
import { overlaps } from './timeframe.ts'
import type { AnswerRow, ResourceRow, VoidCode } from './views.ts'

/** What the rule needs to know of a resource. */
export type Bookable = Pick<ResourceRow, 'capacity' | 'buffer' | 'retired'>

/** What the rule needs to know of an answer that was decided before. */
export type Decided = Pick<AnswerRow, 'id' | 'seqNum' | 'kind' | 'request' | 'state' | 'quantity' | 'occupied'>

/** A grant (with `request`) or a hold that is to be judged. `replaces` is the atomic move. */
export interface Asked extends Interval {
  readonly quantity: number
  readonly request?: ObjectId
  readonly replaces?: EntryHash
}

/** `replaced` is the answer that a move ends. A void answer has no effect at all, so it replaces nothing. */
export type Verdict =
  | { readonly effective: true; readonly occupied: Interval; readonly replaced?: EntryHash }
  | { readonly effective: false; readonly occupied: Interval; readonly code: VoidCode; readonly blockers: EntryHash[] }

/** Blockers that a void answer names; bounded, because a hostile log can put thousands in the way of thousands. */
export const MAX_BLOCKERS = 8

/** The time that something takes with the buffers that are in force. */
export function occupiedBy({ from, to }: Interval, buffer: Bookable['buffer']): Interval {
  return { from: from - buffer.before, to: to + buffer.after }
}

/**
 * Whether the verdict on `asked`, which would take `occupied`, depends on an answer for the same resource: it is in force, and
 * to be replaced, to the same request, or at the same time.
 */
export function bearsOn(answer: Decided, asked: Pick<Asked, 'request' | 'replaces'>, occupied: Interval): boolean {
  if (answer.state !== 'effective' || answer.kind === 'deny') return false
  if (answer.id === asked.replaces) return true
  return (asked.request !== undefined && answer.request === asked.request) || overlaps(answer.occupied, occupied)
}

/**
 * Judges an answer against the answers for the same resource that stand before it in its home: at least those that bear on it
 * (`bearsOn`), in any order. Blockers are named in `order`, by default that of one log.
 */
export function judgeAnswer<Answer extends Decided>(
  resource: Bookable | undefined,
  before: Iterable<Answer>,
  asked: Asked,
  order: (a: Answer, b: Answer) => number = bySeqNum,
): Verdict {
  if (resource === undefined) return { ...asVoid('no-resource', []), occupied: { from: asked.from, to: asked.to } }
  const occupied = occupiedBy(asked, resource.buffer)
  if (resource.retired !== undefined) return { ...asVoid('retired', []), occupied }
  const { near, same, replaced } = others(before, asked, occupied)
  if (same !== undefined) return { ...asVoid('already-answered', [same.id]), occupied }
  const blockers = inTheWay(near, occupied, resource.capacity - asked.quantity, order)
  if (blockers !== undefined) return { ...asVoid('over-capacity', blockers), occupied }
  return { effective: true, occupied, ...(replaced === undefined ? {} : { replaced: replaced.id }) }
}

/**
 * Whether a grant of `quantity` for `interval` would be effective if the owner gave it now. Answers to `ignoreRequest` are
 * looked through: the request that a move supersedes.
 */
export function wouldBeEffective(
  resource: Bookable,
  answers: Iterable<Decided>,
  interval: Interval,
  quantity: number,
  ignoreRequest?: ObjectId,
): boolean {
  const seen = [...answers].filter((answer) => ignoreRequest === undefined || answer.request !== ignoreRequest)
  return judgeAnswer(resource, seen, { from: interval.from, to: interval.to, quantity }).effective
}

function bySeqNum(a: Decided, b: Decided): number {
  return a.seqNum - b.seqNum
}

function asVoid(code: VoidCode, blockers: EntryHash[]): { effective: false; code: VoidCode; blockers: EntryHash[] } {
  return { effective: false, code, blockers }
}

/** What is in force: the answer to be replaced, one to the same request, and without the former all that overlap. */
function others<Answer extends Decided>(
  before: Iterable<Answer>,
  asked: Asked,
  occupied: Interval,
): { near: Answer[]; same: Answer | undefined; replaced: Answer | undefined } {
  const near: Answer[] = []
  let same: Answer | undefined
  let replaced: Answer | undefined
  for (const answer of before) {
    if (!bearsOn(answer, asked, occupied)) continue
    if (answer.id === asked.replaces) {
      replaced = answer
      continue
    }
    if (asked.request !== undefined && answer.request === asked.request) same = answer
    if (overlaps(answer.occupied, occupied)) near.push(answer)
  }
  return { near, same, replaced }
}

/**
 * The earliest answers in force at the first instant of `occupied` that has less than the wanted quantity left; undefined
 * when there is no such instant. `room` is capacity minus quantity: what others may use at every instant.
 */
function inTheWay<Answer extends Decided>(
  near: readonly Answer[],
  occupied: Interval,
  room: number,
  order: (a: Answer, b: Answer) => number,
): EntryHash[] | undefined {
  if (room < 0) return []
  // Less in total than there is room at each instant: the common case needs no sweep.
  if (near.reduce((sum, answer) => sum + answer.quantity, 0) <= room) return undefined
  const instant = firstOverload(near, occupied.from, room)
  if (instant === undefined) return undefined
  return near
    .filter((answer) => answer.occupied.from <= instant && instant < answer.occupied.to)
    .sort(order)
    .slice(0, MAX_BLOCKERS)
    .map((answer) => answer.id)
}

/** Sweeps over the starts and ends of answers that all overlap one interval beginning at `from`. */
function firstOverload(answers: readonly Decided[], from: number, room: number): number | undefined {
  const steps = answers.flatMap((answer) => [
    { at: Math.max(answer.occupied.from, from), change: answer.quantity },
    { at: answer.occupied.to, change: -answer.quantity },
  ])
  // Ends first: an interval that ends where another starts frees its quantity for it.
  steps.sort((a, b) => a.at - b.at || a.change - b.change)
  let used = 0
  for (const { at, change } of steps) {
    used += change
    if (used > room) return at
  }
  return undefined
}
