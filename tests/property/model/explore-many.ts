// Many random histories, one after the other, from a seed; what was seen is printed.

import * as fc from 'fast-check'
import { expect } from 'vitest'
import { deeds } from './deeds.ts'
import { deliveries } from './deliver.ts'
import { Tally, explore } from './explore.ts'

/** Histories in each of the two files that run at a time. */
export const HISTORIES: number = Number(process.env['MODEL_HISTORIES'] ?? 10_000) / 2
export const SEED: number = Number(process.env['MODEL_SEED'] ?? 42)
export const PATIENCE_MS: number = 60_000 + HISTORIES * 100

/** Throws at the first history in which something is not as it should be, made as small as it gets. */
export function exploreMany(seed: number): void {
  const tally = new Tally()
  fc.assert(
    fc.property(deeds, deliveries, (todo, delivery) => explore(todo, delivery, tally)),
    { numRuns: HISTORIES, seed },
  )
  console.log(`model, seed ${seed}:`, JSON.stringify(tally))
  // All of it happens often, so the agreement says something.
  expect(Math.min(...Object.values(tally.flips), ...Object.values(tally.seen))).toBeGreaterThan(HISTORIES / 200)
}
