// The state of one request line, joined from three logs: the requester's, the owner's and the event's (DESIGN 5.2, 5.3).
// A person says "declined", the system says "unavailable".

import { homeOrder, speaksFor } from './home.ts'
import type { LineState } from './overview.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'

/** What a request is joined with. `answers` may hold more than the answers to this request. */
export interface RequestContext {
  readonly event?: EventRow | undefined
  readonly resource?: ResourceRow | undefined
  readonly answers: Iterable<AnswerRow>
}

/** The state and, when an answer made it so, that answer. */
export interface RequestStanding {
  readonly state: LineState
  readonly answer?: AnswerRow
}

/**
 * The state of a request at `now` (UTC ms). Only answers in the resource's home count, and only those for the same
 * resource; a void answer has no effect. Somebody else's request for an event is unavailable whatever was answered.
 */
export function requestState(request: RequestRow, context: RequestContext, now: number): RequestStanding {
  const { event, resource } = context
  if (event !== undefined && event.author !== request.author) return { state: 'unavailable' }
  if (resource === undefined) return { state: request.withdrawn === undefined ? 'unavailable' : 'withdrawn' }
  const answers = ownersAnswers(request, resource, context.answers)
  const granted = answers.find((answer) => answer.state === 'effective' && answer.kind === 'grant')
  if (granted !== undefined) return { state: 'granted', answer: granted }
  const last = answers.at(-1)
  const refused = last === undefined ? undefined : refusal(last)
  if (last !== undefined && refused !== undefined) return { state: refused, answer: last }
  if (request.withdrawn !== undefined || last?.ended?.kind === 'replaced') return { state: 'withdrawn' }
  if (event?.cancelled !== undefined || resource.retired !== undefined) return { state: 'unavailable' }
  // Released by the owner although nobody withdrew: the thing was taken back.
  if (last !== undefined) return { state: 'declined', answer: last }
  return { state: request.expires !== undefined && request.expires <= now ? 'expired' : 'waiting' }
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

/** How a request stands after a denial or a revocation; undefined for other answers. */
function refusal(answer: AnswerRow): 'declined' | 'unavailable' | undefined {
  if (answer.ended?.kind === 'revoke') return 'declined'
  if (answer.kind !== 'deny') return undefined
  return answer.by === 'manual' || answer.by.startsWith('site:') ? 'declined' : 'unavailable'
}
