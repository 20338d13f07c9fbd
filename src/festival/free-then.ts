// "What is free then?" (DESIGN 9): which things could be granted for an interval now, and how much of each is left. The
// answers to "free when?" for one thing are in `free-times.ts`.

import type { Interval, ResourceKind } from '../operations/operation.ts'
import type { ObjectId } from '../operations/ids.ts'
import { isOffered } from './availability.ts'
import { occupiedBy } from './judge-answer.ts'
import { overlaps } from './timeframe.ts'
import type { AnswerRow, ResourceRow } from './views.ts'

/** What is looked for. */
export interface WantedThen {
  /** 1 when absent. */
  readonly quantity?: number
  readonly kind?: ResourceKind
}

/** A resource of which at least what is wanted is left at every instant of the interval. */
export interface FreeResource {
  readonly resource: ResourceRow
  /** What is left at the fullest instant. */
  readonly left: number
}

type Taken = Pick<AnswerRow, 'resource' | 'kind' | 'state' | 'quantity' | 'occupied'>

/**
 * The resources that are offered for the whole interval and have enough left, by title. `answers` are at least the effective
 * ones that overlap the interval with the buffers of their resource. `zone` is the festival's; while nobody knows it, a thing
 * with weekly openings is listed if it could be offered.
 */
export function freeThen(
  resources: Iterable<ResourceRow>,
  answers: Iterable<Taken>,
  interval: Interval,
  { quantity = 1, kind }: WantedThen,
  zone: string | undefined,
): FreeResource[] {
  const taken = byResource(answers)
  const free: FreeResource[] = []
  for (const resource of resources) {
    if (resource.retired !== undefined || (kind !== undefined && resource.kind !== kind)) continue
    const left = resource.capacity - mostUsed(taken.get(resource.id) ?? [], occupiedBy(interval, resource.buffer))
    if (left < quantity || isOffered(resource.availability, interval, zone) === 'no') continue
    free.push({ resource, left })
  }
  return free.sort(
    (a, b) => a.resource.title.localeCompare(b.resource.title) || (a.resource.id < b.resource.id ? -1 : 1),
  )
}

/** The most that is in use at any instant of an interval. */
function mostUsed(answers: readonly Taken[], interval: Interval): number {
  const steps = answers
    .filter(({ occupied }) => overlaps(occupied, interval))
    .flatMap(({ occupied, quantity }) => [
      { at: Math.max(occupied.from, interval.from), change: quantity },
      { at: occupied.to, change: -quantity },
    ])
  // Ends first: what ends where another begins is not in use with it.
  steps.sort((a, b) => a.at - b.at || a.change - b.change)
  let [used, most] = [0, 0]
  for (const { change } of steps) {
    used += change
    most = Math.max(most, used)
  }
  return most
}

function byResource(answers: Iterable<Taken>): Map<ObjectId, Taken[]> {
  const groups = new Map<ObjectId, Taken[]>()
  for (const answer of answers) {
    if (answer.resource === undefined || answer.state !== 'effective' || answer.kind === 'deny') continue
    const group = groups.get(answer.resource)
    if (group === undefined) groups.set(answer.resource, [answer])
    else group.push(answer)
  }
  return groups
}
