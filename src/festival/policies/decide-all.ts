// One round of automatic decisions (DESIGN 5.4): asks the policy of each resource of one owner about each request that
// nobody answered.

import { compareBytes } from '../../bamboo/bytes.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { indexFestival, type FestivalIndex } from '../festival-index.ts'
import type { FestivalRows } from '../overview.ts'
import { heldByRequesters, waitingRequests, wasAnswered } from '../pending.ts'
import { grantToMove } from '../request-standing.ts'
import type { RequestRow, ResourceRow } from '../views.ts'
import { PolicyAtWork, frozen } from './ask-policy.ts'
import type { Decision, GivenAnswer, Policy, PolicyKind } from './policy.ts'

/** What a round needs from outside. */
export interface Desk {
  readonly policies: ReadonlyMap<PolicyKind, Policy>
  /** UTC ms. */
  readonly now: number
  /** The festival's IANA zone; absent while its first entry has not arrived. */
  readonly zone?: string
  /** By event: what it holds effective grants of, at least of what any resource requires or takes as a token. */
  readonly holdings: ReadonlyMap<ObjectId, ReadonlySet<ObjectId>>
  /**
   * H(owner secret | request id): orders requests that arrived together (same `arrival`), because their claimed times can
   * be faked and their hashes can be searched for.
   */
  tieBreak(request: ObjectId): Uint8Array
  /** The same promise, but rejected when it takes too long. */
  withDeadline<T>(work: Promise<T>): Promise<T>
}

/** The decision on one request. Grants and denials are for publishing, in this order. */
export interface PendingDecision {
  readonly request: RequestRow
  readonly resource: ResourceRow
  readonly decision: Decision
}

/**
 * Decides each unanswered request for the resources of `me` once. Requests that anybody answered before in the owner's log
 * are not asked about again. A grant that would be void becomes `wait`. Freezes the rows that policies get to see.
 */
export async function decidePending(rows: FestivalRows, me: PublicKey, desk: Desk): Promise<PendingDecision[]> {
  const index = indexFestival(rows)
  const decisions: PendingDecision[] = []
  for (const resource of rows.resources.values()) {
    if (resource.owner === me) decisions.push(...(await decideResource(index, resource, desk)))
  }
  return decisions
}

async function decideResource(index: FestivalIndex, resource: ResourceRow, desk: Desk): Promise<PendingDecision[]> {
  const policy = new PolicyAtWork(desk.policies.get(resource.policy.kind), (work) => desk.withDeadline(work))
  const unanswered = waitingRequests(index, resource, desk.now).filter(
    (request) => !wasAnswered(index, request, resource),
  )
  frozen(resource)
  const pending = frozen(inServingOrder(frozen(unanswered), policy.order(resource, unanswered), desk))
  let answers: readonly GivenAnswer[] = frozen([...index.inForce(resource.id)])
  const held = heldByRequesters(index, resource, desk.now)
  const decisions: PendingDecision[] = []
  for (const request of pending) {
    const event = index.rows.events.get(request.event)
    // A grant of the line's old time would be moved: it is in nobody's way and not one more.
    const moved = grantToMove(index, request)
    const others = moved === undefined ? answers : answers.filter(({ id }) => id !== moved.id)
    const heldByRequester = Math.max(0, (held.get(request.author) ?? 0) - (moved === undefined ? 0 : 1))
    const context = {
      resource,
      request,
      ...(event === undefined ? {} : { event: frozen(event) }),
      answers: frozen(others),
      pending,
      heldByRequester,
      // A copy, because a set can not be frozen.
      holdings: new Set(desk.holdings.get(request.event)),
      now: desk.now,
      ...(desk.zone === undefined ? {} : { zone: desk.zone }),
    }
    const decision = await policy.decide(Object.freeze(context))
    decisions.push({ request, resource, decision })
    if (decision.kind !== 'grant') continue
    answers = frozen([...others, provisional(request, resource)])
    held.set(request.author, heldByRequester + 1)
  }
  return decisions
}

function inServingOrder(
  requests: readonly RequestRow[],
  keys: ReadonlyMap<RequestRow, Uint8Array>,
  desk: Desk,
): RequestRow[] {
  const keyed = requests.map((request) => ({
    request,
    key: keys.get(request) ?? new Uint8Array(),
    tie: desk.tieBreak(request.id),
  }))
  keyed.sort(
    (a, b) => compareBytes(a.key, b.key) || a.request.arrival - b.request.arrival || compareBytes(a.tie, b.tie),
  )
  return keyed.map(({ request }) => request)
}

/** The grant that this decision will become, so that later decisions of the round see it. */
function provisional(request: RequestRow, resource: ResourceRow): GivenAnswer {
  const { id, from, to, quantity } = request
  const occupied = { from: from - resource.buffer.before, to: to + resource.buffer.after }
  return {
    id,
    seqNum: Number.MAX_SAFE_INTEGER,
    kind: 'grant',
    request: id,
    state: 'effective',
    from,
    to,
    quantity,
    occupied,
  }
}
