// What every policy without a person does with a request whose turn it is (DESIGN 5.4): leaves to the owner what nobody
// should give away unseen, waits for what is missing, and grants what fits.

import { isOffered } from '../availability.ts'
import { wouldBeEffective } from '../judge-answer.ts'
import { neededFor } from '../needed-resources.ts'
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
  const reason = leftToOwner(context)
  // Without the event nobody can tell whether its author is the one who asks.
  const isMakers = event !== undefined && event.author === request.author
  if (!isMakers && reason !== 'event-elsewhere') return { kind: 'wait', reason: 'event-unknown' }
  if (reason !== undefined) return { kind: 'ask', reason }
  const offered = isOffered(resource.availability, request, context.zone)
  if (offered === 'unknown') return { kind: 'wait', reason: 'festival-unknown' }
  if (offered === 'no') return { kind: 'deny' }
  if (neededFor(resource).some((id) => !holdings.has(id))) return { kind: 'wait', reason: 'needs-token' }
  const isFree = wouldBeEffective(resource, answers, request, request.quantity)
  return isFree ? { kind: 'grant' } : { kind: 'wait', reason: 'taken' }
}

/** Why a request is left to the owner whatever the policy; undefined when the policy can decide by itself. */
export function leftToOwner(
  context: Pick<PolicyContext, 'request' | 'heldByRequester' | 'now'>,
): AskReason | undefined {
  const { request, heldByRequester, now } = context
  if (request.eventFestival !== undefined && request.eventFestival !== request.festival) return 'event-elsewhere'
  if (heldByRequester >= MAX_AUTOMATIC_GRANTS) return 'too-many'
  if (request.to - request.from > MAX_AUTOMATIC_LENGTH) return 'too-long'
  return request.to - now > MAX_AUTOMATIC_HORIZON ? 'too-far' : undefined
}
