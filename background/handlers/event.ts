// Commands that make events and ask for things. A new event and all its lines in its festival are one append: all of it or
// nothing.

import * as v from 'valibot'
import { ok, type Result } from '../../src/bamboo/result.ts'
import type { EventRow } from '../../src/festival/views.ts'
import type { Step } from '../../src/log/publication.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import type { PanelError, PanelParams, PanelResponse, RequestLine } from '../../messages/panel.ts'
import { append, type OwnReceipts } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { asMaker, memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { checkLine, intervalOf, lineSteps } from '../request-lines.ts'
import { elsewhere, placeLines, type PlacedLines } from '../request-places.ts'
import { objectId } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

const MAX_LINES = 100
const MAX_ALTERNATIVES = 10

const alternatives = v.pipe(v.array(fields<{ resource: string }>('resource')), v.maxLength(MAX_ALTERNATIVES))
const areAlternatives = ({ or }: RequestLine): boolean => or === undefined || v.is(alternatives, or)
const lines = v.pipe(v.array(v.pipe(fields<RequestLine>('resource'), v.check(areAlternatives))), v.maxLength(MAX_LINES))
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
  if (isInverted(event) || lines.some((line) => isInverted(intervalOf(line, event)))) {
    return refused('interval-inverted')
  }
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
      const steps: Step[] = [() => ({ v: 1, op: 'event.create', at, ...event })]
      for (const line of here.lines) {
        steps.push(...lineSteps(line, { whole: event, at, first: steps.length, eventOf: ([created]) => created }))
      }
      return ok(steps)
    },
  })
  if (!written.ok) return written
  const [first, ...others] = written.value
  const whole = { festival, id: first.id, author: persona, ...event }
  const requests = requestsOf(here.lines, others)
  for (const place of around) {
    const asked = await askIn(context, place, whole, `${id}/${place.membership.festival}`)
    // The event is there; whoever made it sees which lines are missing, and asks again.
    if (!asked.ok) return refused('lines-missing', { reason: asked.error.code })
    for (const [line, ids] of requestsOf(place.lines, asked.value)) requests.set(line, ids)
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
  return append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      // As it is now: it may have moved or been cancelled while others were writing.
      const current = (await context.db.events.get(event.id)) ?? event
      const checked = await checkLines(context, [place], current, current)
      if (!checked.ok) return checked
      const about = elsewhere(current, festival)
      const steps: Step[] = []
      for (const line of place.lines) {
        steps.push(...lineSteps(line, { whole: current, at, first: steps.length, eventOf: () => event.id, about }))
      }
      return ok(steps)
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
  const placed = await placeLines(context, asMaker(member.value, event.author), [line])
  if (!placed.ok) return placed
  const place = placed.value.find((each) => each.lines.length > 0) ?? placed.value[0]
  const written = await askIn(context, place, event, id)
  if (!written.ok) return written
  const [first, ...others] = written.value
  return ok({ request: first.id, others: others.map((receipt) => receipt.id) })
}

/** Whether all lines may be asked for; each by the persona of the festival that it stands in. */
async function checkLines(
  context: HandlerContext,
  places: readonly PlacedLines[],
  event: Pick<EventRow, 'author' | 'cancelled'> & { readonly id?: ObjectId },
  whole: Interval,
): Promise<Result<unknown, PanelError>> {
  for (const place of places) {
    for (const line of place.lines) {
      const checked = await checkLine(context, place.membership.persona, event, line, whole)
      if (!checked.ok) return checked
    }
  }
  return ok({})
}

/** The requests that each line became: its own and those of its alternatives. */
function requestsOf(
  lines: readonly RequestLine[],
  receipts: readonly { readonly id: ObjectId }[],
): Map<RequestLine, ObjectId[]> {
  const requests = new Map<RequestLine, ObjectId[]>()
  let first = 0
  for (const line of lines) {
    const count = 1 + (line.or?.length ?? 0)
    requests.set(
      line,
      receipts.slice(first, first + count).map(({ id }) => id),
    )
    first += count
  }
  return requests
}

export const eventHandlers: Handlers<'event.create' | 'request.create'> = {
  'event.create': { params: eventParams, run: create },
  'request.create': {
    params: v.pipe(
      fields<PanelParams<'request.create'>>('festival', 'event', 'resource'),
      v.check((params) => v.is(objectId, params.event) && areAlternatives(params)),
    ),
    run: ask,
  },
}
