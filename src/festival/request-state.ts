// The state of one request line, joined from three logs: the requester's, the owner's and the event's (DESIGN 5.2, 5.3, 5.5).
// A person says "declined", the system says "unavailable".

import type { Interval } from '../operations/operation.ts'
import { homeOrder, speaksFor } from './home.ts'
import type { LineState } from './overview.ts'
import { isSuperseded } from './request-chain.ts'
import { contains } from './timeframe.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'

/** What a request is joined with. */
export interface RequestContext {
  readonly event?: EventRow | undefined
  readonly resource?: ResourceRow | undefined
  /** At least the answers to this request and to those whose place it takes. */
  readonly answers: Iterable<AnswerRow>
  /** The requests whose place it takes, the newest first (`earlierRequests`). */
  readonly earlier?: readonly RequestRow[]
  /** At least the requests that name this one in `supersedes`. */
  readonly later?: Iterable<RequestRow>
}

/** The state and, when an answer made it so, that answer: with `needs-reconfirmation` the grant of the old time. */
export interface RequestStanding {
  readonly state: LineState
  readonly answer?: AnswerRow
}

/**
 * The state of a request at `now` (UTC ms). Only answers in the resource's home count, and only those for the same
 * resource; a void answer has no effect. Somebody else's request for an event is unavailable whatever was answered.
 */
export function requestState(request: RequestRow, context: RequestContext, now: number): RequestStanding {
  const { event, resource, answers, earlier = [], later = [] } = context
  if (event !== undefined && event.author !== request.author) return { state: 'unavailable' }
  if (request.withdrawn !== undefined) return { state: 'withdrawn' }
  if (isSuperseded(request, later)) return { state: 'superseded' }
  if (resource === undefined) return { state: 'unavailable' }
  const given = ownersAnswers(request, resource, answers)
  const granted = given.find(isGrantInForce)
  if (granted !== undefined) return standsOn(granted, request, event)
  const last = given.at(-1)
  const refused = last === undefined ? undefined : refusal(last)
  if (last !== undefined && refused !== undefined) return { state: refused, answer: last }
  if (last?.ended?.kind === 'replaced') return { state: 'superseded' }
  if (event?.cancelled !== undefined || resource.retired !== undefined) return { state: 'unavailable' }
  // Released by the owner although nobody withdrew: the thing was taken back.
  if (last !== undefined) return { state: 'declined', answer: last }
  const kept = keptGrant(earlier, resource, answers)
  if (kept !== undefined && covers(kept, request)) return standsOn(kept, request, event)
  if (request.expires !== undefined && request.expires <= now) return { state: 'expired' }
  return kept === undefined ? { state: 'waiting' } : { state: 'needs-reconfirmation', answer: kept }
}

/** Whether the owner still has to answer it. */
export function isOpen(request: RequestRow, { state, answer }: RequestStanding): boolean {
  return state === 'waiting' || (state === 'needs-reconfirmation' && answer?.request !== request.id)
}

/** The grant in force that its line still has from an earlier request; the atomic move replaces it. */
export function keptGrant(
  earlier: readonly RequestRow[],
  resource: ResourceRow,
  answers: Iterable<AnswerRow>,
): AnswerRow | undefined {
  if (earlier.length === 0) return undefined
  const all = [...answers]
  for (const request of earlier) {
    const kept = all.find((answer) => isAnswerTo(answer, request, resource) && isGrantInForce(answer))
    if (kept !== undefined) return kept
  }
  return undefined
}

/** Whether a grant has all that is asked for, so that nobody has to be asked again. */
export function covers(grant: AnswerRow, wanted: Interval & { readonly quantity: number }): boolean {
  return contains(grant, wanted) && wanted.quantity <= grant.quantity
}

/** Answers to a request by the owner of its resource, in the order of its home, without the void ones. */
export function ownersAnswers(request: RequestRow, resource: ResourceRow, answers: Iterable<AnswerRow>): AnswerRow[] {
  return [...answers]
    .filter((answer) => isAnswerTo(answer, request, resource) && answer.state !== 'void')
    .sort((a, b) => homeOrder(resource, a, b))
}

/** Whether an answer, void or not, is the owner's word on this request. */
export function isAnswerTo(answer: AnswerRow, request: RequestRow, resource: ResourceRow): boolean {
  if (answer.request !== request.id || !speaksFor(resource, answer)) return false
  return answer.kind === 'deny' || (answer.kind === 'grant' && answer.resource === resource.id)
}

function isGrantInForce(answer: AnswerRow): boolean {
  return answer.kind === 'grant' && answer.state === 'effective'
}

/**
 * Granted, unless the event moved away from under a line that asked for its whole time, and nobody asked again. Lines with a
 * time of their own say themselves when they move.
 */
function standsOn(grant: AnswerRow, request: RequestRow, event: EventRow | undefined): RequestStanding {
  const askedForWhole = event?.was?.some(({ from, to }) => from === request.from && to === request.to)
  const isLeftBehind = event !== undefined && askedForWhole === true && !contains(grant, event)
  return { state: isLeftBehind ? 'needs-reconfirmation' : 'granted', answer: grant }
}

/** How a request stands after a denial or a revocation; undefined for other answers. */
function refusal(answer: AnswerRow): 'declined' | 'unavailable' | undefined {
  if (answer.ended?.kind === 'revoke') return 'declined'
  if (answer.kind !== 'deny') return undefined
  return answer.by === 'manual' || answer.by.startsWith('site:') ? 'declined' : 'unavailable'
}
