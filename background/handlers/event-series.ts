// A series of events, each with requests of its own, as one append, and one more in each festival around this one whose
// things it asks for (decision 0017). The panel sends the occurrences that the person saw, so that nothing else is published.

import * as v from 'valibot'
import { toHex } from '../../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { checkRequest } from '../../src/festival/may-act.ts'
import { MAX_OCCURRENCES } from '../../src/festival/occurrences.ts'
import type { Step } from '../../src/log/publication.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval, RequestCreate } from '../../src/operations/operation.ts'
import type { PanelError, PanelParams, PanelResponse, SeriesLine } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { elsewhere, placeLines, type PlacedLines } from '../request-places.ts'
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
  if (intervals.length * (1 + needs.length) > MAX_SERIES_ENTRIES) {
    return refused('series-too-large', { limit: MAX_SERIES_ENTRIES })
  }
  const placed = await placeLines(context, member.value, needs)
  if (!placed.ok) return placed
  const [here, ...around] = placed.value
  const { persona } = member.value
  const at = context.clock.now()
  const perEvent = 1 + here.lines.length
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkLines(context, placed.value, persona, intervals)
      if (!checked.ok) return checked
      const series = toHex(context.random.bytes(SERIES_BYTES))
      return ok(
        intervals.flatMap(({ from, to }, index): Step[] => [
          () => ({ v: 1, op: 'event.create', at, ...event, from, to, series }),
          ...here.lines.map(
            (line): Step =>
              (previous) =>
                request(line, { from, to }, previous[index * perEvent], at),
          ),
        ]),
      )
    },
  })
  if (!written.ok) return written
  const events = written.value.filter((_, index) => index % perEvent === 0).map((receipt) => receipt.id)
  const made = intervals.map((each, index) => ({ ...each, id: events[index] }))
  for (const place of around) {
    const asked = await askAround(context, place, { festival, title: event.title, author: persona, made }, id)
    // The events are there; whoever made them sees which lines are missing, and asks again.
    if (!asked.ok) return refused('lines-missing', { reason: asked.error.code })
  }
  return ok({ events, requests: events.length * needs.length })
}

/** Asks for things of a festival around this one, in a log of that festival: the events are written already. */
function askAround(
  context: HandlerContext,
  place: PlacedLines,
  series: { festival: FestivalId; title: string; author: PublicKey; made: (Interval & { id: ObjectId | undefined })[] },
  id: string,
): Promise<Result<unknown, PanelError>> {
  const { persona, festival } = place.membership
  const at = context.clock.now()
  const about = elsewhere(series, festival)
  return append(context, {
    id: `${id}/${festival}`,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkLines(context, [place], series.author, series.made)
      if (!checked.ok) return checked
      return ok(
        series.made.flatMap(({ from, to, id: event }) =>
          place.lines.map((line) => (): ReturnType<Step> => ({ ...request(line, { from, to }, event, at), ...about })),
        ),
      )
    },
  })
}

/** Whether all lines may be asked for at all times; each by the persona of the festival that it stands in. */
async function checkLines(
  { db }: HandlerContext,
  places: readonly PlacedLines[],
  author: PublicKey,
  intervals: readonly Interval[],
): Promise<Result<unknown, PanelError>> {
  for (const { membership, lines: asked } of places) {
    for (const line of asked) {
      const resource = await db.resources.get(line.resource)
      for (const each of intervals) {
        const ask = {
          me: membership.persona,
          event: { author },
          resource,
          interval: each,
          quantity: line.quantity ?? 1,
        }
        const checked = checkRequest(ask)
        if (!checked.ok) return err({ code: checked.error.code, data: { resource: line.resource } })
      }
    }
  }
  return ok(undefined)
}

function request(
  { resource, quantity, required, message }: SeriesLine,
  { from, to }: Interval,
  event: ObjectId | undefined,
  at: number,
): RequestCreate {
  if (event === undefined) throw new TypeError('a request names an event')
  return {
    v: 1,
    op: 'request.create',
    at,
    event,
    resource,
    from,
    to,
    ...(quantity === undefined ? {} : { quantity }),
    ...(required === undefined ? {} : { required }),
    ...(message === undefined ? {} : { message }),
  }
}

export const seriesHandlers: Handlers<'event.createSeries'> = {
  'event.createSeries': { params: seriesParams, run: createSeries },
}
