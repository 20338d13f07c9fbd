// Taking over what a backup file holds. A panel puts it here, background agrees to it and makes the wallet, and then all of it
// becomes true in one transaction: whatever dies in between, it is before or after (DESIGN 3.1).

import { isTrackerUrl } from '../../festival/tracker-url.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { BackupDescription, BackupSettings } from '../../wallet/backup-description.ts'
import { comeBack, noteLeft } from './leave-rows.ts'
import { parseIceServer } from './ice-server.ts'
import { stageImport } from './import-rows.ts'
import { readPersonaKeys } from './persona-rows.ts'
import type { Database } from './schema.ts'
import { readSetting, writeSetting, type Settings } from './settings.ts'

/** A backup on its way into this browser. */
export interface Restoring {
  /** `staged`: a panel put it here. `agreed`: the wallet is being made, and then this is taken over. */
  state: 'staged' | 'agreed'
  /** The first persona of the file: by it a later worker sees whether the wallet was made. */
  persona: PublicKey
  /** When the file was made, UTC ms. */
  made: number
  description: BackupDescription
  /** The bundles of own logs, in the table `imports`. */
  imports: number[]
  /** Go online afterwards, in the ways that the file says. */
  online: boolean
}

/** What a panel found in a file. */
export interface FoundBackup {
  /** The name of the file. */
  name: string
  persona: PublicKey
  made: number
  description: BackupDescription
  bundles: readonly Blob[]
}

/** Puts a backup into the database, in the place of one that was put there before and is not agreed to. */
export async function stageRestore(db: Database, { bundles, name, ...found }: FoundBackup, at: number): Promise<void> {
  await db.transaction('rw', db.settings, db.imports, db.importFiles, async () => {
    const earlier = await readSetting(db, 'restoring')
    if (earlier?.state === 'agreed') return
    await db.imports.bulkDelete(earlier?.imports ?? [])
    await db.importFiles.bulkDelete(earlier?.imports ?? [])
    const imports: number[] = []
    for (const data of bundles) imports.push(await stageImport(db, { name, size: data.size, data }, at))
    await writeSetting(db, 'restoring', { state: 'staged', ...found, imports, online: false })
  })
}

/** From now on it is taken over as soon as there is the wallet for it. Undefined when nothing was put here. */
export async function agreeToRestore(db: Database, online: boolean): Promise<Restoring | undefined> {
  return db.transaction('rw', db.settings, async () => {
    const restoring = await readSetting(db, 'restoring')
    if (restoring === undefined) return undefined
    const agreed: Restoring = { ...restoring, state: 'agreed', online }
    await writeSetting(db, 'restoring', agreed)
    return agreed
  })
}

/** The wallet was not made: it waits again, or for another file. */
export async function standBackFromRestore(db: Database): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const restoring = await readSetting(db, 'restoring')
    if (restoring !== undefined) await writeSetting(db, 'restoring', { ...restoring, state: 'staged' })
  })
}

/**
 * Takes over what is missing here: festivals, choices, names, and the own logs as work of the network half. What is here
 * already stays as it is. Gives the festivals that are followed by it.
 */
export async function takeOver(db: Database): Promise<FestivalId[]> {
  const tables = [db.settings, db.memberships, db.petnames, db.imports]
  return db.transaction('rw', tables, async () => {
    const restoring = await readSetting(db, 'restoring')
    if (restoring?.state !== 'agreed') return []
    const { memberships, people, settings, left = [], own } = restoring.description
    const mine = new Set(await readPersonaKeys(db))
    for (const membership of memberships.filter(({ persona }) => mine.has(persona))) {
      if ((await db.memberships.get(membership.festival)) !== undefined) continue
      await comeBack(db, membership.festival)
      await db.memberships.put({ ...membership, trackers: membership.trackers.filter(isTrackerUrl) })
    }
    for (const { author, name } of people) {
      const row = await db.petnames.get(author)
      if (name !== undefined && row?.name === undefined) await db.petnames.put({ blocked: 0, ...row, author, name })
    }
    await takeOverChoices(db, settings)
    if (left.length > 0) await noteLeft(db, left)
    if (restoring.online) await writeSetting(db, 'online', true)
    const backup = await readSetting(db, 'backup')
    if (backup === undefined || backup.at < restoring.made)
      await writeSetting(db, 'backup', { at: restoring.made, own })
    const festivals = memberships.map(({ festival }) => festival)
    const taken = [...festivals, ...left]
    await db.imports.where('id').anyOf(restoring.imports).modify({ state: 'running', festivals: taken })
    await db.settings.delete('restoring')
    return festivals
  })
}

/** Only what the person did not choose here. */
async function takeOverChoices(db: Database, settings: BackupSettings): Promise<void> {
  const { online: _online, trackers, iceServers, personaLabels, ...plain } = settings
  const lists = {
    ...(trackers === undefined ? {} : { trackers: trackers.filter(isTrackerUrl) }),
    ...(iceServers === undefined
      ? {}
      : { iceServers: iceServers.filter((line) => parseIceServer(line) !== undefined) }),
  }
  if (personaLabels !== undefined) {
    await writeSetting(db, 'personaLabels', { ...personaLabels, ...(await readSetting(db, 'personaLabels')) })
  }
  const choices: Partial<Settings> = { ...plain, ...lists }
  for (const [key, value] of Object.entries(choices)) {
    if ((await db.settings.get(key)) === undefined) await db.settings.put({ key, value })
  }
}
