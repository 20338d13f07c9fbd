// Entries that are held without their payload (DESIGN 4.1, Gaps): a row in `holes` for each, gone when the payload comes,
// marked when its author retracted it. All functions run inside a transaction of their caller.

import { Dexie } from 'dexie'
import type { LatePayload, StoredEntry } from '../../ports/log-store.ts'
import { writePayloads } from './rewrite-rows.ts'
import type { Database } from './schema.ts'

/** Rows that are read at once while looking for those that may still be filled. */
const READ_AT_ONCE = 512

/** Sequence numbers of holes that may still be filled, ascending, at most `limit`. Over `holes`. */
export async function readHoleRows(db: Database, log: number, limit: number): Promise<number[]> {
  const wanted: number[] = []
  let after = 0
  while (wanted.length < limit) {
    const rows = await db.holes
      .where('[log+seqNum]')
      .between([log, after], [log, Dexie.maxKey], false)
      .limit(READ_AT_ONCE)
      .toArray()
    for (const { seqNum, forgotten } of rows) if (forgotten === undefined) wanted.push(seqNum)
    const last = rows.at(-1)
    if (last === undefined || rows.length < READ_AT_ONCE) break
    after = last.seqNum
  }
  return wanted.slice(0, Math.max(0, limit))
}

/** Ids of the logs that have rows here, ascending: one step over the table for each of them. Over `holes`. */
export async function readHoledLogs(db: Database): Promise<number[]> {
  const logs: number[] = []
  for (;;) {
    const next = db.holes.where('[log+seqNum]').above([logs.at(-1) ?? 0, Dexie.maxKey])
    const row = await next.first()
    if (row === undefined) return logs
    logs.push(row.log)
  }
}

/** Notes which of the entries to be added came without a payload. Over `holes`. */
export async function addHoleRows(db: Database, log: number, entries: readonly StoredEntry[]): Promise<void> {
  const bare = entries.filter(({ payload }) => payload === undefined)
  if (bare.length > 0) await db.holes.bulkAdd(bare.map(({ seqNum }) => ({ log, seqNum })))
}

/** Fills the holes that are there and not marked as forgotten. Over `logs`, `segments`, `tail`, `holes`. */
export async function fillHoleRows(db: Database, log: number, payloads: readonly LatePayload[]): Promise<void> {
  const row = await db.logs.get(log)
  if (row === undefined || payloads.length === 0) return
  const late = new Map<number, Uint8Array>()
  for (const { seqNum, payload } of payloads) if (!late.has(seqNum)) late.set(seqNum, payload)
  const holes = await db.holes.bulkGet([...late.keys()].map((seqNum) => [log, seqNum]))
  const open = new Set<number>()
  for (const hole of holes) if (hole !== undefined && hole.forgotten === undefined) open.add(hole.seqNum)
  for (const seqNum of late.keys()) if (!open.has(seqNum)) late.delete(seqNum)
  if (late.size === 0) return
  const grown = await writePayloads(db, log, late)
  await db.logs.put({ ...row, bytes: row.bytes + grown })
  await db.holes.bulkDelete([...late.keys()].map((seqNum) => [log, seqNum]))
}

/**
 * Removes the payload bytes of entries for good; their holes are not asked for again. Entries that are not held are
 * skipped. Over `logs`, `segments`, `tail`, `holes`.
 */
export async function removePayloads(db: Database, log: number, seqNums: readonly number[]): Promise<void> {
  const row = await db.logs.get(log)
  if (row === undefined) return
  const held = new Set(seqNums.filter((seqNum) => seqNum >= 1 && seqNum <= row.seqNum))
  if (held.size === 0) return
  const grown = await writePayloads(db, log, new Map([...held].map((seqNum) => [seqNum, undefined])))
  await db.logs.put({ ...row, bytes: row.bytes + grown })
  await db.holes.bulkPut([...held].map((seqNum) => ({ log, seqNum, forgotten: 1 })))
}

/** Drops the holes from an entry on. Over `holes`. */
export async function cutHoleRows(db: Database, log: number, from: number): Promise<void> {
  await db.holes.where('[log+seqNum]').between([log, from], [log, Dexie.maxKey]).delete()
}
