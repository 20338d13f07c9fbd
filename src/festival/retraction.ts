// Retraction (DESIGN 4.1, Gaps): which `retract` operations stand. What one of them names is no operation for everyone who
// holds it, whether the payload is held or not.

import type { EntryHash } from '../operations/ids.ts'
import type { Place } from './home.ts'

/** A `retract` that is held, wherever the fold of its log has come to. */
export interface FoundRetract extends Place {
  /** Hash of its own entry. */
  readonly id: EntryHash
  /** The entry whose payload is to be forgotten. */
  readonly entry: EntryHash
}

/**
 * Those that nobody took back: one that is retracted itself is no operation either. `found` are all of one author in one
 * festival. Hashes name only what was there before, so every chain of them has an end to begin from.
 */
export function standingRetracts(found: readonly FoundRetract[]): FoundRetract[] {
  const byId = new Map(found.map((retract) => [retract.id, retract]))
  const undecided = new Map<EntryHash, number>()
  for (const { entry } of found) if (byId.has(entry)) undecided.set(entry, (undecided.get(entry) ?? 0) + 1)
  const decided = found.filter(({ id }) => !undecided.has(id))
  const refuted = new Set<EntryHash>()
  // Grows while it is walked: deciding one may decide the one that it names.
  for (const { id, entry } of decided) {
    const named = byId.get(entry)
    if (named === undefined) continue
    if (!refuted.has(id)) refuted.add(named.id)
    const waiting = (undecided.get(named.id) ?? 0) - 1
    undecided.set(named.id, waiting)
    if (waiting === 0) decided.push(named)
  }
  return decided.filter(({ id }) => !refuted.has(id))
}
