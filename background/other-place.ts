// Another place for an event of mine (decision 57). What its old place was promised stays promised until the new one is granted, and then
// the caretaker gives it back; what nobody promised yet is withdrawn at once, so that nobody waits for two places.

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { checkRequest } from '../src/festival/may-act.ts'
import { movedInterval } from '../src/festival/moved-line.ts'
import type { EventLine } from '../src/festival/overview.ts'
import { insteadOf } from '../src/festival/request-chain.ts'
import type { EventRow, RequestRow } from '../src/festival/views.ts'
import type { Step } from '../src/log/publication.ts'
import type { Interval } from '../src/operations/operation.ts'
import type { PanelError, PanelParams } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { readLine } from './event-lines.ts'
import { unready } from './readiness.ts'
import { requestOperation } from './request-lines.ts'

export interface OtherPlace {
  readonly withdrawals: Step[]
  readonly asks: Step[]
}

/** What asks for `place` at the time that the event is going to have; nothing where no place is named. */
export async function otherPlace(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  {
    event,
    lines,
    interval,
    place,
  }: {
    readonly event: EventRow
    readonly lines: readonly EventLine[]
    readonly interval: Interval
    readonly place: PanelParams<'event.update'>['place']
  },
): Promise<Result<OtherPlace, PanelError>> {
  if (place === undefined) return ok({ withdrawals: [], asks: [] })
  const at = clock.now()
  const old = lines.find(({ request }) => request.id === place.instead)
  // Both stand in the same log as the event.
  if (place.instead !== undefined && old?.request.festival !== event.festival) return err({ code: 'unknown-request' })
  const named = await db.resources.get(place.resource)
  const resource = named?.festival === event.festival ? named : undefined
  const time = old === undefined ? interval : movedInterval(old.request, event, interval)
  const checked = checkRequest({ me: event.author, event, resource, interval: time, quantity: 1 })
  if (!checked.ok) return err({ code: checked.error.code, data: { resource: place.resource } })
  const isHeld = old !== undefined && isPromised(old)
  const needless = old === undefined || isHeld ? [] : await readLine(db, old.request)
  // Whoever thinks again before an answer still gives back what was promised first.
  const held = old === undefined || isHeld ? old?.request : await askedInsteadOf(db, old.request)
  const notReady = await unready(db, needless)
  if (notReady !== undefined) return err({ code: notReady })
  const said = {
    resource: place.resource,
    ...(held === undefined ? {} : { supersedes: held.id }),
    ...(old === undefined ? {} : { required: old.request.required }),
    ...(old?.request.message === undefined ? {} : { message: old.request.message }),
  }
  const open = needless.filter(({ withdrawn }) => withdrawn === undefined)
  return ok({
    withdrawals: open.map(({ id }): Step => () => ({ v: 1, op: 'request.withdraw', at, request: id })),
    asks: [() => requestOperation(said, time, event.id, at)],
  })
}

async function askedInsteadOf(db: Context['db'], request: RequestRow): Promise<RequestRow | undefined> {
  const rows = await db.requests.where('event').equals(request.event).toArray()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return insteadOf(request, (id) => byId.get(id))
}

/** Its owner keeps something free for it. */
function isPromised({ state }: EventLine): boolean {
  return state === 'granted' || state === 'needs-reconfirmation'
}
