// Where more is promised than there is now (DESIGN 5.3): an owner who lowers the capacity breaks no promise, and is told.

import type { AnswerRow, ResourceRow } from './views.ts'

/** More of a resource promised than it has. */
export interface OverCommitment {
  /** The first instant at which it is so, UTC ms. */
  readonly at: number
  readonly promised: number
}

/** The first instant from `now` on at which grants and holds in force need more than the capacity. */
export function overCommitted(
  resource: Pick<ResourceRow, 'id' | 'capacity'>,
  answers: Iterable<AnswerRow>,
  now: number,
): OverCommitment | undefined {
  const steps: { at: number; change: number }[] = []
  for (const { resource: of, kind, state, occupied, quantity } of answers) {
    if (of !== resource.id || kind === 'deny' || state !== 'effective' || occupied.to <= now) continue
    steps.push({ at: Math.max(occupied.from, now), change: quantity }, { at: occupied.to, change: -quantity })
  }
  // Ends first: what ends where another starts makes room for it.
  steps.sort((a, b) => a.at - b.at || a.change - b.change)
  let promised = 0
  for (const { at, change } of steps) {
    promised += change
    if (promised > resource.capacity) return { at, promised: promisedAt(steps, at) }
  }
  return undefined
}

function promisedAt(steps: readonly { at: number; change: number }[], instant: number): number {
  return steps.reduce((sum, { at, change }) => (at <= instant ? sum + change : sum), 0)
}
