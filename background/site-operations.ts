// What a web site asks to be written, as operations (DESIGN 8): its fields are data, this file makes the operation of them,
// with what belongs to it, and checks it like a command of a panel. Made again from the same words and the same time it gives the
// same bytes, or a refusal: that is how a prompt is checked when the user says yes.

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { checkEventChange, checkResourceChange, checkWithdrawal } from '../src/festival/may-change.ts'
import { linesToAskAgain } from '../src/festival/moved-line.ts'
import { personasIn } from '../src/adapters/dexie/persona-rows.ts'
import { decodeOperation, encodeOperation } from '../src/operations/codec.ts'
import { parseEntryHash, type FestivalId, type ObjectId, type PublicKey } from '../src/operations/ids.ts'
import type { Operation } from '../src/operations/operation.ts'
import type { PanelError, RequestLine } from '../messages/panel.ts'
import type { PublishableOp } from '../page/p2panda.d.ts'
import type { Context } from './context.ts'
import { readEventLines, readLine } from './event-lines.ts'
import { memberOf } from './membership.ts'
import { publishRefusal } from './panel-errors.ts'
import { unready } from './readiness.ts'
import { askedAgain, checkLine, intervalOf, requestOperation } from './request-lines.ts'
import { elsewhere, placeLines } from './request-places.ts'

/** What a site wants written: the fields of one operation, as they came. */
export interface Wish {
  festival: FestivalId
  op: PublishableOp
  fields: object
}

/** The payloads of one wish: the operation itself, then what it makes necessary (requests of an event that moves). */
export type Item = [Uint8Array, ...Uint8Array[]]

type Here = Pick<Context, 'db' | 'clock'>
type Of<Op extends PublishableOp> = Extract<Operation, { op: Op }>
/** What has to be written with an operation, or why it may not be written. */
type Checked = Result<readonly Operation[], PanelError>
type Check<Op extends PublishableOp> = (context: Here, me: PublicKey, operation: Of<Op>, wish: Wish) => Promise<Checked>
/** Called with the operation that belongs to it, as the one before the call made sure. */
type AnyCheck = (context: Here, me: PublicKey, operation: Operation, wish: Wish) => Promise<Checked>

/** The payloads of a wish, written by `me` at `at` (UTC ms). Never throws, whatever the fields are. */
export async function itemOf(context: Here, me: PublicKey, wish: Wish, at: number): Promise<Result<Item, PanelError>> {
  const member = await memberOf(context, wish.festival)
  if (!member.ok || !personasIn(member.value).includes(me)) return err({ code: 'unknown-festival' })
  const fields = await completed(context, wish)
  if (!fields.ok) return fields
  const first = encoded({ ...fields.value, v: 1, op: wish.op, at } as Operation)
  if (!first.ok) return first
  const operation = decodeOperation(first.value)
  if (!operation.ok || operation.value.op !== wish.op) return err({ code: 'invalid-params' })
  const also = await (checks[wish.op] as AnyCheck)(context, me, operation.value, wish)
  if (!also.ok) return also
  const item: Item = [first.value]
  for (const other of also.value) {
    const payload = encoded(other)
    if (!payload.ok) return payload
    item.push(payload.value)
  }
  return ok(item)
}

/** The objects that an operation changes, which may live in an older log of mine. */
export function objectsChangedBy(operation: Operation): ObjectId[] {
  const { op } = operation
  if (op === 'event.update' || op === 'event.cancel') return [operation.event]
  if (op === 'request.withdraw') return [operation.request]
  return op === 'resource.update' ? [operation.resource] : []
}

function encoded(operation: Operation): Result<Uint8Array, PanelError> {
  const payload = encodeOperation(operation)
  return payload.ok ? payload : err(publishRefusal({ ...payload.error, step: 0 }))
}

/** Fields that background alone sets, of every operation and of some. */
const RESERVED = ['v', 'op', 'at']
const OURS: Readonly<Partial<Record<PublishableOp, readonly string[]>>> = {
  'request.create': ['eventFestival', 'eventTitle'],
  'resource.create': ['origin'],
}

/** The fields with what a site may leave out. */
async function completed(context: Here, { op, fields, festival }: Wish): Promise<Result<object, PanelError>> {
  const field = [...RESERVED, ...(OURS[op] ?? [])].find((name) => Object.hasOwn(fields, name))
  if (field !== undefined) return wrong(field)
  if (op === 'request.create') return completedRequest(context, fields, festival)
  if (op !== 'resource.create') return ok(fields)
  const { policy = { kind: 'manual' }, availability = 'always', ...others } = fields as Record<string, unknown>
  return ok({ ...others, policy, availability })
}

