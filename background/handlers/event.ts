// Commands about events and their request lines. A new event and all its lines are one append: all of it or nothing.

import * as v from 'valibot'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { checkRequest } from '../../src/festival/may-act.ts'
import type { EventRow } from '../../src/festival/views.ts'
import type { EntryHash, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval, RequestCreate } from '../../src/operations/operation.ts'
import type { Step } from '../../src/log/publication.ts'
import type { PanelError, PanelParams, PanelResponse, RequestLine } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
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
  const { persona } = member.value
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      for (const line of lines) {
        const checked = await checkLine(context, persona, { author: persona }, line, event)
        if (!checked.ok) return checked
      }
      const requests = lines.map(
        (line): Step =>
          ([created]) =>
            request(line, event, created, at),
      )
      return ok([(): ReturnType<Step> => ({ v: 1, op: 'event.create', at, ...event }), ...requests])
    },
  })
  if (!written.ok) return written
  const [first, ...others] = written.value
  return ok({ event: first.id, requests: others.map((receipt) => receipt.id) })
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
  const { persona } = member.value
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkLine(context, persona, event, line, event)
      return checked.ok ? ok([() => request(line, event, eventId, at)]) : checked
    },
  })
  return written.ok ? ok({ request: written.value[0].id }) : written
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
