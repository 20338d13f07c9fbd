// The request lines of events, with what their states are computed from.

import type { AnswerRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

export interface LineRows {
  requests: RequestRow[]
  answers: AnswerRow[]
  resources: ResourceRow[]
}

/** All requests for events, their answers and resources. */
export async function readLines(db: Database, events: readonly ObjectId[]): Promise<LineRows> {
  if (events.length === 0) return { requests: [], answers: [], resources: [] }
  const requests = await db.requests
    .where('event')
    .anyOf([...events])
    .toArray()
  const [answers, resources] = await Promise.all([
    readAnswersTo(
      db,
      requests.map(({ id }) => id),
    ),
    db.resources.bulkGet([...new Set(requests.map(({ resource }) => resource))]),
  ])
  return { requests, answers, resources: resources.filter((row) => row !== undefined) }
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
