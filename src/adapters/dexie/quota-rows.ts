// What the user allowed somebody beyond the usual quota (DESIGN 5.7): one setting for all of them, since they are few.

import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { Quota } from '../../ports/log-store.ts'
import type { Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** What was allowed; undefined where the usual quota holds. */
export async function readQuota(db: Database, author: PublicKey, festival: FestivalId): Promise<Quota | undefined> {
  return (await readSetting(db, 'quotas'))?.[quotaKey(author, festival)]
}

/** What was allowed to each author in a festival, as `readQuota` says for one. */
export async function readQuotas(
  db: Database,
  festival: FestivalId,
): Promise<(author: PublicKey) => Quota | undefined> {
  const all = (await readSetting(db, 'quotas')) ?? {}
  return (author) => all[quotaKey(author, festival)]
}

/** Allows an author in a festival so much. */
export async function writeQuota(
  db: Database,
  { author, festival }: { author: PublicKey; festival: FestivalId },
  quota: Quota,
): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const all = (await readSetting(db, 'quotas')) ?? {}
    await writeSetting(db, 'quotas', { ...all, [quotaKey(author, festival)]: quota })
  })
}

function quotaKey(author: PublicKey, festival: FestivalId): string {
  return `${festival}/${author}`
}
