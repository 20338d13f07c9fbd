// Requests that wait for their owner (DESIGN 5.4): which ones nobody answered, and what their requesters hold already.

import type { PublicKey } from '../operations/ids.ts'
import type { FestivalIndex } from './festival-index.ts'
import { standingOf } from './request-standing.ts'
import { isAnswerTo, isOpen } from './request-state.ts'
import type { RequestRow, ResourceRow } from './views.ts'

/** The requests for a resource that wait for an answer at `now` (UTC ms). */
export function waitingRequests(index: FestivalIndex, resource: ResourceRow, now: number): RequestRow[] {
  return index.requestsFor(resource.id).filter((request) => isOpen(request, standingOf(index, request, now)))
}

/** Whether the owner's logs have any answer to a request, a void one included: then no policy ever answers it again. */
export function wasAnswered(index: FestivalIndex, request: RequestRow, resource: ResourceRow): boolean {
  return index.answersTo(request.id).some((answer) => isAnswerTo(answer, request, resource))
}

/** Effective grants of a resource that answer a request for it and are not over, counted by requester. */
export function heldByRequesters(index: FestivalIndex, resource: ResourceRow, now: number): Map<PublicKey, number> {
  const held = new Map<PublicKey, number>()
  for (const { request, to } of index.inForce(resource.id)) {
    const asked = request === undefined || to <= now ? undefined : index.request(request)
    if (asked?.resource === resource.id) held.set(asked.author, (held.get(asked.author) ?? 0) + 1)
  }
  return held
}
