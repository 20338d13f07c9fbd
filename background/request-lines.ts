// Request lines on their way into the log: what is checked about each, and the entries that one becomes.

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { checkRequest } from '../src/festival/may-act.ts'
import { checkPlace } from '../src/festival/may-change.ts'
import type { EventRow, RequestRow } from '../src/festival/views.ts'
import type { Step } from '../src/log/publication.ts'
import type { EntryHash, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { Interval, RequestCreate } from '../src/operations/operation.ts'
import type { PanelError, RequestLine } from '../messages/panel.ts'
import type { Context } from './context.ts'
import type { Elsewhere } from './request-places.ts'

/** The interval of a line: its own, or the event's. */
export function intervalOf({ from, to }: Partial<Interval>, event: Interval): Interval {
  return { from: from ?? event.from, to: to ?? event.to }
}

/** Whether `me` may ask for a line and all its alternatives; the refusal names the resource. */
export async function checkLine(
  context: Pick<Context, 'db'>,
  me: PublicKey,
  event: Pick<EventRow, 'author' | 'cancelled'> & { readonly id?: ObjectId },
  line: RequestLine,
  whole: Interval,
): Promise<Result<unknown, PanelError>> {
  const interval = intervalOf(line, whole)
  const first = await context.db.resources.get(line.resource)
  for (const { resource: id, quantity = 1 } of [line, ...(line.or ?? [])]) {
    const row = await context.db.resources.get(id)
    // All alternatives of a line are asked for in one log, so they must be of one festival.
    const resource = row?.festival === first?.festival ? row : undefined
    const checked = checkRequest({ me, event, resource, interval, quantity })
    if (!checked.ok) return err({ code: checked.error.code, data: { resource: id } })
  }
  return placeOf(context, me, event.id, line)
}

async function placeOf(
  { db }: Pick<Context, 'db'>,
  me: PublicKey,
  event: ObjectId | undefined,
  { resource, supersedes, alternativeTo }: RequestLine,
): Promise<Result<unknown, PanelError>> {
  if (supersedes === undefined && alternativeTo === undefined) return ok({})
  // A new event has no requests that a line could name.
  if (event === undefined) return err({ code: 'unknown-request' })
  const ofEvent = await db.requests.where('event').equals(event).toArray()
  const find = (id: ObjectId): RequestRow | undefined => ofEvent.find((row) => row.id === id)
  const later = ofEvent.filter((row) => row.supersedes === supersedes)
  return checkPlace(
    { author: me, event, resource },
    {
      ...(supersedes === undefined ? {} : { earlier: { row: find(supersedes), later } }),
      ...(alternativeTo === undefined ? {} : { first: { row: find(alternativeTo) } }),
    },
  )
}

/** What a line says, without its interval and what it is for. */
type Said = Omit<RequestLine, 'from' | 'to' | 'or'> & Elsewhere

/** The operation that asks for a line. */
export function requestOperation(said: Said, { from, to }: Interval, event: ObjectId, at: number): RequestCreate {
  const { resource, ...others } = said
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  return { v: 1, op: 'request.create', at, event, resource, from, to, ...given }
}

/** What a request said before, and that the new one goes on with its line. An end that has passed is not taken over. */
export function askedAgain(request: RequestRow, now: number): Said {
  const { id, resource, quantity, required, message, alternativeTo, expires, eventFestival, eventTitle } = request
  return {
    resource,
    quantity,
    required,
    supersedes: id,
    ...(message === undefined ? {} : { message }),
    ...(alternativeTo === undefined ? {} : { alternativeTo }),
    ...(expires === undefined || expires <= now ? {} : { expires }),
    ...(eventFestival === undefined ? {} : { eventFestival }),
    ...(eventTitle === undefined ? {} : { eventTitle }),
  }
}

/**
 * The steps of a line: the request, then one for each alternative, which names the first. `first` is the place of the line's
 * first step in the append; `eventOf` finds the event among the entries before it; `about` is for an event in another festival.
 */
export function lineSteps(
  { or = [], from, to, ...line }: RequestLine,
  {
    whole,
    at,
    first,
    eventOf,
    about = {},
  }: {
    readonly whole: Interval
    readonly at: number
    readonly first: number
    readonly eventOf: (previous: readonly EntryHash[]) => ObjectId | undefined
    readonly about?: Elsewhere
  },
): Step[] {
  const interval = intervalOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }, whole)
  const step =
    (said: (previous: readonly EntryHash[]) => Said): Step =>
    (previous) => {
      const event = eventOf(previous)
      if (event === undefined) throw new TypeError('a request names an event')
      return requestOperation({ ...said(previous), ...about }, interval, event, at)
    }
  const alternatives = or.map((other): Step => {
    return step((previous) => {
      const named = line.alternativeTo ?? previous[first]
      const { required, expires } = line
      return {
        ...other,
        ...(required === undefined ? {} : { required }),
        ...(expires === undefined ? {} : { expires }),
        ...(named === undefined ? {} : { alternativeTo: named }),
      }
    })
  })
  return [step(() => line), ...alternatives]
}
