// Checks a lottery from outside (DESIGN 5.4, decision 0012): anybody who holds the resource, the requests for it and the
// owner's answers computes the order that the nonce gives, and whether the grants followed it. What can not be seen from
// here: requests that the owner made up or never let in, and when a request really reached the owner (docs/security.md).

import { compareBytes, fromHex } from '../bamboo/bytes.ts'
import type { ObjectId } from '../operations/ids.ts'
import { commitmentOf, isInTime, lotOf, NONCE_LENGTH } from './draw.ts'
import { homeOrder } from './home.ts'
import { judgeAnswer, type Bookable } from './judge-answer.ts'
import { isAnswerTo } from './request-state.ts'
import type { AnswerRow, RequestRow, ResourceRow } from './views.ts'

/** Requests whose order is computed; more than that are not looked at, because anybody can write thousands. */
export const MAX_DRAWN = 10_000
/** Comparisons of a request with an answer that one check makes at most. */
const MAX_COMPARISONS = 2_000_000

/**
 * `in-order`: it had its turn, or nobody behind it was served while it would have fitted · `passed-over`: somebody behind it was ·
 * `late`: by its own words it came after the end · `commitment-changed`: the owner changed the policy after it was made ·
 * `not-shown`: no answer shows a nonce yet · `other-nonce`: the nonce that was shown is not the one that was committed to ·
 * `not-checked`: too much to look at.
 */
export type DrawVerdict =
  | 'in-order'
  | 'passed-over'
  | 'late'
  | 'commitment-changed'
  | 'not-shown'
  | 'other-nonce'
  | 'not-checked'

/** `place` is 1 for the first; absent when the request took no part or no order is known. */
export interface DrawnRequest {
  readonly verdict: DrawVerdict
  readonly place?: number
}

export interface DrawCheck {
  /** Requests in the order. */
  readonly drawn: number
  readonly requests: ReadonlyMap<ObjectId, DrawnRequest>
}

/**
 * Checks the lottery of a resource; undefined when its policy is no lottery. Of `requests` and `answers`, which may hold
 * others too, only those for the resource count. Capacity and buffers are those that each answer was given under.
 */
export function checkDraw(
  resource: ResourceRow,
  requests: Iterable<RequestRow>,
  answers: Iterable<AnswerRow>,
): DrawCheck | undefined {
  const { policy, policyChangedAt = -1 } = resource
  if (policy.kind !== 'lottery') return undefined
  const asked = new Map([...requests].filter((row) => row.resource === resource.id).map((row) => [row.id, row]))
  const given = ownersAnswers(resource, asked, answers)
  const shown = shownNonce(given, policy.commitment)
  const verdicts = new Map<ObjectId, DrawnRequest>()
  const taking: RequestRow[] = []
  for (const request of asked.values()) {
    const outside =
      standsOutside(request, policy.until, policyChangedAt) ?? (typeof shown === 'string' ? shown : undefined)
    if (outside === undefined) taking.push(request)
    else verdicts.set(request.id, { verdict: outside })
  }
  if (typeof shown === 'string') return { drawn: 0, requests: verdicts }
  if (taking.length > MAX_DRAWN) {
    for (const { id } of taking) verdicts.set(id, { verdict: 'not-checked' })
    return { drawn: taking.length, requests: verdicts }
  }
  const order = inOrder(shown, taking)
  const passedOver = whoWasPassedOver(resource, order, given, movedAway([...asked.values()]))
  for (const [index, { id }] of order.entries()) {
    const verdict = passedOver === undefined ? 'not-checked' : passedOver.has(id) ? 'passed-over' : 'in-order'
    verdicts.set(id, { verdict, place: index + 1 })
  }
  return { drawn: order.length, requests: verdicts }
}

function standsOutside(request: RequestRow, until: number, changedAt: number): DrawVerdict | undefined {
  if (request.at < changedAt) return 'commitment-changed'
  return isInTime(request, until) ? undefined : 'late'
}

