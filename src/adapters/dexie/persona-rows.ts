// Who I am: the personas of this wallet, and as which of them I am in a festival (decision 0031). Public keys only.

import { Dexie } from 'dexie'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { Membership } from '../../ports/log-store.ts'
import type { Database, LogRow } from './schema.ts'
import { readSetting } from './settings.ts'

/** All personas of the wallet, the main one first. */
export async function readPersonaKeys(db: Database): Promise<PublicKey[]> {
  const personas = (await readSetting(db, 'personas')) ?? []
  return personas.map(({ publicKey }) => publicKey)
}

/** The main persona of the wallet; undefined before there is one. */
export async function readPersona(db: Database): Promise<PublicKey | undefined> {
  return (await readPersonaKeys(db))[0]
}

/** The persona that a festival is made or joined as when nobody says otherwise; undefined before there is one. */
export async function readDefaultPersona(db: Database): Promise<PublicKey | undefined> {
  const keys = await readPersonaKeys(db)
  const chosen = await readSetting(db, 'defaultPersona')
  const [preferred, ...others] = keys.toSorted((a, b) => Number(b === chosen) - Number(a === chosen))
  for (const key of [preferred, ...others]) if (key !== undefined && !(await isRetired(db, key))) return key
  return preferred
}

/**
 * Whether the author of this key retired it (DESIGN 4.1): any of their logs, in any festival that is held, has ended. An end
 * at or above a fork, or whose signature is not checked yet, says nothing.
 */
export async function isRetired(db: Database, author: PublicKey): Promise<boolean> {
  const logs = await db.logs.where('[author+logId]').between([author, Dexie.minKey], [author, Dexie.maxKey]).toArray()
  return logs.some(hasEnded)
}

/** Whether the end of a log counts. */
export function hasEnded({ ended, seqNum, verified, forkedAt }: LogRow): boolean {
  return ended === 1 && verified === seqNum && (forkedAt === undefined || forkedAt > seqNum)
}

/** Who of these people of a festival has retired. All its logs are read at once: one by one costs a step of a cursor for each. */
export async function readRetiredIn(
  db: Database,
  festival: FestivalId,
  authors: readonly PublicKey[],
): Promise<Set<PublicKey>> {
  const asked = new Set(authors)
  const logs = await db.logs.where('festival').equals(festival).toArray()
  return new Set(logs.filter((log) => asked.has(log.author) && hasEnded(log)).map(({ author }) => author))
}

/** Personas of this wallet that have a log in the festival. */
export async function readMineIn(db: Database, festival: FestivalId): Promise<PublicKey[]> {
  const mine = await readPersonaKeys(db)
  const logs = await db.logs
    .where('[festival+author]')
    .anyOf(mine.map((key) => [festival, key]))
    .toArray()
  return mine.filter((key) => logs.some(({ author }) => author === key))
}

/** Everybody that I am in a festival: who I am there now, then who I was before. */
export function personasIn({ persona, earlier = [] }: Membership): PublicKey[] {
  return [persona, ...earlier]
}
