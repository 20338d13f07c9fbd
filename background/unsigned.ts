// Why nothing could be signed. Only what a password can mend is called locked: panels ask for it then.

import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'

/** As `persona`, or as anybody of this wallet. */
export async function whyUnsigned(
  { db, wallet }: Pick<Context, 'db' | 'wallet'>,
  persona?: PublicKey,
): Promise<PanelError> {
  const state = await wallet.state()
  if (state === 'damaged') return { code: 'wallet-damaged' }
  if (state === 'none') return { code: 'no-persona' }
  const isLost = persona !== undefined && !(await readPersonaKeys(db)).includes(persona)
  return { code: isLost ? 'persona-lost' : 'locked' }
}
