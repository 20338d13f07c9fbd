// What is kept of a demo festival beside its logs (decision 0044), and throwing that away with it.

import { toHex } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import { logIdOf } from './log-id-key.ts'
import type { Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** Begins the ids of everything that is written as somebody made up. */
export const DEMO_COMMANDS = 'demo:'

export interface Demo {
  /** Secret keys of the people who are made up, 32 bytes each. They protect nothing. */
  keys: Uint8Array[]
  /** Absent until its first entry is written. */
  festival?: FestivalId
  /** Everything that it begins with is written. */
  isMade?: true
}

export async function readDemo(db: Database): Promise<Demo | undefined> {
  return readSetting(db, 'demo')
}

/** Names one demo among all that there ever were, as the beginning of ids. */
export function demoCommand({ keys: [first = new Uint8Array()] }: Demo, part: string): string {
  return `${DEMO_COMMANDS}${toHex(first).slice(0, 16)}/${part}`
}

export async function writeDemo(db: Database, demo: Demo): Promise<void> {
  await writeSetting(db, 'demo', demo)
}

/**
 * Forgets what other tables say of the festival when it is the demo: outcomes of commands, what was marked, held or told. To be
 * called while its rows are there still; the keys of its people go last, so that a killed worker does it again.
 */
export async function forgetDemo(db: Database, festival: FestivalId): Promise<void> {
  if ((await readDemo(db))?.festival !== festival) return
  const tables = [db.logs, db.events, db.requests, db.settings, db.told, db.heldAnswers, db.petnames, db.commands]
  await db.transaction('rw', tables, async () => {
    const logs = await db.logs.where({ festival }).toArray()
    const requests = await db.requests.where({ festival }).primaryKeys()
    const events = new Set(await db.events.where({ festival }).primaryKeys())
    await db.told.bulkDelete(requests)
    await db.heldAnswers.where('request').anyOf(requests).delete()
    await db.petnames.bulkDelete(logs.flatMap(({ own, author }) => (own === 1 ? [] : [author])))
    const marked = (await readSetting(db, 'favourites')) ?? []
    if (marked.some((event) => events.has(event))) {
      await writeSetting(
        db,
        'favourites',
        marked.filter((event) => !events.has(event)),
      )
    }
    const named = [festival, ...logs.map(({ logId }) => `"${logIdOf(logId)}"`)]
    await db.commands.filter(({ id, result }) => id.startsWith(DEMO_COMMANDS) || names(result, named)).delete()
    await db.settings.delete('demo')
  })
}

function names(result: unknown, named: readonly string[]): boolean {
  const text = JSON.stringify(result) ?? ''
  return named.some((each) => text.includes(each))
}
