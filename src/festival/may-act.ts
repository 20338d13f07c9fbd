// What the wallet checks before it builds an operation (DESIGN 5.2): readers would ignore or void the entry anyway, and an
// entry can not be taken back. Pure on the rows that the wallet holds.

import { err, ok, type Result } from '../bamboo/result.ts'
import type { EntryHash, PublicKey } from '../operations/ids.ts'
import type { Interval } from '../operations/operation.ts'
import { judgeAnswer } from './judge-answer.ts'
import { isSuperseded } from './request-chain.ts'
import { covers, keptGrant, ownersAnswers } from './request-state.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'

/** Why the wallet does not build the operation. A panel has a sentence for each. */
export type ActErrorCode =
  | 'unknown-event'
  | 'unknown-resource'
  | 'unknown-request'
  | 'not-your-event'
  | 'not-your-resource'
  | 'already-answered'
  | 'not-available'
  | 'retired'
  | 'cancelled'
  | 'superseded'
  | 'interval-inverted'

export interface ActError {
  readonly code: ActErrorCode
}

/** Whether an interval can be written at all. */
export function checkInterval(interval: Interval): Result<Interval, ActError> {
  return interval.from < interval.to ? ok(interval) : err({ code: 'interval-inverted' })
}

/**
 * Whether `me` may ask for a resource. That it is taken is no reason to refuse: the request waits in line. That it has less
 * than the quantity at all is one.
 */
export function checkRequest<Event extends Pick<EventRow, 'author' | 'cancelled'>>(ask: {
  readonly me: PublicKey
  /** The row, or what will be true of an event that is published together with the request. */
  readonly event: Event | undefined
  readonly resource: ResourceRow | undefined
  readonly interval: Interval
  readonly quantity?: number
}): Result<{ event: Event; resource: ResourceRow }, ActError> {
  const { me, event, resource } = ask
  if (event === undefined) return err({ code: 'unknown-event' })
  if (event.author !== me) return err({ code: 'not-your-event' })
  if (event.cancelled !== undefined) return err({ code: 'cancelled' })
  if (resource === undefined) return err({ code: 'unknown-resource' })
  if (resource.retired !== undefined) return err({ code: 'retired' })
  const interval = checkInterval(ask.interval)
  if (!interval.ok) return interval
  return (ask.quantity ?? 1) <= resource.capacity ? ok({ event, resource }) : err({ code: 'not-available' })
}

/** A request that may be answered, and the grant of its line's old time that a grant moves. */
export interface Answerable {
  readonly request: RequestRow
  readonly resource: ResourceRow
  readonly replaces?: EntryHash
}

/**
 * Whether `me` may answer a request. A denial is not final, a grant can follow it; after an effective grant only its
 * revocation makes sense. `answers` are those of the resource and those that name the request; `earlier` and `later` are as in
 * `RequestContext`.
 */
export function checkAnswer(ask: {
  readonly me: PublicKey
  readonly decision: 'grant' | 'deny'
  readonly request: RequestRow | undefined
  readonly resource: ResourceRow | undefined
  readonly event?: EventRow | undefined
  readonly answers: readonly AnswerRow[]
  readonly earlier?: readonly RequestRow[]
  readonly later?: readonly RequestRow[]
}): Result<Answerable, ActError> {
  const { me, request, resource, event, decision, earlier = [], later = [] } = ask
  // Somebody else's request for an event is ignored by everybody, so there is nothing to answer.
  if (request === undefined || (event !== undefined && event.author !== request.author)) {
    return err({ code: 'unknown-request' })
  }
  if (resource === undefined || resource.id !== request.resource) return err({ code: 'unknown-resource' })
  if (resource.owner !== me) return err({ code: 'not-your-resource' })
  if (isSuperseded(request, later)) return err({ code: 'superseded' })
  const given = ownersAnswers(request, resource, ask.answers)
  const isGranted = given.some((answer) => answer.kind === 'grant' && answer.state === 'effective')
  const isDenied = given.at(-1)?.kind === 'deny'
  if (isGranted || (decision === 'deny' && isDenied)) return err({ code: 'already-answered' })
  if (decision === 'deny') return ok({ request, resource })
  if (request.withdrawn !== undefined || event?.cancelled !== undefined) return err({ code: 'cancelled' })
  const kept = keptGrant(earlier, resource, ask.answers)
  if (kept !== undefined && covers(kept, request)) return err({ code: 'already-answered' })
  return checkGrant(request, resource, ask.answers, kept)
}

function checkGrant(
  request: RequestRow,
  resource: ResourceRow,
  answers: readonly AnswerRow[],
  kept: AnswerRow | undefined,
): Result<Answerable, ActError> {
  const ofResource = answers.filter((answer) => answer.resource === resource.id)
  const { from, to, quantity, id } = request
  const replaces = kept === undefined ? {} : { replaces: kept.id }
  const verdict = judgeAnswer(resource, ofResource, { from, to, quantity, request: id, ...replaces })
  if (verdict.effective) return ok({ request, resource, ...replaces })
  return err({ code: verdict.code === 'retired' ? 'retired' : 'not-available' })
}
