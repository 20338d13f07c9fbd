// A person with two installations: the old log made a thing, the young one may continue it. Into a database without the door,
// because payloads are missing here and there.

import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { AT, HandLog, festivalCreate, joinOf, person, resourceOf } from '../log/fixtures.ts'

/** Ada's old installation and her new one, which continues it. */
export interface Two {
  author: PublicKey
  festival: FestivalId
  old: HandLog
  young: HandLog
  resource: EntryHash
}

export const OLD = 1n
export const YOUNG = 2n

export async function twoLogs(): Promise<Two> {
  const ada = await person('ada')
  const [old, young] = [new HandLog(ada, OLD), new HandLog(ada, YOUNG)]
  const festival = await old.add(festivalCreate)
  const resource = await old.add(resourceOf('Projector'))
  await young.add(joinOf(festival))
  return { author: ada.publicKey, festival, old, young, resource }
}

export function claimOf({ author }: Two, seqNum: number, hash: EntryHash): Operation {
  return { v: 1, op: 'log.continue', at: AT, log: { author, logId: OLD }, head: { seqNum, hash } }
}

export const retractOf = (entry: EntryHash): Operation => ({ v: 1, op: 'retract', at: AT, entry })
export const rename = (resource: EntryHash, title: string): Operation => {
  return { v: 1, op: 'resource.update', at: AT, resource, set: { title } }
}

/** Stores the rest of a log, without the payloads of `missing`. */
export async function take(
  db: Database,
  two: Two,
  log: HandLog,
  missing: readonly number[] = [],
  to = 99,
): Promise<StoredLog> {
  const store = new DexieLogStore(db)
  const logId = log === two.old ? OLD : YOUNG
  const from = (await store.log(two.author, logId))?.seqNum ?? 0
  const appends = log.entries.slice(from, to).map(({ bytes, payload, hash, entry }) => {
    const held = { seqNum: entry.seqNum, entry: bytes, hash, ended: false }
    return missing.includes(entry.seqNum) ? held : Object.assign(held, { payload })
  })
  const target = { author: two.author, logId, festival: two.festival, own: false, provisional: true }
  const result = await store.append(target, from, appends)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
