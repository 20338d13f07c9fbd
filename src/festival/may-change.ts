// What the wallet checks before it changes or ends something of its own (DESIGN 5.2, 5.5). Pure on the rows that it holds; like
// `may-act.ts`, which is about asking and answering.

import { err, ok, type Result } from '../bamboo/result.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { Interval } from '../operations/operation.ts'
import { judgeAnswer } from './judge-answer.ts'
import { checkInterval, type ActErrorCode } from './may-act.ts'
import { continuesLine } from './request-chain.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'

/** Why the wallet does not build the operation. A panel has a sentence for each. */
export type ChangeErrorCode = ActErrorCode | 'unknown-answer' | 'already-ended' | 'already-withdrawn'

export interface ChangeError {
  readonly code: ChangeErrorCode
}

/** Whether `me` may change an event, and to what time; without a time in `set` it keeps its own. */
export function checkEventChange(
  me: PublicKey,
  event: EventRow | undefined,
  set: Partial<Interval> = {},
): Result<{ event: EventRow; interval: Interval }, ChangeError> {
  if (event === undefined) return err({ code: 'unknown-event' })
  if (event.author !== me) return err({ code: 'not-your-event' })
  if (event.cancelled !== undefined) return err({ code: 'cancelled' })
  const interval = checkInterval({ from: set.from ?? event.from, to: set.to ?? event.to })
  return interval.ok ? ok({ event, interval: interval.value }) : interval
}

/** Whether `me` may withdraw a request. */
export function checkWithdrawal(me: PublicKey, request: RequestRow | undefined): Result<RequestRow, ChangeError> {
  if (request === undefined || request.author !== me) return err({ code: 'unknown-request' })
  return request.withdrawn === undefined ? ok(request) : err({ code: 'already-withdrawn' })
}

/**
 * Whether a new request may take the place of `earlier`, or be an alternative to `first`; both are undefined when nothing is
 * known of what was named. `later` are the requests that name `earlier` in `supersedes`.
 */
export function checkPlace(
  request: Pick<RequestRow, 'author' | 'event' | 'resource'>,
  named: {
    readonly earlier?: { readonly row: RequestRow | undefined; readonly later: readonly RequestRow[] }
    readonly first?: { readonly row: RequestRow | undefined }
  },
): Result<unknown, ChangeError> {
  const { earlier, first } = named
  if (earlier !== undefined) {
    const { row } = earlier
    if (row === undefined || !isSameLine(row, request)) return err({ code: 'unknown-request' })
    if (row.withdrawn !== undefined) return err({ code: 'already-withdrawn' })
    const isTaken = earlier.later.some((other) => other.withdrawn === undefined && continuesLine(other, row))
    if (isTaken) return err({ code: 'superseded' })
  }
  if (first === undefined) return ok({})
  const isOfEvent = first.row?.author === request.author && first.row.event === request.event
  return isOfEvent ? ok({}) : err({ code: 'unknown-request' })
}

function isSameLine(row: RequestRow, request: Pick<RequestRow, 'author' | 'event' | 'resource'>): boolean {
  return row.author === request.author && row.event === request.event && row.resource === request.resource
}

/** Whether `me` may end a grant or a hold: only what is in force can end. */
export function checkEnding(
  me: PublicKey,
  answer: AnswerRow | undefined,
  resource: ResourceRow | undefined,
): Result<{ answer: AnswerRow; resource: ResourceRow }, ChangeError> {
  if (answer === undefined || answer.kind === 'deny') return err({ code: 'unknown-answer' })
  if (resource === undefined || resource.id !== answer.resource) return err({ code: 'unknown-resource' })
  if (resource.owner !== me) return err({ code: 'not-your-resource' })
  return answer.state === 'effective' ? ok({ answer, resource }) : err({ code: 'already-ended' })
}

/** Whether `me` may change or retire a resource. */
export function checkResourceChange(
  me: PublicKey,
  resource: ResourceRow | undefined,
): Result<ResourceRow, ChangeError> {
  if (resource === undefined) return err({ code: 'unknown-resource' })
  if (resource.owner !== me) return err({ code: 'not-your-resource' })
  return resource.retired === undefined ? ok(resource) : err({ code: 'retired' })
}

/** Whether `me` may take a resource for own use: a hold that would be void is not written. `answers` are the resource's. */
export function checkHold(
  me: PublicKey,
  resource: ResourceRow | undefined,
  answers: readonly AnswerRow[],
  wanted: Interval & { readonly quantity: number },
): Result<ResourceRow, ChangeError> {
  const checked = checkResourceChange(me, resource)
  if (!checked.ok) return checked
  const interval = checkInterval(wanted)
  if (!interval.ok) return interval
  const { from, to, quantity } = wanted
  return judgeAnswer(resource, answers, { from, to, quantity }).effective ? checked : err({ code: 'not-available' })
}

/** The promises to others that end with a resource that is retired at `now` (UTC ms): grants that are not over. */
export function grantsToRevoke(answers: Iterable<AnswerRow>, now: number): AnswerRow[] {
  return [...answers].filter(({ kind, state, to }) => kind === 'grant' && state === 'effective' && to > now)
}
