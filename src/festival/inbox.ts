// What waits for a person (DESIGN 9): requests for my resources that no policy will answer, each with everything that a
// fair answer needs: what it collides with, who else wants it, how the event stands otherwise.

import type { ObjectId, PublicKey } from '../operations/ids.ts'
import { indexFestival, type FestivalIndex } from './festival-index.ts'
import { homeOrder } from './home.ts'
import { indexIntervals, overlapping, type IntervalIndex } from './interval-index.ts'
import { wouldBeEffective } from './judge-answer.ts'
import type { FestivalRows, InboxItem } from './overview.ts'
import { heldByRequesters, waitingRequests } from './pending.ts'
import { isElsewhere } from './policies/automatic.ts'
import { grantToMove } from './request-standing.ts'
import { intersection } from './timeframe.ts'
import type { AnswerRow, RequestRow, ResourceRow } from './views.ts'
import { waitsForPerson, type LeftReason } from './waits-for-person.ts'

/** Collisions shown per item; bounded, because thousands of requests for one evening would otherwise be squared. */
export const MAX_SHOWN_COLLISIONS = 50

/**
 * Requests that wait for `me` by hand at `now` (UTC ms): all for resources with the policy `manual`; of the others only those
 * that the policy leaves to the owner (too long, too far ahead, too many, …), by rule or by a note in `left`, and those whose
 * automatic grant turned out void. Sorted by time, those already over last. With `only` the items of these requests alone.
 */
export function inbox(
  rows: FestivalRows,
  me: PublicKey,
  now: number,
  left: ReadonlyMap<ObjectId, LeftReason> = new Map(),
  only?: ReadonlySet<ObjectId>,
): InboxItem[] {
  const items = desksOf(rows, me, { now, left }).flatMap((desk) =>
    desk.forPerson.filter(({ id }) => only?.has(id) ?? true).map((request) => itemOf(request, desk)),
  )
  return byTime(items, now)
}

/** A part of an inbox: how many requests wait in all, and those that a page of it shows. */
export interface InboxPart {
  readonly total: number
  readonly shown: readonly RequestRow[]
}

/** Which part: so many of the first, and one that somebody came for, wherever it stands. */
export interface InboxChoice {
  readonly count: number
  readonly about?: ObjectId | undefined
}

/**
 * The first `count` requests of the same inbox, the one that somebody came for, and after them those that want the time of one of these, at most
 * `MAX_SHOWN_COLLISIONS`: who has to choose between two sees both.
 */
export function firstOfInbox(
  rows: FestivalRows,
  me: PublicKey,
  now: number,
  left: ReadonlyMap<ObjectId, LeftReason>,
  { count, about }: InboxChoice,
): InboxPart {
  const waiting = desksOf(rows, me, { now, left }).flatMap((desk) =>
    desk.forPerson.map((request) => ({ request, rivals: desk.rivals })),
  )
  const byId = new Map(waiting.map((each) => [each.request.id, each]))
  const shown = new Map(
    byTime(waiting, now)
      .filter((each, place) => place < count || each.request.id === about)
      .map((each) => [each.request.id, each]),
  )
  const most = shown.size + MAX_SHOWN_COLLISIONS
  // Grows while it is walked: what stands beside one is beside the others too.
  for (const { request, rivals } of shown.values()) {
    for (const { id } of overlapping(rivals, request, MAX_SHOWN_COLLISIONS, (rival) => !shown.has(rival.id))) {
      const beside = byId.get(id)
      if (beside !== undefined && shown.size < most) shown.set(id, beside)
    }
  }
  return { total: waiting.length, shown: [...shown.values()].map(({ request }) => request) }
}

/** Items sorted by time, those already over at `now` last. */
export function byTime<Item extends { readonly request: RequestRow }>(items: readonly Item[], now: number): Item[] {
  const isOver = (item: Item): number => (item.request.to <= now ? 1 : 0)
  return items.toSorted((a, b) => {
    return isOver(a) - isOver(b) || a.request.from - b.request.from || order(a.request, b.request)
  })
}

/** What all items share. */
interface Office {
  readonly now: number
  readonly left: ReadonlyMap<ObjectId, LeftReason>
}

