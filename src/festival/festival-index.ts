// The rows of a festival by what they name, so that joins look things up and never compare everything with everything.

import type { ObjectId } from '../operations/ids.ts'
import type { FestivalRows } from './overview.ts'
import type { AnswerRow, EventRow, RequestRow } from './views.ts'

export interface FestivalIndex {
  readonly rows: FestivalRows
  /** Requests of the event's author, in the order of their log. Anybody else's requests for the event are left out. */
  requestsOf(event: EventRow): readonly RequestRow[]
  /** Requests that name the resource, without those for somebody else's event. */
  requestsFor(resource: ObjectId): readonly RequestRow[]
  /** Answers of whatever state that name the request. */
  answersTo(request: ObjectId): readonly AnswerRow[]
  /** Effective grants and holds of the resource; the projection keeps none but those of its home. */
  inForce(resource: ObjectId): readonly AnswerRow[]
  readonly request: (id: ObjectId) => RequestRow | undefined
  /** Requests that name this one in `supersedes`, whoever wrote them. */
  laterThan(request: ObjectId): readonly RequestRow[]
}

/** Indexes rows once; the index is as old as the rows. */
export function indexFestival(rows: FestivalRows): FestivalIndex {
  const requests = new Map(rows.requests.map((request) => [request.id, request]))
  const genuine = [...requests.values()].filter((request) => isByMaker(request, rows.events.get(request.event)))
  const ofEvent = groupBy(genuine, (request) => request.event)
  const forResource = groupBy(genuine, (request) => request.resource)
  const later = groupBy([...requests.values()], (request) => request.supersedes)
  const toRequest = groupBy(rows.answers, (answer) => answer.request)
  const ofResource = groupBy(rows.answers.filter(isInForce), (answer) => answer.resource)
  for (const group of ofEvent.values()) group.sort(inOrder)
  return {
    rows,
    requestsOf: (event) => ofEvent.get(event.id) ?? [],
    requestsFor: (resource) => forResource.get(resource) ?? [],
    answersTo: (request) => toRequest.get(request) ?? [],
    inForce: (resource) => ofResource.get(resource) ?? [],
    request: (id) => requests.get(id),
    laterThan: (request) => later.get(request) ?? [],
  }
}

/** A request whose event has not arrived may be anybody's; once it is there, only its author may ask for it. */
function isByMaker(request: RequestRow, event: EventRow | undefined): boolean {
  return event === undefined || event.author === request.author
}

function isInForce(answer: AnswerRow): boolean {
  return answer.state === 'effective' && answer.kind !== 'deny'
}

/** The same order for everybody, also when a maker's requests are spread over several logs. */
function inOrder(a: RequestRow, b: RequestRow): number {
  return a.seqNum - b.seqNum || (a.id < b.id ? -1 : 1)
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => ObjectId | undefined): Map<ObjectId, T[]> {
  const groups = new Map<ObjectId, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
