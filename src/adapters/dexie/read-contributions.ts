// How much of each person is held in a festival, and whether it is as much as this browser keeps of one (DESIGN 5.7).

import { decodeOperation } from '../../operations/codec.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { DEFAULT_QUOTA, isFull } from '../../log/limits.ts'
import type { Quota } from '../../ports/log-store.ts'
import { readEntryRows } from './entry-rows.ts'
import { readQuota } from './quota-rows.ts'
import type { Database } from './schema.ts'

export interface Contribution {
  author: PublicKey
  entries: number
  /** Of entries and payloads. */
  bytes: number
  quota: Quota
  /** The door may be closed for what comes next. */
  isFull: boolean
  /** When they last said something, by their own clock, UTC ms; absent while that is not held. */
  lastAt?: number
}

/** Everybody who has a log in the festival, by public key. */
export async function readContributions(db: Database, festival: FestivalId): Promise<Contribution[]> {
  const held = new Map<PublicKey, Omit<Contribution, 'quota' | 'isFull'>>()
  for (const { id, author, seqNum, bytes } of await db.logs.where('festival').equals(festival).toArray()) {
    const sum = held.get(author) ?? { author, entries: 0, bytes: 0 }
    const times = [sum.lastAt, await timeOf(db, id, seqNum)].filter((at) => at !== undefined)
    const lastAt = times.length === 0 ? {} : { lastAt: Math.max(...times) }
    held.set(author, { author, entries: sum.entries + seqNum, bytes: sum.bytes + bytes, ...lastAt })
  }
  const contributions: Contribution[] = []
  for (const each of held.values()) {
    const quota = (await readQuota(db, each.author, festival)) ?? { ...DEFAULT_QUOTA }
    contributions.push({ ...each, quota, isFull: isFull(quota, each) })
  }
  return contributions.sort((a, b) => (a.author < b.author ? -1 : 1))
}

async function timeOf(db: Database, log: number, seqNum: number): Promise<number | undefined> {
  const [last] = await db.transaction('r', db.segments, db.tail, () => readEntryRows(db, log, seqNum, seqNum))
  const said = last?.payload === undefined ? undefined : decodeOperation(last.payload)
  return said?.ok === true ? said.value.at : undefined
}