/** The owner's words about these requests and their own uses of the resource, in the order of its home, without void ones. */
function ownersAnswers(
  resource: ResourceRow,
  asked: ReadonlyMap<ObjectId, RequestRow>,
  answers: Iterable<AnswerRow>,
): AnswerRow[] {
  const counts = (answer: AnswerRow): boolean => {
    if (answer.state === 'void') return false
    const request = answer.request === undefined ? undefined : asked.get(answer.request)
    return answer.resource === resource.id || (request !== undefined && isAnswerTo(answer, request, resource))
  }
  return [...answers].filter(counts).sort((a, b) => homeOrder(resource, a, b))
}

function shownNonce(answers: readonly AnswerRow[], commitment: string): Uint8Array | 'not-shown' | 'other-nonce' {
  const shown = new Set(answers.flatMap(({ by, draw }) => (by === 'lottery' && draw !== undefined ? [draw] : [])))
  for (const text of shown) {
    const nonce = fromHex(text)
    if (nonce?.length === NONCE_LENGTH && commitmentOf(nonce) === commitment) return nonce
  }
  return shown.size === 0 ? 'not-shown' : 'other-nonce'
}

function inOrder(nonce: Uint8Array, requests: readonly RequestRow[]): RequestRow[] {
  const lots = requests.map((request) => ({ request, lot: lotOf(nonce, request.id) }))
  return lots.sort((a, b) => compareBytes(a.lot, b.lot)).map(({ request }) => request)
}

/** Requests that would have fitted when somebody behind them was served; undefined when that is too much to look at. */
function whoWasPassedOver(
  resource: ResourceRow,
  order: readonly RequestRow[],
  given: readonly AnswerRow[],
  moved: ReadonlySet<ObjectId>,
): Set<ObjectId> | undefined {
  const places = new Map(order.map((request, index) => [request.id, index]))
  const passedOver = new Set<ObjectId>()
  const answered = new Set<ObjectId>()
  let comparisons = 0
  for (const [index, answer] of given.entries()) {
    if (answer.kind === 'grant' && answer.by === 'lottery' && answer.request !== undefined) {
      const before = inForceAt(given.slice(0, index), answer)
      const ahead = order.slice(0, places.get(answer.request) ?? order.length)
      comparisons += ahead.length * (before.length + 1) + index
      if (comparisons > MAX_COMPARISONS) return undefined
      const bookable = boundsAt(resource, answer.at)
      for (const request of ahead) {
        const hadItsTurn = answered.has(request.id) || moved.has(request.id) || isGone(request, answer.at)
        if (!hadItsTurn && fits(bookable, before, request)) passedOver.add(request.id)
      }
    }
    if (answer.request !== undefined) answered.add(answer.request)
  }
  return passedOver
}

/** Requests in whose place their author asked for something else. */
function movedAway(requests: readonly RequestRow[]): Set<ObjectId> {
  const authors = new Map(requests.map(({ id, author }) => [id, author]))
  const moved = requests.flatMap(({ supersedes, author }) =>
    supersedes !== undefined && authors.get(supersedes) === author ? [supersedes] : [],
  )
  return new Set(moved)
}

/** Of the answers before another one, those in force then. Both times are of the owner's clock; in doubt, in force. */
function inForceAt(before: readonly AnswerRow[], { at }: AnswerRow): AnswerRow[] {
  return before.filter(({ kind, ended }) => kind !== 'deny' && (ended === undefined || ended.at >= at)).map(asInForce)
}

function asInForce(answer: AnswerRow): AnswerRow {
  return { ...answer, state: 'effective' }
}

function isGone({ withdrawn, expires }: RequestRow, at: number): boolean {
  return withdrawn !== undefined || (expires !== undefined && expires <= at)
}

/** What could be given away at a time of the owner's clock, as far as it is known. */
function boundsAt({ were = [], capacity, buffer }: ResourceRow, at: number): Bookable {
  return were.find(({ until }) => at < until) ?? { capacity, buffer }
}

function fits(bookable: Bookable, answers: readonly AnswerRow[], request: RequestRow): boolean {
  const { id, from, to, quantity } = request
  return judgeAnswer(bookable, answers, { request: id, from, to, quantity }).effective
}