/** The event's own time, unless the site says another; its title, where its festival is not followed by the owner. */
async function completedRequest(
  { db }: Here,
  fields: object,
  festival: FestivalId,
): Promise<Result<object, PanelError>> {
  const { event: id } = fields as { event?: unknown }
  const named = parseEntryHash(id)
  if (named === undefined) return wrong('event')
  const event = await db.events.get(named)
  if (event === undefined) return err({ code: 'unknown-event' })
  return ok({ from: event.from, to: event.to, ...fields, ...elsewhere(event, festival) })
}

const checks: { readonly [Op in PublishableOp]: Check<Op> } = {
  'event.create': async () => ok([]),

  'event.update': async (context, me, { event: id, set, at }, { festival }) => {
    const { db, clock } = context
    const row = await inFestival(db.events.get(id), festival)
    const checked = checkEventChange(me, row, set)
    if (!checked.ok) return checked
    const { event, interval } = checked.value
    const reason = await unready(db, [event])
    if (reason !== undefined) return err({ code: reason })
    const isMove = interval.from !== event.from || interval.to !== event.to
    const lines = isMove ? linesToAskAgain(await readEventLines(db, event, clock.now()), event, interval) : []
    // What a site prepares is one append in one festival, all of it shown.
    if (lines.some(({ request }) => request.festival !== festival)) return err({ code: 'lines-elsewhere' })
    return ok(lines.map((line) => requestOperation(askedAgain(line.request, at), line.interval, id, at)))
  },

  'event.cancel': async (context, me, { event: id }, { festival }) => {
    const { db, clock } = context
    const checked = checkEventChange(me, await inFestival(db.events.get(id), festival))
    if (!checked.ok) return checked
    const reason = await unready(db, [checked.value.event])
    if (reason !== undefined) return err({ code: reason })
    const lines = await readEventLines(db, checked.value.event, clock.now())
    const isElsewhere = lines.some(({ request }) => request.festival !== festival && request.withdrawn === undefined)
    return isElsewhere ? err({ code: 'lines-elsewhere' }) : ok([])
  },

  'request.create': async (context, me, operation, { festival }) => {
    const { db } = context
    const event = await db.events.get(operation.event)
    if (event === undefined) return err({ code: 'unknown-event' })
    const home = await memberOf(context, event.festival)
    if (!home.ok) return home
    const { resource, quantity, supersedes, alternativeTo } = operation
    const line: RequestLine = {
      resource,
      ...intervalOf(operation, event),
      ...(quantity === undefined ? {} : { quantity }),
      ...(supersedes === undefined ? {} : { supersedes }),
      ...(alternativeTo === undefined ? {} : { alternativeTo }),
    }
    const placed = await placeLines(context, home.value, [line])
    if (!placed.ok) return placed
    const isHere = placed.value.some((place) => place.membership.festival === festival && place.lines.length > 0)
    if (!isHere) return err({ code: 'unknown-resource' })
    const checked = await checkLine(context, me, event, line, event)
    return checked.ok ? ok([]) : checked
  },

  'request.withdraw': async ({ db }, me, { request: id, reason, at }, { festival }) => {
    const checked = checkWithdrawal(me, await inFestival(db.requests.get(id), festival))
    if (!checked.ok) return checked
    const line = await readLine(db, checked.value)
    const notReady = await unready(db, line)
    if (notReady !== undefined) return err({ code: notReady })
    const said = { v: 1, op: 'request.withdraw', at, ...(reason === undefined ? {} : { reason }) } as const
    const others = line.filter((request) => request.id !== id)
    return ok(others.map((request) => Object.assign({ request: request.id }, said)))
  },

  'resource.create': async (_, __, { policy }) => (policy.kind === 'manual' ? ok([]) : wrong('policy')),

  'resource.update': async ({ db }, me, { resource, set }, { festival }) => {
    if (set.policy !== undefined) return wrong('set.policy')
    const checked = checkResourceChange(me, await inFestival(db.resources.get(resource), festival))
    if (!checked.ok) return checked
    const reason = await unready(db, [checked.value])
    return reason === undefined ? ok([]) : err({ code: reason })
  },

  'programme.publish': async ({ db }, _, { events }, { festival }) => {
    const rows = await db.events.bulkGet(events.map(({ event }) => event))
    return rows.every((row) => row?.festival === festival) ? ok([]) : err({ code: 'unknown-event' })
  },
}

function wrong(field: string): { ok: false; error: PanelError } {
  return err({ code: 'invalid-params', data: { field } })
}

/** A site with a scope for one festival learns nothing about another. */
async function inFestival<Row extends { festival: FestivalId }>(
  found: PromiseLike<Row | undefined>,
  festival: FestivalId,
): Promise<Row | undefined> {
  const row = await found
  return row?.festival === festival ? row : undefined
}
