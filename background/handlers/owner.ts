// Commands of an owner about what is promised and what is offered (DESIGN 5.3, 5.5): take a grant back, end a hold, take the own
// thing for a time, change it, retire it.

import * as v from 'valibot'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { checkEnding, checkHold, checkResourceChange, grantsToRevoke } from '../../src/festival/may-change.ts'
import type { AnswerRow, ResourceRow } from '../../src/festival/views.ts'
import type { Step } from '../../src/log/publication.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import type { OwnReceipts } from '../append.ts'
import { changeOwn } from '../own-change.ts'
import { refused } from '../panel-errors.ts'
import { unready } from '../readiness.ts'
import { objectId, text } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

const reason = v.exactOptional(text(2000))
const instant = v.pipe(v.number(), v.integer())

/** Writes what `steps` says about a resource of mine, checked when its turn comes. `at` is the time of the entries, UTC ms. */
async function change(
  context: HandlerContext,
  id: string,
  resource: ObjectId,
  steps: (me: PublicKey, at: number) => Promise<Result<readonly Step[], PanelError>>,
): Promise<Result<OwnReceipts, PanelError>> {
  const { db } = context
  const row = await db.resources.get(resource)
  if (row === undefined) return refused('unknown-resource')
  return changeOwn(context, id, { festival: row.festival, objects: [resource] }, async (me, at) => {
    const prepared = await steps(me, at)
    if (!prepared.ok) return prepared
    const notReady = await unready(db, [await db.resources.get(resource)])
    return notReady === undefined ? prepared : err({ code: notReady })
  })
}

async function end(
  op: 'authorization.revoke' | 'authorization.release',
  { grant, reason: why }: PanelParams<'authorization.revoke'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'authorization.revoke'>> {
  const { db } = context
  const named = await db.answers.get(grant)
  if (named?.resource === undefined) return refused('unknown-answer')
  const { resource } = named
  const written = await change(context, id, resource, async (me, at) => {
    const checked = checkEnding(me, await db.answers.get(grant), await db.resources.get(resource))
    return checked.ok ? ok([() => ({ v: 1, op, at, grant, ...(why ? { reason: why } : {}) })]) : checked
  })
  return written.ok ? ok({ entry: written.value[0].id }) : written
}

async function hold(
  { resource, from, to, quantity = 1, note }: PanelParams<'authorization.hold'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'authorization.hold'>> {
  const { db } = context
  const written = await change(context, id, resource, async (me, at) => {
    const wanted = { from, to, quantity }
    const checked = checkHold(me, await db.resources.get(resource), await answersOf(context, resource), wanted)
    if (!checked.ok) return checked
    return ok([() => ({ v: 1, op: 'authorization.hold', at, resource, ...wanted, ...(note ? { note } : {}) })])
  })
  return written.ok ? ok({ hold: written.value[0].id }) : written
}

async function update(
  { resource, set, unset }: PanelParams<'resource.update'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'resource.update'>> {
  const written = await change(context, id, resource, async (me, at) => {
    const checked = checkResourceChange(me, await context.db.resources.get(resource))
    return checked.ok
      ? ok([() => ({ v: 1, op: 'resource.update', at, resource, set, ...(unset && { unset }) })])
      : checked
  })
  return written.ok ? ok({ entry: written.value[0].id }) : written
}

async function retire(
  { resource, reason: why }: PanelParams<'resource.retire'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'resource.retire'>> {
  const because = why ? { reason: why } : {}
  const written = await change(context, id, resource, async (me, at) => {
    const checked: Result<ResourceRow, PanelError> = checkResourceChange(me, await context.db.resources.get(resource))
    if (!checked.ok) return checked
    const revokes = grantsToRevoke(await answersOf(context, resource), at).map((grant): Step => {
      return () => ({ v: 1, op: 'authorization.revoke', at, grant: grant.id, ...because })
    })
    return ok([...revokes, (): ReturnType<Step> => ({ v: 1, op: 'resource.retire', at, resource, ...because })])
  })
  if (!written.ok) return written
  const last = written.value.at(-1) ?? written.value[0]
  return ok({ entry: last.id, revoked: written.value.length - 1 })
}

async function answersOf({ db }: HandlerContext, resource: ObjectId): Promise<AnswerRow[]> {
  return db.answers.where('resource').equals(resource).toArray()
}

export const ownerHandlers: Handlers<
  'authorization.revoke' | 'authorization.release' | 'authorization.hold' | 'resource.update' | 'resource.retire'
> = {
  'authorization.revoke': {
    params: v.strictObject({ grant: objectId, reason }),
    run: (params, context, id) => end('authorization.revoke', params, context, id),
  },
  'authorization.release': {
    params: v.strictObject({ grant: objectId, reason }),
    run: (params, context, id) => end('authorization.release', params, context, id),
  },
  'authorization.hold': {
    params: v.strictObject({
      resource: objectId,
      from: instant,
      to: instant,
      quantity: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      note: v.exactOptional(text(2000)),
    }),
    run: hold,
  },
  'resource.update': {
    params: v.pipe(
      fields<PanelParams<'resource.update'>>('resource'),
      v.check((params) => typeof params.set === 'object' && params.set !== null),
    ),
    run: update,
  },
  'resource.retire': { params: v.strictObject({ resource: objectId, reason }), run: retire },
}
