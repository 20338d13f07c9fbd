// As whom somebody wants to come into a festival (decision 0031): as a persona of this wallet, or as a new one.

import { isRetired, readDefaultPersona, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { AsWhom, PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { whyUnsigned } from './unsigned.ts'
import { WalletLockedError } from './wallet.ts'

/** The persona that is meant; without a choice `usual`, or the one for new festivals. `id` is the command's. */
export async function chosenPersona(
  context: Context,
  as: AsWhom | undefined,
  id: string,
  usual?: PublicKey,
): Promise<Result<PublicKey, PanelError>> {
  if (as === 'new') return newPersona(context, `${id}/persona`)
  const persona = as ?? usual ?? (await readDefaultPersona(context.db))
  if (persona === undefined) return err({ code: 'no-persona' })
  if (!(await readPersonaKeys(context.db)).includes(persona)) return err({ code: 'unknown-persona' })
  return (await isRetired(context.db, persona)) ? err({ code: 'persona-retired' }) : ok(persona)
}

/** Makes a persona, one for each `id`. */
export async function newPersona(context: Context, id: string): Promise<Result<PublicKey, PanelError>> {
  const { wallet } = context
  if ((await wallet.persona()) === undefined) return err({ code: 'no-persona' })
  try {
    return ok(await wallet.addPersona(id))
  } catch (cause) {
    if (cause instanceof WalletLockedError) return err(await whyUnsigned(context))
    throw cause
  }
}
