// How much of each person is held in a festival, and whether it is as much as this browser keeps of one (DESIGN 5.7).

import { decodeOperation } from '../../operations/codec.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { DEFAULT_QUOTA, isFull } from '../../log/limits.ts'
import type { Quota, StoredEntry } from '../../ports/log-store.ts'
import { atOnce } from './at-once.ts'
import { readEntryRows } from './entry-rows.ts'
import { readQuotas } from './quota-rows.ts'
import type { Database, LogRow } from './schema.ts'

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
  const logs = await db.logs.where('festival').equals(festival).toArray()
  const [lastAt, quotaOf] = await Promise.all([lastTimes(db, logs), readQuotas(db, festival)])
  const held = new Map<PublicKey, { entries: number; bytes: number; times: number[] }>()
  for (const { id, author, seqNum, bytes } of logs) {
    const { entries, bytes: before, times } = held.get(author) ?? { entries: 0, bytes: 0, times: [] }
    held.set(author, {
      entries: entries + seqNum,
      bytes: before + bytes,
      times: [...times, ...(lastAt.get(id) ?? [])],
    })
  }
  const contributions = [...held].map(([author, { entries, bytes, times }]): Contribution => {
    const quota = quotaOf(author) ?? { ...DEFAULT_QUOTA }
    const contribution: Contribution = { author, entries, bytes, quota, isFull: isFull(quota, { entries, bytes }) }
    if (times.length > 0) contribution.lastAt = Math.max(...times)
    return contribution
  })
  return contributions.sort((a, b) => (a.author < b.author ? -1 : 1))
}

/** When the last entry of each log was written, by its local number; none where that is not held or says nothing. */
async function lastTimes(db: Database, logs: readonly LogRow[]): Promise<Map<number, number[]>> {
  const times = new Map<number, number[]>()
  await db.transaction('r', db.segments, db.tail, async () => {
    const tail = await db.tail.bulkGet(logs.map(({ id, seqNum }): [number, number] => [id, seqNum]))
    const full = logs.filter((_, index) => tail[index] === undefined)
    const older = await atOnce(full.map(({ id, seqNum }) => lastOfSegment(db, id, seqNum)))
    for (const [index, { id }] of full.entries()) times.set(id, timeOf(older[index]?.payload))
    for (const row of tail) if (row !== undefined) times.set(row.log, timeOf(row.payload))
  })
  return times
}

/** The newest entry of a log whose tail has just become a segment. */
async function lastOfSegment(db: Database, log: number, seqNum: number): Promise<StoredEntry | undefined> {
  return (await readEntryRows(db, log, seqNum, seqNum))[0]
}

function timeOf(payload: Uint8Array | undefined): number[] {
  const said = payload === undefined ? undefined : decodeOperation(payload)
  return said?.ok === true ? [said.value.at] : []
}
