// The command that makes a demo festival (decision 0044). It goes nowhere online.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { setArchived } from '../../src/adapters/dexie/archive-rows.ts'
import { forgetLeft } from '../../src/adapters/dexie/leave-rows.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { chosenPersona } from '../chosen-persona.ts'
import { makeDemo } from '../demo-festival/make-demo.ts'
import { refused } from '../panel-errors.ts'
import type { HandlerContext, Handlers } from './handler.ts'

/** Two presses at the same moment are one demo. */
const DEMO = 'demo'

async function make(
  _params: PanelParams<'festival.demo'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.demo'>> {
  const { db, locks, wallet } = context
  const persona = await chosenPersona(context, undefined, id)
  if (!persona.ok) return persona
  // Before others write: nobody is left alone in a festival that nobody sees.
  if ((await wallet.lock.state())?.state === 'locked') return refused('locked')
  // One that was thrown away goes before another one comes.
  await forgetLeft(db)
  const made = await locks.run(DEMO, () => makeDemo(context, persona.value))
  if (!made.ok) return made
  const festival = made.value
  await setArchived(db, festival, false)
  await writeSetting(db, 'currentFestival', festival)
  context.changed([festival])
  return ok({ festival })
}

export const demoHandlers: Handlers<'festival.demo'> = {
  'festival.demo': { params: v.strictObject({}), run: make },
}
