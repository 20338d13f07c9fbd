// The folds of src/festival against the model, over random histories and everything that somebody could hold of them on the
// way (DESIGN 4.1, 4.2, 5.3): both say the same, nothing is ever overbooked, and no grant changes its mind for a reason that
// the design does not name. Half of them; the other half runs beside it (`more-folds.test.ts`).

import { beforeAll, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { PATIENCE_MS, SEED, exploreMany } from './explore-many.ts'

beforeAll(prepareHashing)

it(
  'the folds say what the model says, never overbook, and flip only for the reasons that the design names',
  () => exploreMany(SEED),
  PATIENCE_MS,
)
