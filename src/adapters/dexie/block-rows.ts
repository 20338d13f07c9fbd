// Blocked authors in the database (DESIGN 5.7, decision 0018): what was held of them goes in the transaction that notes the
// block, and appends look for that note in theirs, so nothing of theirs can be stored in between.

import { Dexie } from 'dexie'
import { toHex, yamfHash } from '../../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import type { AppendTarget, StoredEntry } from '../../ports/log-store.ts'
import { Arrivals } from './arrivals.ts'
import { PROJECTED_TABLES } from './batch-rows.ts'
import { addEntryRows, readEntryRows } from './entry-rows.ts'
import { refoldAuthor } from './refold-author.ts'
import type { Database, LogRow } from './schema.ts'

/** The authors of whom nothing is kept. */
export async function readBlocked(db: Database): Promise<PublicKey[]> {
  return db.petnames.where('blocked').equals(1).primaryKeys()
}

export async function isBlockedRow(db: Database, author: PublicKey): Promise<boolean> {
  return (await db.petnames.get(author))?.blocked === 1
}

/** Whether these entries are taken even of somebody who is blocked: the festival is named after them. */
export function isWelcome({ festival }: AppendTarget, entries: readonly StoredEntry[]): boolean {
  return entries.every((entry) => isNamedAfter(festival, entry))
}

/**
 * Notes the block and drops what is held of the author, with all that was computed from it.
 * @throws RangeError when this installation ever wrote as this author.
 */
export async function blockAuthor(db: Database, author: PublicKey): Promise<void> {
  const views = PROJECTED_TABLES.map((table) => db.table(table))
  const entries = [db.logs, db.segments, db.tail, db.sparse, db.holes, db.delivery]
  const tables = [...entries, db.forks, db.claims, db.retracts, db.arrivals, db.settings, db.petnames, ...views]
  await db.transaction('rw', tables, async () => {
    const ofAuthor = db.logs.where('[author+logId]').between([author, Dexie.minKey], [author, Dexie.maxKey])
    const logs = await ofAuthor.toArray()
    if (logs.some(({ own }) => own === 1)) throw new RangeError('nobody blocks themselves')
    await db.petnames.put({ ...(await db.petnames.get(author)), author, blocked: 1 })
    await db.forks.where('[author+logId]').between([author, Dexie.minKey], [author, Dexie.maxKey]).delete()
    const empty: number[] = []
    for (const log of logs) {
      await dropArrivals(db, log.id)
      if (await emptyLog(db, log)) empty.push(log.id)
    }
    // The projector's own way from entries to rows: without entries there are none.
    const arrivals = new Arrivals(db)
    for (const festival of new Set(logs.map((log) => log.festival)))
      await refoldAuthor(db, { festival, author }, arrivals)
    await db.logs.bulkDelete(empty)
  })
}

/** Takes the note back; a name that was given stays. */
export async function unblockAuthor(db: Database, author: PublicKey): Promise<void> {
  await db.transaction('rw', db.petnames, async () => {
    const row = await db.petnames.get(author)
    if (row?.name === undefined) await db.petnames.delete(author)
    else await db.petnames.put({ ...row, blocked: 0 })
  })
}

/** A request that comes again later stands at the end of the queue. */
export async function dropArrivals(db: Database, log: number): Promise<void> {
  const requests = await db.requests.where('log').equals(log).primaryKeys()
  if (requests.length > 0) await db.arrivals.bulkDelete(requests)
}

/** Empties a log, down to the entry that its festival is named after, if that is its first. True when nothing is left. */
async function emptyLog(db: Database, log: LogRow): Promise<boolean> {
  const { id, author, logId, festival, own } = log
  const [first] = await readEntryRows(db, id, 1, 1)
  await dropEntries(db, id)
  const name = { id, author, logId, festival, own }
  const nothing = { seqNum: 0, verified: 0, bytes: 0, folded: 0, ended: 0 } as const
  if (first === undefined || !isNamedAfter(festival, first)) {
    await db.logs.put({ ...name, ...nothing })
    return true
  }
  await addEntryRows(db, id, 0, [first])
  await db.logs.put({
    ...name,
    seqNum: 1,
    verified: Math.min(log.verified, 1),
    hash: toHex(yamfHash(first.entry)) as EntryHash,
    bytes: first.entry.length + (first.payload?.length ?? 0),
    folded: 0,
    ended: log.seqNum === 1 ? log.ended : 0,
  })
  return false
}

/** All that is held of one log, by its local number; its row stays. */
export async function dropEntries(db: Database, id: number): Promise<void> {
  for (const table of [db.segments, db.tail, db.sparse, db.holes]) {
    await table.where(':id').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete()
  }
  await db.delivery.delete(id)
}

function isNamedAfter(festival: FestivalId, { seqNum, entry }: StoredEntry): boolean {
  return seqNum === 1 && toHex(yamfHash(entry)) === festival
}
