// Commands about the password of the wallet and its lock (DESIGN 7).

import * as v from 'valibot'
import { readMemberships } from '../../src/adapters/dexie/queries.ts'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import { ok, type Result } from '../../src/bamboo/result.ts'
import { AUTO_LOCK_MINUTES, waitLeft } from '../../src/wallet/auto-lock.ts'
import type { PanelError, PanelResponse } from '../../messages/panel.ts'
import { finishSigned } from '../approval-decisions.ts'
import { refused } from '../panel-errors.ts'
import { text } from '../shapes.ts'
import type { SetPasswordError } from '../wallet-lock.ts'
import type { HandlerContext, Handlers } from './handler.ts'

const password = text(1000)

async function unlock(given: string, context: HandlerContext): Promise<PanelResponse<'wallet.unlock'>> {
  const { wallet, db } = context
  const unlocked = await wallet.lock.unlock(given)
  if (!unlocked.ok) return outcome(unlocked)
  // What waited for the key goes on.
  await wallet.repair()
  await finishSigned(context)
  context.changed((await readMemberships(db)).map(({ festival }) => festival))
  return ok({})
}

async function state({ wallet, db, clock }: HandlerContext): Promise<PanelResponse<'wallet.state'>> {
  await wallet.lock.wake()
  const told = await wallet.lock.state()
  const wait = waitLeft(await readSetting(db, 'unlockTries'), clock.now())
  return ok({ state: told?.state ?? 'none', hasPassword: told?.hasPassword ?? false, seconds: Math.ceil(wait / 1000) })
}

/** What became of a password, for panels. */
export function outcome(
  result: Result<unknown, SetPasswordError>,
): { ok: true; value: Record<string, never> } | { ok: false; error: PanelError } {
  if (result.ok) return ok({})
  const { error } = result
  if (error.code === 'too-many-tries') return refused(error.code, { seconds: error.seconds })
  return refused(error.code === 'no-wallet' ? 'no-persona' : error.code)
}

export const walletHandlers: Handlers<
  'wallet.state' | 'wallet.unlock' | 'wallet.lock' | 'wallet.setPassword' | 'wallet.removePassword' | 'wallet.autoLock'
> = {
  'wallet.state': { params: v.strictObject({}), run: (_, context) => state(context) },
  'wallet.unlock': {
    params: v.strictObject({ password }),
    secret: true,
    run: (given, context) => unlock(given.password, context),
  },
  'wallet.lock': {
    params: v.strictObject({}),
    run: async (_, context) => {
      await context.wallet.lock.lock()
      context.changed([])
      return ok({})
    },
  },
  'wallet.setPassword': {
    params: v.strictObject({ password, current: v.exactOptional(password) }),
    secret: true,
    run: async (given, { wallet }) => outcome(await wallet.lock.setPassword(given.password, given.current)),
  },
  'wallet.removePassword': {
    params: v.strictObject({ current: password }),
    secret: true,
    run: async (given, { wallet }) => outcome(await wallet.lock.removePassword(given.current)),
  },
  'wallet.autoLock': {
    params: v.strictObject({ minutes: v.picklist(AUTO_LOCK_MINUTES) }),
    run: async ({ minutes }, { wallet }) => {
      await wallet.lock.setAutoLock(minutes)
      return ok({})
    },
  },
}
