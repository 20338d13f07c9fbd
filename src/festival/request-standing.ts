// How the requests of a festival stand: each joined with its answers and with the requests whose place it takes.

import type { FestivalIndex } from './festival-index.ts'
import { earlierRequests } from './request-chain.ts'
import { keptGrant, requestState, type RequestStanding } from './request-state.ts'
import type { AnswerRow, RequestRow } from './views.ts'

/** The standing of a request at `now` (UTC ms). */
export function standingOf(index: FestivalIndex, request: RequestRow, now: number): RequestStanding {
  const earlier = earlierRequests(request, index.request)
  const context = {
    event: index.rows.events.get(request.event),
    resource: index.rows.resources.get(request.resource),
    answers: answersToLine(index, request, earlier),
    earlier,
    later: index.laterThan(request.id),
  }
  return requestState(request, context, now)
}

/** The grant that an answer to this request moves; undefined when it moves none. */
export function grantToMove(index: FestivalIndex, request: RequestRow): AnswerRow | undefined {
  const resource = index.rows.resources.get(request.resource)
  const earlier = earlierRequests(request, index.request)
  return resource === undefined ? undefined : keptGrant(earlier, resource, answersToLine(index, request, earlier))
}

function answersToLine(index: FestivalIndex, request: RequestRow, earlier: readonly RequestRow[]): AnswerRow[] {
  return [request, ...earlier].flatMap(({ id }) => index.answersTo(id))
}
