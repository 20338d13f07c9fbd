// A series of events, each with requests of its own, as one append (decision 0017). The panel sends the occurrences that
// the person saw, so that nothing else is published.

import * as v from 'valibot'
import { toHex } from '../../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { checkRequest } from '../../src/festival/may-act.ts'
import { MAX_OCCURRENCES } from '../../src/festival/occurrences.ts'
import type { Step } from '../../src/log/publication.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import type { PanelError, PanelParams, PanelResponse, SeriesLine } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

/** Entries that one series may write: a twentieth of what others keep of an author. */
export const MAX_SERIES_ENTRIES = 500
/** Random bytes of the id that its events share. */
const SERIES_BYTES = 16

type SeriesParams = PanelParams<'event.createSeries'>

const interval = v.strictObject({ from: v.number(), to: v.number() })
const occurrences = v.pipe(v.array(interval), v.minLength(1), v.maxLength(MAX_OCCURRENCES))
const lines = v.pipe(v.array(fields<SeriesLine>('resource')), v.maxLength(MAX_SERIES_ENTRIES))

const seriesParams: v.GenericSchema<unknown, SeriesParams> = v.pipe(
  fields<SeriesParams>('festival'),
  v.check((params) => v.is(occurrences, params.occurrences) && v.is(lines, params.lines)),
)

async function createSeries(
  { festival, occurrences: intervals, lines: needs, ...event }: SeriesParams,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'event.createSeries'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  if (intervals.some(isInverted)) return refused('interval-inverted')
  const perEvent = 1 + needs.length
  if (intervals.length * perEvent > MAX_SERIES_ENTRIES) {
    return refused('series-too-large', { limit: MAX_SERIES_ENTRIES })
  }
  const { persona } = member.value
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkLines(context, persona, needs, intervals)
      if (!checked.ok) return checked
      const series = toHex(context.random.bytes(SERIES_BYTES))
      return ok(
        intervals.flatMap(({ from, to }, index): Step[] => [
          () => ({ v: 1, op: 'event.create', at, ...event, from, to, series }),
          ...needs.map(
            (line): Step =>
              (previous) =>
                request(line, { from, to }, previous[index * perEvent], at),
          ),
        ]),
      )
    },
  })
  if (!written.ok) return written
  const events = written.value.filter((_, index) => index % perEvent === 0)
  return ok({ events: events.map((receipt) => receipt.id), requests: written.value.length - events.length })
}

async function checkLines(
  { db }: HandlerContext,
  me: PublicKey,
  needs: readonly SeriesLine[],
  intervals: readonly Interval[],
): Promise<Result<unknown, PanelError>> {
  for (const line of needs) {
    const resource = await db.resources.get(line.resource)
    for (const each of intervals) {
      const ask = { me, event: { author: me }, resource, interval: each, quantity: line.quantity ?? 1 }
      const checked = checkRequest(ask)
      if (!checked.ok) return err({ code: checked.error.code, data: { resource: line.resource } })
    }
  }
  return ok(undefined)
}

function request(
  { resource, quantity, required, message }: SeriesLine,
  interval: Interval,
  event: Parameters<Step>[0][number] | undefined,
  at: number,
): ReturnType<Step> {
  if (event === undefined) throw new TypeError('a request names an event')
  return {
    v: 1,
    op: 'request.create',
    at,
    event,
    resource,
    ...interval,
    ...(quantity === undefined ? {} : { quantity }),
    ...(required === undefined ? {} : { required }),
    ...(message === undefined ? {} : { message }),
  }
}

export const seriesHandlers: Handlers<'event.createSeries'> = {
  'event.createSeries': { params: seriesParams, run: createSeries },
}
