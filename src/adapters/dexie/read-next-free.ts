// "Free when?" for one resource: what is taken is found by its time, so the question costs what goes on in the range.

import { nextFree } from '../../festival/free-times.ts'
import { occupiedBy } from '../../festival/judge-answer.ts'
import type { ObjectId } from '../../operations/ids.ts'
import type { Interval } from '../../operations/operation.ts'
import { readAnswersBetween } from './answers-between.ts'
import type { Database } from './schema.ts'

/**
 * The next interval in `range` in which that quantity could be granted (see `nextFree`), by the clocks of the resource's
 * festival; undefined without any, and for a resource that is not here.
 */
export async function readNextFree(
  db: Database,
  resource: ObjectId,
  range: Interval,
  wanted: Parameters<typeof nextFree>[4],
): Promise<Interval | undefined> {
  const row = await db.resources.get(resource)
  if (row === undefined) return undefined
  const [festival, answers] = await Promise.all([
    db.festivals.get(row.festival),
    readAnswersBetween(db, { resource }, occupiedBy(range, row.buffer)),
  ])
  return nextFree(row, answers, festival?.timezone ?? 'UTC', range, wanted)
}
