// Taking over a backup (DESIGN 7): first the wallet, then all the rest in one transaction. Each worker that starts finishes
// what one before it agreed to and made the wallet for; without the wallet nothing has happened.

import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { agreeToRestore, standBackFromRestore, takeOver } from '../src/adapters/dexie/restore-rows.ts'
import { readSetting } from '../src/adapters/dexie/settings.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { BackupSecrets } from '../src/wallet/backup-secrets.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'

/** One restore at a time, and no worker that starts finishes one that is running. */
const RESTORING = 'restoring'

/** Makes the wallet of these secrets, and takes over what a panel put into the database. */
export function restore(
  context: Context,
  secrets: BackupSecrets,
  online: boolean,
): Promise<Result<PublicKey, PanelError>> {
  const { db, wallet, locks } = context
  return locks.run(RESTORING, async () => {
    await agreeToRestore(db, online)
    const made = await wallet.restore(secrets)
    if (!made.ok) {
      await standBackFromRestore(db)
      return err(made.error)
    }
    await finish(context)
    return ok(made.value.publicKey)
  })
}

/** What a worker that starts does: a restore that was agreed to is finished, or has not happened. */
export function finishRestore(context: Context): Promise<void> {
  return context.locks.run(RESTORING, () => finish(context))
}

async function finish(context: Context): Promise<void> {
  const { db, store, network } = context
  const restoring = await readSetting(db, 'restoring')
  if (restoring?.state !== 'agreed') return
  const mine = new Set(await readPersonaKeys(db))
  if (!mine.has(restoring.persona)) return standBackFromRestore(db)
  // Before anything is followed, so that nothing of them comes in.
  for (const { author, blocked } of restoring.description.people) {
    if (blocked && !mine.has(author)) await store.block(author)
  }
  const festivals = await takeOver(db)
  await network.refresh()
  network.send({ kind: 'imports' })
  context.changed(festivals)
}
