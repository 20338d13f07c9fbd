// Commands about festivals inside festivals (DESIGN 5.6), and about what a festival says of itself.

import * as v from 'valibot'
import { ok, type Result } from '../../src/bamboo/result.ts'
import { cleared } from '../../src/festival/resource-state.ts'
import type { FestivalRow } from '../../src/festival/views.ts'
import type { EntryHash, FestivalId } from '../../src/operations/ids.ts'
import type { FestivalList, FestivalUnlist, FestivalUpdate } from '../../src/operations/operation.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import { enter, follow } from '../follow.ts'
import { memberOf } from '../membership.ts'
import { changeOwn } from '../own-change.ts'
import { refused } from '../panel-errors.ts'
import { objectId } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

type Change = FestivalList | FestivalUnlist | FestivalUpdate

/** Writes what only the creator of a festival may say, as a person's act. */
async function change(
  context: HandlerContext,
  festival: FestivalId,
  id: string,
  said: (row: FestivalRow, at: number) => Result<Change, PanelError>,
): Promise<Result<{ entry: EntryHash }, PanelError>> {
  const written = await changeOwn(context, id, { festival, objects: [festival] }, async (me, at) => {
    const row = await context.db.festivals.get(festival)
    if (row === undefined) return refused('unknown-festival')
    if (row.creator !== me) return refused('not-your-festival')
    const op = said(row, at)
    return op.ok ? ok([() => op.value]) : op
  })
  return written.ok ? ok({ entry: written.value[0].id }) : written
}

function update(
  { festival, set, unset }: PanelParams<'festival.update'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.update'>> {
  return change(context, festival, id, ({ from, to }, at) => {
    const dates = { from, to, ...cleared(unset), ...set }
    const isInverted = dates.from !== undefined && dates.to !== undefined && dates.from >= dates.to
    const op: FestivalUpdate = { v: 1, op: 'festival.update', at, set, ...(unset && { unset }) }
    return isInverted ? refused('interval-inverted') : ok(op)
  })
}

function list(op: 'festival.list' | 'festival.unlist') {
  return async (
    { festival, child }: PanelParams<'festival.list'>,
    context: HandlerContext,
    id: string,
  ): Promise<PanelResponse<'festival.list'>> => {
    const inside = await context.db.festivals.get(child)
    // Listing what lies elsewhere would say nothing to anybody.
    if (op === 'festival.list' && inside?.parent !== festival) return refused('unknown-festival')
    return change(context, festival, id, (_row, at) => ok({ v: 1, op, at, festival: child }))
  }
}

/** Lists a sub-festival that was just made, when the festival around it is mine; says whether. */
export async function listNew(
  context: HandlerContext,
  festival: FestivalId,
  child: FestivalId,
  id: string,
): Promise<boolean> {
  return (await list('festival.list')({ festival, child }, context, id)).ok
}

async function followNear(
  { festival, near }: PanelParams<'festival.follow'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.follow'>> {
  const member = await memberOf(context, near)
  if (!member.ok) return member
  const row = await context.db.festivals.get(near)
  const isNamed = row?.parent === festival || row?.children?.includes(festival) === true
  if (!isNamed) return refused('unknown-festival')
  // The key of a closed one can not be computed; whether this is one shows when it has arrived.
  if ((await context.db.festivals.get(festival))?.visibility === 'closed') return refused('closed-festival')
  if (!(await memberOf(context, festival)).ok) {
    const { persona, trackers } = member.value
    const refusal = await follow(context, { festival, trackers }, persona, id)
    if (refusal !== undefined) return { ok: false, error: refusal }
  }
  await enter(context, festival)
  return ok({ festival })
}

const listing = v.strictObject({ festival: objectId, child: objectId })

export const nestingHandlers: Handlers<'festival.follow' | 'festival.update' | 'festival.list' | 'festival.unlist'> = {
  'festival.follow': { params: v.strictObject({ festival: objectId, near: objectId }), run: followNear },
  'festival.update': {
    params: v.pipe(
      fields<PanelParams<'festival.update'>>('festival'),
      v.check(({ unset }) => unset === undefined || Array.isArray(unset)),
    ),
    run: update,
  },
  'festival.list': { params: listing, run: list('festival.list') },
  'festival.unlist': { params: listing, run: list('festival.unlist') },
}
