// All rows of one festival, in one go.

import type { FestivalRows } from '../../festival/overview.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

/** All rows of a festival that overviews are computed from. */
export async function readFestivalRows(db: Database, festival: FestivalId): Promise<FestivalRows> {
  const [resources, events, requests, answers] = await Promise.all([
    db.resources.where('festival').equals(festival).toArray(),
    db.events.where('festival').equals(festival).toArray(),
    db.requests.where('festival').equals(festival).toArray(),
    db.answers.where('festival').equals(festival).toArray(),
  ])
  return {
    resources: new Map(resources.map((row) => [row.id, row])),
    events: new Map(events.map((row) => [row.id, row])),
    requests,
    answers,
  }
}
