// Commands about my events and requests after they were made (DESIGN 5.5): change and move, cancel, withdraw. A move and the
// requests that it makes necessary are one append, so that nobody ever sees one without the other for long.

import * as v from 'valibot'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { otherPlace } from '../other-place.ts'
import { checkEventChange, checkWithdrawal } from '../../src/festival/may-change.ts'
import { linesToAskAgain, type Reasked } from '../../src/festival/moved-line.ts'
import type { EventLine } from '../../src/festival/overview.ts'
import type { EventRow } from '../../src/festival/views.ts'
import type { Step } from '../../src/log/publication.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import type { OwnReceipts } from '../append.ts'
import { readEventLines, readLine } from '../event-lines.ts'
import { finishElsewhere, finishNoted, noteCancellation, noteMove } from '../lines-elsewhere.ts'
import { changeOwn } from '../own-change.ts'
import { refused } from '../panel-errors.ts'
import { unready } from '../readiness.ts'
import { askedAgain, requestOperation } from '../request-lines.ts'
import { objectId, text } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

const reason = v.exactOptional(text(2000))
const otherPlaceParams = v.optional(v.strictObject({ resource: objectId, instead: v.exactOptional(objectId) }))

async function update(
  { event: id, set, place }: PanelParams<'event.update'>,
  context: HandlerContext,
  command: string,
): Promise<PanelResponse<'event.update'>> {
  let asks = 0
  const written = await changeEvent(context, id, command, set, async ({ event, interval }, at) => {
    const lines = await readEventLines(context.db, event, at)
    const other = await otherPlace(context, { event, lines, interval, place })
    if (!other.ok) return other
    const asked = linesThatMove(lines, event, interval).filter(({ request }) => request.id !== place?.instead)
    await noteMove(context, event, interval, command)
    const again = asked.map((line): Step => {
      return () => requestOperation(askedAgain(line.request, at), line.interval, id, at)
    })
    asks = other.value.asks.length + again.length
    const isOnlyPlace = place !== undefined && Object.keys(set).length === 0
    const changed: Step[] = isOnlyPlace ? [] : [() => ({ v: 1, op: 'event.update', at, event: id, set })]
    return ok([...changed, ...other.value.withdrawals, ...other.value.asks, ...again])
  })
  if (!written.ok) return written
  const [first] = written.value
  const requests = asks === 0 ? [] : written.value.slice(-asks)
  const elsewhere = await finishElsewhere(context, command)
  if (!elsewhere.ok) return refused('lines-missing', { reason: elsewhere.error.code })
  return ok({ entry: first.id, requests: [...requests.map((receipt) => receipt.id), ...elsewhere.value] })
}

/** Writes what `steps` says about an event of mine that may be changed to what `set` says. */
async function changeEvent(
  context: HandlerContext,
  id: ObjectId,
  command: string,
  set: Partial<Interval>,
  steps: (to: { event: EventRow; interval: Interval }, at: number) => Promise<Result<Step[], PanelError>>,
): Promise<Result<OwnReceipts, PanelError>> {
  const { db } = context
  const row = await db.events.get(id)
  if (row === undefined) return refused('unknown-event')
  const earlier = await finishNoted(context, id)
  if (!earlier.ok) return refused('lines-missing', { reason: earlier.error.code })
  return changeOwn(context, command, { festival: row.festival, objects: [id] }, async (me, at) => {
    const checked = checkEventChange(me, await db.events.get(id), set)
    if (!checked.ok) return checked
    const notReady = await unready(db, [checked.value.event])
    return notReady === undefined ? steps(checked.value, at) : err({ code: notReady })
  })
}

/** Lines in other festivals follow after this append (`lines-elsewhere.ts`). */
function linesThatMove(lines: readonly EventLine[], event: EventRow, to: Interval): Reasked[] {
  if (to.from === event.from && to.to === event.to) return []
  return linesToAskAgain(lines, event, to).filter(({ request }) => request.festival === event.festival)
}

async function cancel(
  { event: id, reason: why }: PanelParams<'event.cancel'>,
  context: HandlerContext,
  command: string,
): Promise<PanelResponse<'event.cancel'>> {
  const written = await changeEvent(context, id, command, {}, async ({ event }, at) => {
    await noteCancellation(context, event, why, command)
    return ok([() => ({ v: 1, op: 'event.cancel', at, event: id, ...(why ? { reason: why } : {}) })])
  })
  if (!written.ok) return written
  const elsewhere = await finishElsewhere(context, command)
  return elsewhere.ok ? ok({ entry: written.value[0].id }) : elsewhere
}

async function withdraw(
  { request: id, reason: why }: PanelParams<'request.withdraw'>,
  context: HandlerContext,
  command: string,
): Promise<PanelResponse<'request.withdraw'>> {
  const { db } = context
  const row = await db.requests.get(id)
  if (row === undefined) return refused('unknown-request')
  const line = await readLine(db, row)
  const changed = { festival: row.festival, objects: line.map((request) => request.id) }
  const written = await changeOwn(context, command, changed, async (me, at) => {
    const checked = checkWithdrawal(me, await db.requests.get(id))
    if (!checked.ok) return checked
    const notReady = await unready(db, line)
    if (notReady !== undefined) return err({ code: notReady })
    return ok(
      line.map((request): Step => {
        return () => ({ v: 1, op: 'request.withdraw', at, request: request.id, ...(why ? { reason: why } : {}) })
      }),
    )
  })
  return written.ok ? ok({ entry: written.value[0].id }) : written
}

export const eventChangeHandlers: Handlers<'event.update' | 'event.cancel' | 'request.withdraw'> = {
  'event.update': {
    params: v.pipe(
      fields<PanelParams<'event.update'>>('event'),
      v.check(({ set, place }) => typeof set === 'object' && set !== null && v.is(otherPlaceParams, place)),
    ),
    run: update,
  },
  'event.cancel': { params: v.strictObject({ event: objectId, reason }), run: cancel },
  'request.withdraw': { params: v.strictObject({ request: objectId, reason }), run: withdraw },
}
