// What somebody did already in a demo festival (first-steps.ts), from the rows as they are now.

import { stepsDone, type FirstStep } from '../../festival/first-steps.ts'
import type { FestivalId } from '../../operations/ids.ts'
import { readFavourites } from './favourite-rows.ts'
import { readHeld } from './held-answer-rows.ts'
import { personasIn } from './persona-rows.ts'
import { readFestivalRows, readMembership } from './queries.ts'
import type { Database } from './schema.ts'

/** `now` in UTC ms. */
export async function readFirstSteps(db: Database, festival: FestivalId, now: number): Promise<Set<FirstStep>> {
  const [membership, rows, held, marked] = await Promise.all([
    readMembership(db, festival),
    readFestivalRows(db, festival),
    readHeld(db),
    readFavourites(db),
  ])
  const mine = membership === undefined ? [] : personasIn(membership)
  return stepsDone({ rows, mine, held: held.map(({ request }) => request), marked }, now)
}
