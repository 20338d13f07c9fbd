// Festivals that a person put away: followed as before, and left out of everyday lists. Known to this device alone.

import type { FestivalId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

export async function readArchived(db: Database): Promise<ReadonlySet<FestivalId>> {
  return new Set(await readSetting(db, 'archived'))
}

/** Also inside a transaction over `settings`. */
export async function setArchived(db: Database, festival: FestivalId, isArchived: boolean): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const others = ((await readSetting(db, 'archived')) ?? []).filter((each) => each !== festival)
    await writeSetting(db, 'archived', isArchived ? [...others, festival] : others)
  })
}