/** What all items of one resource share. */
interface Desk extends Office {
  readonly index: FestivalIndex
  readonly resource: ResourceRow
  readonly inForce: readonly AnswerRow[]
  readonly rivals: IntervalIndex<RequestRow>
  readonly taken: IntervalIndex<AnswerRow>
  /** Requests for it that wait for its owner. */
  readonly forPerson: readonly RequestRow[]
}

function desksOf(rows: FestivalRows, me: PublicKey, office: Office): Desk[] {
  const index = indexFestival(rows)
  return [...rows.resources.values()]
    .filter(({ owner }) => owner === me)
    .map((resource) => deskOf(resource, index, office))
}

function deskOf(resource: ResourceRow, index: FestivalIndex, office: Office): Desk {
  const { now, left } = office
  const waiting = waitingRequests(index, resource, now)
  const held = heldByRequesters(index, resource, now)
  const inForce = index.inForce(resource.id)
  const forPerson = waiting.filter((request) => {
    const heldByRequester = heldBeside(request, held, index)
    return waitsForPerson(request, resource, { heldByRequester, left: left.get(request.id), index, now })
  })
  return {
    ...office,
    index,
    resource,
    inForce,
    rivals: indexIntervals(waiting, (request) => request),
    taken: indexIntervals(inForce, (answer) => answer.occupied),
    forPerson,
  }
}

function itemOf(request: RequestRow, desk: Desk): InboxItem {
  const { index, resource, inForce } = desk
  const event = index.rows.events.get(request.event)
  const moves = grantToMove(index, request)
  const others = moves === undefined ? inForce : inForce.filter(({ id }) => id !== moves.id)
  const isUnseen = resource.policy.kind !== 'manual' && isElsewhere(request, event)
  const left = desk.left.get(request.id) ?? (isUnseen ? 'event-elsewhere' : undefined)
  return {
    request,
    resource,
    ...(event === undefined ? {} : { event }),
    competing: competing(request, desk.rivals, index),
    taken: inItsWay(request, resource, desk.taken, index).filter(({ answer }) => answer.id !== moves?.id),
    ...(moves === undefined ? {} : { moves }),
    available: wouldBeEffective(resource, others, request, request.quantity),
    ...(left === undefined ? {} : { left }),
  }
}

/** What its requester holds, without a grant that this request only moves. */
function heldBeside(request: RequestRow, held: ReadonlyMap<PublicKey, number>, index: FestivalIndex): number {
  return Math.max(0, (held.get(request.author) ?? 0) - (grantToMove(index, request) === undefined ? 0 : 1))
}

function competing(
  request: RequestRow,
  rivals: IntervalIndex<RequestRow>,
  index: FestivalIndex,
): InboxItem['competing'] {
  const others = overlapping(rivals, request, MAX_SHOWN_COLLISIONS, (rival) => rival.id !== request.id)
  return others.sort(order).flatMap((rival) => {
    const overlap = intersection(rival, request)
    const event = index.rows.events.get(rival.event)
    return overlap === undefined ? [] : [{ request: rival, ...(event === undefined ? {} : { event }), overlap }]
  })
}

function inItsWay(
  request: RequestRow,
  resource: ResourceRow,
  taken: IntervalIndex<AnswerRow>,
  index: FestivalIndex,
): InboxItem['taken'] {
  const wanted = { from: request.from - resource.buffer.before, to: request.to + resource.buffer.after }
  const answers = overlapping(taken, wanted, MAX_SHOWN_COLLISIONS)
  return answers
    .sort((a, b) => homeOrder(resource, a, b))
    .flatMap((answer) => {
      const overlap = intersection(answer.occupied, wanted)
      const other = answer.request === undefined ? undefined : index.request(answer.request)
      const event = other === undefined ? undefined : index.rows.events.get(other.event)
      const names = { ...(other === undefined ? {} : { request: other }), ...(event === undefined ? {} : { event }) }
      return overlap === undefined ? [] : [{ answer, ...names, overlap }]
    })
}

/** Order of arrival, the same for equal arrivals. */
function order(a: RequestRow, b: RequestRow): number {
  return a.arrival - b.arrival || (a.id < b.id ? -1 : 1)
}
