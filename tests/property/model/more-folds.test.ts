// The other half of `folds.test.ts`, so that two processors share the work.

import { beforeAll, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { PATIENCE_MS, SEED, exploreMany } from './explore-many.ts'

beforeAll(prepareHashing)

it(
  'the folds say what the model says, never overbook, and flip only for the reasons that the design names',
  () => exploreMany(SEED + 1),
  PATIENCE_MS,
)
