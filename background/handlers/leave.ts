// Leaving a festival (decision 0027). Nothing is published: a log can not say that its author stops reading.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { forgetLeft, leaveFestival } from '../../src/adapters/dexie/leave-rows.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { memberOf } from '../membership.ts'
import { objectId } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

async function leave(
  { festival, forget }: PanelParams<'festival.leave'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.leave'>> {
  const { db, locks, clock, store, network } = context
  const hasLeft = (await store.commandResult(id)) !== undefined
  let isDemo = false
  if (!hasLeft) {
    const member = await memberOf(context, festival)
    if (!member.ok && !forget) return member
    // Between two own appends: none may find a membership that ends.
    isDemo = member.ok && member.value.demo === true
    const isForgotten = forget || isDemo
    await locks.run('own-appends', () =>
      leaveFestival(db, festival, { forget: isForgotten, command: { id, result: {}, at: clock.now() } }),
    )
  }
  // First nobody asks for it any more, then it goes.
  await network.refresh()
  await forgetLeft(db)
  // Whatever was arriving just then is forgotten by the next worker; of a demo nothing arrives.
  if (isDemo) await forgetLeft(db)
  context.changed([])
  return ok({})
}

export const leaveHandlers: Handlers<'festival.leave'> = {
  'festival.leave': { params: v.strictObject({ festival: objectId, forget: v.boolean() }), run: leave },
}
