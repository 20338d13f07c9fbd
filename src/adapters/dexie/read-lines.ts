// The request lines of events, with what their states are computed from. One question per key, many at once: for several keys
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

/** What is known before: resources, requests that have no answer by which they stand, and grants in force by their request. */
export interface KnownToLines {
  resources?: ReadonlyMap<ObjectId, ResourceRow>
  unanswered?: ReadonlySet<ObjectId>
  standsBy?: ReadonlyMap<ObjectId | undefined, AnswerRow>
}

/**
 * All requests for events, their answers and resources; what is known is not asked for again. Left out are those that stand
 * in another festival than their resource, which count nowhere.
 */
export async function readLines(
  db: Database,
  events: readonly ObjectId[],
  { resources: known = new Map(), unanswered = new Set(), standsBy = new Map() }: KnownToLines = {},
): Promise<LineRows> {
  if (events.length === 0) return { requests: [], answers: [], resources: [] }
  const asked = (await atOnce(events.map((event) => db.requests.where('event').equals(event).toArray()))).flat()
  const wanted = new Set(asked.map(({ resource }) => resource))
  const found = await db.resources.bulkGet([...wanted].filter((id) => !known.has(id)))
  const resources = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
  const requests = asked.filter(({ resource, festival }) => {
    const row = resources.get(resource) ?? known.get(resource)
    return (row?.festival ?? festival) === festival
  })
  // A grant in force is what a request stands by, whatever was answered before.
  const isGranted = ({ id, resource }: RequestRow): boolean => standsBy.get(id)?.resource === resource
  const answered = requests.filter((request) => !unanswered.has(request.id) && !isGranted(request))
  const answers = await readAnswersTo(
    db,
    answered.map(({ id }) => id),
  )
  for (const request of requests) {
    const grant = standsBy.get(request.id)
    if (grant !== undefined && isGranted(request)) answers.push(grant)
  }
  return { requests, answers, resources: [...resources.values()] }
}

/** All answers that name one of the requests. */
export async function readAnswersTo(db: Database, requests: readonly ObjectId[]): Promise<AnswerRow[]> {
  return (await atOnce(requests.map((id) => db.answers.where('request').equals(id).toArray()))).flat()
}
