// What a policy is (DESIGN 5.4): code on the owner's side that answers requests. Readers never judge why an answer was
// given, so a policy may be anything: a rule, a draw, a person, a computer game.

import type { ObjectId } from '../../operations/ids.ts'
import type { Policy as PolicySetting } from '../../operations/operation.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from '../views.ts'

export type PolicyKind = PolicySetting['kind']

/**
 * grant and deny are published as the owner's answer · ask: a person must decide, it shows up as waiting for them · wait:
 * nothing to do now, the policy is asked again when something changes (a waitlist).
 */
export type Decision =
  | { readonly kind: 'grant' }
  | { readonly kind: 'deny'; readonly reason?: string }
  | { readonly kind: 'ask'; readonly reason: AskReason }
  | { readonly kind: 'wait'; readonly reason: WaitReason }

/**
 * Why a person must decide. `no-policy`: this version can not run the policy that the resource asks for · `event-elsewhere`:
 * the event is in another festival and is not here, so nobody can look at it · `nonce-lost`: this wallet can not make the nonce that
 * the lottery's commitment is of · `draw-lost`: the draw was begun by an installation that is gone · `no-site`: the web site
 * that answers has no permission.
 */
export type AskReason = (typeof ASK_REASONS)[number]

export const ASK_REASONS = [
  'manual',
  'event-elsewhere',
  'too-many',
  'too-long',
  'too-far',
  'no-policy',
  'nonce-lost',
  'draw-lost',
  'no-site',
] as const

/**
 * Why nothing happens yet. `festival-unknown`: weekly openings are by the clocks of a festival whose first entry has not
 * arrived · `needs-token`: the event has not everything that it needs first · `draw-at`: the lottery still collects ·
 * `site`: a web site answers · `policy-failed`: the policy threw, never answered or answered nonsense.
 */
export type WaitReason = (typeof WAIT_REASONS)[number]

export const WAIT_REASONS = [
  'taken',
  'event-unknown',
  'festival-unknown',
  'needs-token',
  'draw-at',
  'site',
  'policy-failed',
] as const

/** What a policy may know, frozen. Rows are as they were when the round of decisions began, times in UTC ms. */
export interface PolicyContext {
  readonly resource: ResourceRow
  readonly request: RequestRow
  /** Absent while the requester's event has not arrived, or lives in a festival that the owner does not follow. */
  readonly event?: EventRow
  /**
   * Effective grants and holds of the resource, with the grants that this round decided before, and without the one that
   * granting this request would move.
   */
  readonly answers: readonly GivenAnswer[]
  /** Requests for the resource that nobody answered, in the order in which they are served, this one among them. */
  readonly pending: readonly RequestRow[]
  /** Effective grants of this resource that the requester holds and that are not over. */
  readonly heldByRequester: number
  /** Resources of this festival and the ones around it of which the event holds an effective grant. */
  readonly holdings: ReadonlySet<ObjectId>
  readonly now: number
  /** The festival's IANA zone; absent while its first entry has not arrived. */
  readonly zone?: string
}

/** An answer in force, as far as policies need it. */
export type GivenAnswer = Pick<
  AnswerRow,
  'id' | 'seqNum' | 'kind' | 'request' | 'state' | 'from' | 'to' | 'quantity' | 'occupied'
>

/** A policy is asked once for each pending request in a round; the same context gives the same decision. */
export interface Policy {
  readonly kind: PolicyKind
  /** Who is served first, by bytes; equal ones in the order of arrival. Absent: all of them are equal. */
  order?(resource: ResourceRow, request: RequestRow): Uint8Array
  decide(context: PolicyContext): Decision | Promise<Decision>
}
