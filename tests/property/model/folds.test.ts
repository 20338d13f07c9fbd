// The folds of src/festival against the model, over random histories and everything that somebody could hold of them on the
// way (DESIGN 4.1, 4.2, 5.3): both say the same, nothing is ever overbooked, and no grant changes its mind for a reason that
// the design does not name. `MODEL_HISTORIES=100000` runs longer, `MODEL_SEED` elsewhere.

import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { deeds } from './deeds.ts'
import { deliveries } from './deliver.ts'
import { Tally, explore } from './explore.ts'

const HISTORIES = Number(process.env['MODEL_HISTORIES'] ?? 10_000)
const SEED = Number(process.env['MODEL_SEED'] ?? 42)

beforeAll(prepareHashing)

describe('the folds', () => {
  it(
    'say what the model says, never overbook, and flip only for the reasons that the design names',
    () => {
      const tally = new Tally()
      fc.assert(
        fc.property(deeds, deliveries, (todo, delivery) => explore(todo, delivery, tally)),
        { numRuns: HISTORIES, seed: SEED },
      )
      console.log(`model, seed ${SEED}:`, JSON.stringify(tally, undefined, 2))
      // All of it happens often, so the agreement says something.
      expect(Math.min(...Object.values(tally.flips), ...Object.values(tally.seen))).toBeGreaterThan(HISTORIES / 200)
    },
    60_000 + HISTORIES * 100,
  )
})
