// What every policy without a person does with a request whose turn it is (DESIGN 5.4): leaves to the owner what nobody
// should give away unseen, waits for what is missing, and grants what fits.

import { isOffered } from '../availability.ts'
import { wouldBeEffective } from '../judge-answer.ts'
import { neededFor } from '../needed-resources.ts'
import type { EventRow, RequestRow } from '../views.ts'
import type { AskReason, Decision, PolicyContext } from './policy.ts'

const DAY = 86_400_000

/** Grants of one resource that one requester gets without the owner, so that nobody books a place for every evening. */
export const MAX_AUTOMATIC_GRANTS = 20
/** Longest interval that is granted without the owner: two weeks, in ms. */
export const MAX_AUTOMATIC_LENGTH: number = 14 * DAY
/** How far ahead the owner need not be asked: 400 days, in ms. */
export const MAX_AUTOMATIC_HORIZON: number = 400 * DAY

/** The event must hold an effective grant of everything that the resource requires, and of its token. */
export function decideInTurn(context: PolicyContext): Decision {
  const { resource, request, event, answers, holdings } = context
  if (isElsewhere(request, event)) return { kind: 'ask', reason: 'event-elsewhere' }
  // Without the event nobody can tell whether its author is the one who asks.
  if (event?.author !== request.author) return { kind: 'wait', reason: 'event-unknown' }
  const reason = leftToOwner(context)
  if (reason !== undefined) return { kind: 'ask', reason }
  const offered = isOffered(resource.availability, request, context.zone)
  if (offered === 'unknown') return { kind: 'wait', reason: 'festival-unknown' }
  if (offered === 'no') return { kind: 'deny' }
  if (neededFor(resource).some((id) => !holdings.has(id))) return { kind: 'wait', reason: 'needs-token' }
  const isFree = wouldBeEffective(resource, answers, request, request.quantity)
  return isFree ? { kind: 'grant' } : { kind: 'wait', reason: 'taken' }
}

/**
 * Whether a request is for an event of another festival that is not here: its owner does not follow that festival, and nobody
 * knows when that will change. One that names another festival than the event is in is for no event that is here.
 */
export function isElsewhere(
  { festival, eventFestival = festival }: Pick<RequestRow, 'festival' | 'eventFestival'>,
  event: Pick<EventRow, 'festival'> | undefined,
): boolean {
  return eventFestival !== festival && event?.festival !== eventFestival
}

/** Why a request is left to the owner whatever the policy; undefined when the policy can decide by itself. */
export function leftToOwner(
  context: Pick<PolicyContext, 'request' | 'heldByRequester' | 'now'>,
): AskReason | undefined {
  const { request, heldByRequester, now } = context
  if (heldByRequester >= MAX_AUTOMATIC_GRANTS) return 'too-many'
  if (request.to - request.from > MAX_AUTOMATIC_LENGTH) return 'too-long'
  return request.to - now > MAX_AUTOMATIC_HORIZON ? 'too-far' : undefined
}
