// One round of automatic decisions (DESIGN 5.4): asks the policy of each resource of one owner about each request that
// nobody answered. A policy that throws, hangs or talks nonsense leaves its request pending and says so.

import { compareBytes } from '../../bamboo/bytes.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { indexFestival, type FestivalIndex } from '../festival-index.ts'
import { judgeAnswer } from '../judge-answer.ts'
import type { FestivalRows } from '../overview.ts'
import { heldByRequesters, waitingRequests, wasAnswered } from '../pending.ts'
import { grantToMove } from '../request-standing.ts'
import type { RequestRow, ResourceRow } from '../views.ts'
import type { Decision, GivenAnswer, Policy, PolicyContext, PolicyKind } from './policy.ts'

/** What a round needs from outside. */
export interface Desk {
  readonly policies: ReadonlyMap<PolicyKind, Policy>
  /** UTC ms. */
  readonly now: number
  /** The festival's IANA zone; absent while its first entry has not arrived. */
  readonly zone?: string
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
 * are not asked about again. A grant that would be void becomes `wait`.
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
  const pending = inServingOrder(
    waitingRequests(index, resource, desk.now).filter((request) => !wasAnswered(index, request, resource)),
    desk,
  )
  let answers: readonly GivenAnswer[] = index.inForce(resource.id)
  const held = heldByRequesters(index, resource, desk.now)
  const decisions: PendingDecision[] = []
  for (const request of pending) {
    const event = index.rows.events.get(request.event)
    // A grant of the line's old time would be moved: it is in nobody's way and not one more.
    const moved = grantToMove(index, request)
    const others = moved === undefined ? answers : answers.filter(({ id }) => id !== moved.id)
    const heldByRequester = Math.max(0, (held.get(request.author) ?? 0) - (moved === undefined ? 0 : 1))
    const decision = await decideOne(desk, {
      resource,
      request,
      ...(event === undefined ? {} : { event }),
      answers: [...others],
      pending,
      heldByRequester,
      now: desk.now,
      ...(desk.zone === undefined ? {} : { zone: desk.zone }),
    })
    decisions.push({ request, resource, decision })
    if (decision.kind !== 'grant') continue
    answers = [...others, provisional(request, resource)]
    held.set(request.author, heldByRequester + 1)
  }
  return decisions
}

function inServingOrder(requests: readonly RequestRow[], desk: Desk): RequestRow[] {
  const keyed = requests.map((request) => ({ request, key: desk.tieBreak(request.id) }))
  keyed.sort((a, b) => a.request.arrival - b.request.arrival || compareBytes(a.key, b.key))
  return keyed.map(({ request }) => request)
}

async function decideOne(desk: Desk, context: PolicyContext): Promise<Decision> {
  const policy = desk.policies.get(context.resource.policy.kind)
  if (policy === undefined) return { kind: 'ask', reason: 'no-policy' }
  try {
    // Called inside a promise, so that what it throws is a rejection like any other.
    const decision: unknown = await desk.withDeadline(Promise.resolve().then(() => policy.decide(context)))
    if (!isDecision(decision)) return { kind: 'wait', reason: 'policy-failed' }
    return decision.kind === 'grant' && !fits(context) ? { kind: 'wait', reason: 'taken' } : decision
  } catch {
    return { kind: 'wait', reason: 'policy-failed' }
  }
}

function isDecision(value: unknown): value is Decision {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  return value.kind === 'grant' || value.kind === 'deny' || value.kind === 'ask' || value.kind === 'wait'
}

function fits({ resource, request, answers }: PolicyContext): boolean {
  const { from, to, quantity, id } = request
  return judgeAnswer(resource, answers, { from, to, quantity, request: id }).effective
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
