// Commands about my events and requests after they were made (DESIGN 5.5): change and move, cancel, withdraw. A move and the
// requests that it makes necessary are one append, so that nobody ever sees one without the other for long.

import * as v from 'valibot'
import { err, ok } from '../../src/bamboo/result.ts'
import { checkEventChange, checkWithdrawal } from '../../src/festival/may-change.ts'
import { linesToAskAgain, type Reasked } from '../../src/festival/moved-line.ts'
import type { EventRow } from '../../src/festival/views.ts'
import type { Step } from '../../src/log/publication.ts'
import type { Interval } from '../../src/operations/operation.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { readEventLines, readLine } from '../event-lines.ts'
import { finishElsewhere, finishNoted, noteCancellation, noteMove } from '../lines-elsewhere.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { unready } from '../readiness.ts'
import { askedAgain, requestOperation } from '../request-lines.ts'
import { objectId, text } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

const reason = v.exactOptional(text(2000))

async function update(
  { event: id, set }: PanelParams<'event.update'>,
  context: HandlerContext,
  command: string,
): Promise<PanelResponse<'event.update'>> {
  const { db, clock } = context
  const row = await db.events.get(id)
  if (row === undefined) return refused('unknown-event')
  const member = await memberOf(context, row.festival)
  if (!member.ok) return member
  const earlier = await finishNoted(context, id)
  if (!earlier.ok) return refused('lines-missing', { reason: earlier.error.code })
  const { persona } = member.value
  const at = clock.now()
  const written = await append(context, {
    id: command,
    persona,
    festival: row.festival,
    prepare: async () => {
      const checked = checkEventChange(persona, await db.events.get(id), set)
      if (!checked.ok) return checked
      const { event, interval } = checked.value
      const notReady = await unready(db, [event])
      if (notReady !== undefined) return err({ code: notReady })
      const asked = await linesThatMove(context, event, interval)
      await noteMove(context, event, interval, command)
      const again = asked.map((line): Step => {
        return () => requestOperation(askedAgain(line.request, at), line.interval, id, at)
      })
      return ok([(): ReturnType<Step> => ({ v: 1, op: 'event.update', at, event: id, set }), ...again])
    },
    changes: { objects: [id], by: 'person' },
  })
  if (!written.ok) return written
  const [first, ...requests] = written.value
  const elsewhere = await finishElsewhere(context, command)
  if (!elsewhere.ok) return refused('lines-missing', { reason: elsewhere.error.code })
  return ok({ entry: first.id, requests: [...requests.map((receipt) => receipt.id), ...elsewhere.value] })
}

/** Lines in other festivals follow after this append (`lines-elsewhere.ts`). */
async function linesThatMove({ db, clock }: HandlerContext, event: EventRow, to: Interval): Promise<Reasked[]> {
  if (to.from === event.from && to.to === event.to) return []
  const lines = await readEventLines(db, event, clock.now())
  return linesToAskAgain(lines, event, to).filter(({ request }) => request.festival === event.festival)
}

async function cancel(
  { event: id, reason: why }: PanelParams<'event.cancel'>,
  context: HandlerContext,
  command: string,
): Promise<PanelResponse<'event.cancel'>> {
  const { db, clock } = context
  const row = await db.events.get(id)
  if (row === undefined) return refused('unknown-event')
  const member = await memberOf(context, row.festival)
  if (!member.ok) return member
  const earlier = await finishNoted(context, id)
  if (!earlier.ok) return refused('lines-missing', { reason: earlier.error.code })
  const { persona } = member.value
  const at = clock.now()
  const written = await append(context, {
    id: command,
    persona,
    festival: row.festival,
    prepare: async () => {
      const checked = checkEventChange(persona, await db.events.get(id))
      if (!checked.ok) return checked
      const notReady = await unready(db, [checked.value.event])
      if (notReady !== undefined) return err({ code: notReady })
      await noteCancellation(context, checked.value.event, why, command)
      return ok([() => ({ v: 1, op: 'event.cancel', at, event: id, ...(why ? { reason: why } : {}) })])
    },
    changes: { objects: [id], by: 'person' },
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
  const { db, clock } = context
  const row = await db.requests.get(id)
  if (row === undefined) return refused('unknown-request')
  const member = await memberOf(context, row.festival)
  if (!member.ok) return member
  const { persona } = member.value
  const line = await readLine(db, row)
  const at = clock.now()
  const written = await append(context, {
    id: command,
    persona,
    festival: row.festival,
    prepare: async () => {
      const checked = checkWithdrawal(persona, await db.requests.get(id))
      if (!checked.ok) return checked
      const notReady = await unready(db, line)
      if (notReady !== undefined) return err({ code: notReady })
      return ok(
        line.map((request): Step => {
          return () => ({ v: 1, op: 'request.withdraw', at, request: request.id, ...(why ? { reason: why } : {}) })
        }),
      )
    },
    changes: { objects: line.map((request) => request.id), by: 'person' },
  })
  return written.ok ? ok({ entry: written.value[0].id }) : written
}

export const eventChangeHandlers: Handlers<'event.update' | 'event.cancel' | 'request.withdraw'> = {
  'event.update': {
    params: v.pipe(
      fields<PanelParams<'event.update'>>('event'),
      v.check((params) => typeof params.set === 'object' && params.set !== null),
    ),
    run: update,
  },
  'event.cancel': { params: v.strictObject({ event: objectId, reason }), run: cancel },
  'request.withdraw': { params: v.strictObject({ request: objectId, reason }), run: withdraw },
}
