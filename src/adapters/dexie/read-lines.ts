// The request lines of events, with what their states are computed from. One question per key, all at once: for several keys
// Dexie's `anyOf` walks from row to row, which browsers answer one after the other.

import type { AnswerRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import { atOnce } from './at-once.ts'
import type { Database } from './schema.ts'

export interface LineRows {
  requests: RequestRow[]
  answers: AnswerRow[]
  resources: ResourceRow[]
}

/**
 * All requests for events, their answers and resources. Left out are those that stand in another festival than their
 * resource, which count nowhere.
 */
export async function readLines(db: Database, events: readonly ObjectId[]): Promise<LineRows> {
  const asked = (await atOnce(events.map((event) => db.requests.where('event').equals(event).toArray()))).flat()
  const found = await db.resources.bulkGet([...new Set(asked.map(({ resource }) => resource))])
  const resources = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
  const requests = asked.filter(
    ({ resource, festival }) => (resources.get(resource)?.festival ?? festival) === festival,
  )
  const answers = await readAnswersTo(
    db,
    requests.map(({ id }) => id),
  )
  return { requests, answers, resources: [...resources.values()] }
}

/** All answers that name one of the requests. */
export async function readAnswersTo(db: Database, requests: readonly ObjectId[]): Promise<AnswerRow[]> {
  return requests.length === 0
    ? []
    : db.answers
        .where('request')
        .anyOf([...requests])
        .toArray()
}
