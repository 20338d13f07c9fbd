// The policy "first come, first served" (DESIGN 5.4): what is free is granted in the order of arrival at the owner's node.
// What is taken waits and is granted when the slot frees, so the pending requests are the waitlist. A request that fits
// does not wait for an earlier one that does not fit.

import { isOffered } from '../availability.ts'
import { wouldBeEffective } from '../judge-answer.ts'
import type { AskReason, Decision, Policy, PolicyContext } from './policy.ts'

const DAY = 86_400_000

/** Grants of one resource that one requester gets without the owner, so that nobody books a place for every evening. */
export const MAX_AUTOMATIC_GRANTS = 20
/** Longest interval that is granted without the owner: two weeks, in ms. */
export const MAX_AUTOMATIC_LENGTH: number = 14 * DAY
/** How far ahead the owner need not be asked: 400 days, in ms. */
export const MAX_AUTOMATIC_HORIZON: number = 400 * DAY

export const firstComeFirstServed: Policy = {
  kind: 'first-come-first-served',
  decide,
}

function decide(context: PolicyContext): Decision {
  const { resource, request, event, answers } = context
  const reason = leftToOwner(context)
  // Without the event nobody can tell whether its author is the one who asks.
  const isMakers = event !== undefined && event.author === request.author
  if (!isMakers && reason !== 'event-elsewhere') return { kind: 'wait', reason: 'event-unknown' }
  if (reason !== undefined) return { kind: 'ask', reason }
  const offered = isOffered(resource.availability, request, context.zone)
  if (offered === 'unknown') return { kind: 'wait', reason: 'festival-unknown' }
  if (offered === 'no') return { kind: 'deny' }
  const isFree = wouldBeEffective(resource, answers, request, request.quantity)
  return isFree ? { kind: 'grant' } : { kind: 'wait', reason: 'taken' }
}

/** Why this policy leaves a request to the owner; undefined when it can decide by itself. */
export function leftToOwner(
  context: Pick<PolicyContext, 'resource' | 'request' | 'heldByRequester' | 'now'>,
): AskReason | undefined {
  const { resource, request, heldByRequester, now } = context
  if (request.eventFestival !== undefined && request.eventFestival !== request.festival) return 'event-elsewhere'
  if (heldByRequester >= MAX_AUTOMATIC_GRANTS) return 'too-many'
  if (request.to - request.from > MAX_AUTOMATIC_LENGTH) return 'too-long'
  if (request.to - now > MAX_AUTOMATIC_HORIZON) return 'too-far'
  return resource.requires.length > 0 ? 'requires-something' : undefined
}
