// Whether a request waits for its owner or for a policy (DESIGN 5.4). What can be told from the rows is told here; what
// only the wallet knows (that it lost a nonce, that a policy failed) background leaves as a note in the database.

import type { FestivalIndex } from './festival-index.ts'
import type { PublicKey } from '../operations/ids.ts'
import { heldByRequesters, waitingRequests, wasAnswered } from './pending.ts'
import { isElsewhere, leftToOwner } from './policies/automatic.ts'
import type { RequestRow, ResourceRow } from './views.ts'

/** Why the policy gave a request back: see `AskReason` and `WaitReason`; `other-log`: only a person continues another log. */
export const LEFT_REASONS = ['nonce-lost', 'draw-lost', 'no-site', 'no-policy', 'policy-failed', 'other-log'] as const
export type LeftReason = (typeof LEFT_REASONS)[number]

/** What is said beside a request that a policy gave back: a note, or that its event is not here (see `AskReason`). */
export type ToldReason = LeftReason | 'event-elsewhere'

/** `heldByRequester` as in PolicyContext; `left` is the note about this request. `now` is UTC ms. */
export function waitsForPerson(
  request: RequestRow,
  resource: ResourceRow,
  about: { heldByRequester: number; left: LeftReason | undefined; index: FestivalIndex; now: number },
): boolean {
  const { index, now, heldByRequester, left } = about
  const { policy } = resource
  if (policy.kind === 'manual' || left !== undefined || wasAnswered(index, request, resource)) return true
  // The site has the word; that it has no permission is a note.
  if (policy.kind === 'external') return false
  if (policy.kind === 'lottery' && now < policy.until) return false
  const event = index.rows.events.get(request.event)
  if (isElsewhere(request, event)) return true
  // Until its event is there, the policy waits and there is nothing to show to the owner either.
  return event !== undefined && leftToOwner({ request, heldByRequester, now }) !== undefined
}

/**
 * How many requests for things of `me` a policy would answer at `now` (UTC ms) if it could sign: what waits for the wallet to be
 * unlocked. `left` are the notes on requests that were given back.
 */
export function countAutomatic(
  index: FestivalIndex,
  me: PublicKey,
  left: ReadonlyMap<string, LeftReason>,
  now: number,
): number {
  return [...index.rows.resources.values()]
    .filter(({ owner, policy }) => owner === me && isAutomatic(policy, now))
    .map((resource) => {
      const held = heldByRequesters(index, resource, now)
      const isForPolicy = (request: RequestRow): boolean =>
        index.rows.events.has(request.event) &&
        !waitsForPerson(request, resource, {
          heldByRequester: held.get(request.author) ?? 0,
          left: left.get(request.id),
          index,
          now,
        })
      return waitingRequests(index, resource, now).filter(isForPolicy).length
    })
    .reduce((sum, count) => sum + count, 0)
}

/** A site that answers asks first while nothing can be signed. */
function isAutomatic(policy: ResourceRow['policy'], now: number): boolean {
  if (policy.kind === 'manual' || policy.kind === 'external') return false
  return policy.kind !== 'lottery' || policy.until <= now
}
