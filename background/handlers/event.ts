// Commands about events and their request lines. A new event and all its lines are one append: all of it or nothing.

import * as v from 'valibot'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { checkRequest } from '../../src/festival/may-act.ts'
import type { EventRow } from '../../src/festival/views.ts'
import type { EntryHash, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval, RequestCreate } from '../../src/operations/operation.ts'
import type { Step } from '../../src/log/publication.ts'
import type { PanelError, PanelParams, PanelResponse, RequestLine } from '../../messages/panel.ts'
import { append, type OwnReceipts } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { elsewhere, placeLines, type PlacedLines } from '../request-places.ts'
import { objectId } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

const MAX_LINES = 100

const lines = v.pipe(v.array(fields<RequestLine>('resource')), v.maxLength(MAX_LINES))
const eventParams: v.GenericSchema<unknown, PanelParams<'event.create'>> = v.pipe(
  fields<PanelParams<'event.create'>>('festival'),
  v.check((params) => v.is(lines, params.lines)),
)

async function create(
  { festival, lines, ...event }: PanelParams<'event.create'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'event.create'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  if (isInverted(event) || lines.some((line) => isInverted(interval(line, event)))) return refused('interval-inverted')
  const placed = await placeLines(context, member.value, lines)
  if (!placed.ok) return placed
  const [here, ...around] = placed.value
  const { persona } = member.value
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkLines(context, placed.value, { author: persona }, event)
      if (!checked.ok) return checked
      const requests = here.lines.map(
        (line): Step =>
          ([created]) =>
            request(line, event, created, at),
      )
      return ok([(): ReturnType<Step> => ({ v: 1, op: 'event.create', at, ...event }), ...requests])
    },
  })
  if (!written.ok) return written
  const [first, ...others] = written.value
  const whole = { festival, id: first.id, author: persona, ...event }
  const requests = new Map(others.map((receipt, index) => [here.lines[index], receipt.id]))
  for (const place of around) {
    const asked = await askIn(context, place, whole, `${id}/${place.membership.festival}`)
    // The event is there; whoever made it sees which lines are missing, and asks again.
    if (!asked.ok) return refused('lines-missing', { reason: asked.error.code })
    for (const [index, line] of place.lines.entries()) requests.set(line, asked.value[index]?.id ?? first.id)
  }
  return ok({ event: first.id, requests: lines.flatMap((line) => requests.get(line) ?? []) })
}

/** Asks for things of one festival in a log of that festival, for an event that is written already. */
function askIn(
  context: HandlerContext,
  place: PlacedLines,
  event: Interval & Pick<EventRow, 'id' | 'festival' | 'title' | 'author' | 'cancelled'>,
  id: string,
): Promise<Result<OwnReceipts, PanelError>> {
  const { persona, festival } = place.membership
  const at = context.clock.now()
  const about = elsewhere(event, festival)
  return append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkLines(context, [place], event, event)
      if (!checked.ok) return checked
      return ok(place.lines.map((line) => () => ({ ...request(line, event, event.id, at), ...about })))
    },
  })
}

async function ask(
  { festival, event: eventId, ...line }: PanelParams<'request.create'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'request.create'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  const event = await context.db.events.get(eventId)
  if (event === undefined || event.festival !== festival) return refused('unknown-event')
  const placed = await placeLines(context, member.value, [line])
  if (!placed.ok) return placed
  const place = placed.value.find(({ lines }) => lines.length > 0) ?? placed.value[0]
  const written = await askIn(context, place, event, id)
  return written.ok ? ok({ request: written.value[0].id }) : written
}

/** Whether all lines may be asked for; each by the persona of the festival that it stands in. */
async function checkLines(
  context: HandlerContext,
  places: readonly PlacedLines[],
  event: Pick<EventRow, 'author' | 'cancelled'>,
  whole: Interval,
): Promise<Result<unknown, PanelError>> {
  for (const { membership, lines } of places) {
    for (const line of lines) {
      const checked = await checkLine(context, membership.persona, event, line, whole)
      if (!checked.ok) return checked
    }
  }
  return ok({})
}

async function checkLine(
  { db }: HandlerContext,
  me: PublicKey,
  event: Pick<EventRow, 'author' | 'cancelled'>,
  line: RequestLine,
  whole: Interval,
): Promise<Result<unknown, PanelError>> {
  const resource = await db.resources.get(line.resource)
  const quantity = line.quantity ?? 1
  const checked = checkRequest({ me, event, resource, interval: interval(line, whole), quantity })
  return checked.ok ? checked : err({ code: checked.error.code, data: { resource: line.resource } })
}

function interval({ from, to }: RequestLine, event: Interval): Interval {
  return { from: from ?? event.from, to: to ?? event.to }
}

function request(line: RequestLine, whole: Interval, event: ObjectId | undefined, at: number): RequestCreate {
  if (event === undefined) throw new TypeError('a request names an event')
  const { resource, quantity, required, message } = line
  return {
    v: 1,
    op: 'request.create',
    at,
    event: event satisfies EntryHash,
    resource,
    ...interval(line, whole),
    ...(quantity === undefined ? {} : { quantity }),
    ...(required === undefined ? {} : { required }),
    ...(message === undefined ? {} : { message }),
  }
}

export const eventHandlers: Handlers<'event.create' | 'request.create'> = {
  'event.create': { params: eventParams, run: create },
  'request.create': {
    params: v.pipe(
      fields<PanelParams<'request.create'>>('festival', 'event', 'resource'),
      v.check((params) => v.is(objectId, params.event)),
    ),
    run: ask,
  },
}
