// "What is free then?" for one festival: what is taken at that time is found by its time, so the question costs what there is
// to choose from and what goes on then, not what the festival is long.

import { freeThen, type FreeResource, type WantedThen } from '../../festival/free-then.ts'
import { occupiedBy } from '../../festival/judge-answer.ts'
import type { AnswerRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { Interval } from '../../operations/operation.ts'
import { atOnce, readViews } from './at-once.ts'
import { readAnswersBetween } from './answers-between.ts'
import type { Database } from './schema.ts'

/** Buffers up to here are looked up for all resources at once, ms: a day. */
const USUAL_BUFFER_MS = 86_400_000

/** Resources of a festival that could be granted for an interval, by title, with what is left of each. */
export async function readFreeThen(
  db: Database,
  festival: FestivalId,
  interval: Interval,
  wanted: WantedThen = {},
): Promise<FreeResource[]> {
  return readViews(db, async () => {
    const [row, resources] = await atOnce([
      db.festivals.get(festival),
      db.resources.where('festival').equals(festival).toArray(),
    ])
    return freeThen(resources, await takenThen(db, festival, resources, interval), interval, wanted, row?.timezone)
  })
}

async function takenThen(
  db: Database,
  festival: FestivalId,
  resources: readonly ResourceRow[],
  interval: Interval,
): Promise<AnswerRow[]> {
  const usual = resources.filter((resource) => longestBuffer(resource) <= USUAL_BUFFER_MS)
  // One thing with a buffer of months must not make everybody read months of everything.
  const others = resources.filter((resource) => longestBuffer(resource) > USUAL_BUFFER_MS)
  const widest = {
    before: Math.max(0, ...usual.map(({ buffer }) => buffer.before)),
    after: Math.max(0, ...usual.map(({ buffer }) => buffer.after)),
  }
  const taken = await atOnce([
    readAnswersBetween(db, { festival }, occupiedBy(interval, widest)),
    ...others.map(({ id, buffer }) => readAnswersBetween(db, { resource: id }, occupiedBy(interval, buffer))),
  ])
  // Things with long buffers are in both.
  return [...new Map(taken.flat().map((answer) => [answer.id, answer])).values()]
}

function longestBuffer({ buffer }: ResourceRow): number {
  return Math.max(buffer.before, buffer.after)
}
