// Blocked authors in the database (DESIGN 5.7, decision 0018): what was held of them goes in the transaction that notes the
// block, and appends look for that note in theirs, so nothing of theirs can be stored in between.

import { Dexie } from 'dexie'
import { toHex, yamfHash } from '../../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import type { AppendTarget, StoredEntry } from '../../ports/log-store.ts'
import { Arrivals } from './arrivals.ts'
import { VIEW_TABLES } from './batch-rows.ts'
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

/** Whether the door stays closed for these entries. Inside a transaction over `petnames`. */
export async function isUnwelcome(
  db: Database,
  { author, festival }: AppendTarget,
  entries: readonly StoredEntry[],
): Promise<boolean> {
  return (await isBlockedRow(db, author)) && !entries.every((entry) => isNamedAfter(festival, entry))
}

/**
 * Notes the block and drops what is held of the author, with all that was computed from it.
 * @throws RangeError when this installation ever wrote as this author.
 */
export async function blockAuthor(db: Database, author: PublicKey): Promise<void> {
  const views = VIEW_TABLES.map((table) => db.table(table))
  const entries = [db.logs, db.segments, db.tail, db.sparse, db.holes, db.delivery]
  const tables = [...entries, db.forks, db.claims, db.retracts, db.arrivals, db.settings, db.petnames, ...views]
  await db.transaction('rw', tables, async () => {
    const logs = await db.logs.where('[author+logId]').between([author, Dexie.minKey], [author, Dexie.maxKey]).toArray()
    if (logs.some(({ own }) => own === 1)) throw new RangeError('nobody blocks themselves')
    await db.petnames.put({ ...(await db.petnames.get(author)), author, blocked: 1 })
    await db.forks.where('[author+logId]').between([author, Dexie.minKey], [author, Dexie.maxKey]).delete()
    await dropViewRows(db, logs)
    for (const log of logs) await dropLog(db, log)
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

/** A request that comes again later stands at the end of the queue again. */
async function dropViewRows(db: Database, logs: readonly LogRow[]): Promise<void> {
  for (const { id } of logs) {
    const requests = await db.requests.where('log').equals(id).primaryKeys()
    if (requests.length > 0) await db.arrivals.bulkDelete(requests)
    for (const table of VIEW_TABLES) await db.table(table).where('log').equals(id).delete()
  }
}

async function dropLog(db: Database, log: LogRow): Promise<void> {
  const { id, author, logId, festival, own } = log
  const [first] = await readEntryRows(db, id, 1, 1)
  for (const table of [db.segments, db.tail, db.sparse, db.holes, db.claims, db.retracts]) {
    await table.where(':id').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete()
  }
  await db.delivery.delete(id)
  await db.logs.delete(id)
  if (first === undefined || !isNamedAfter(festival, first)) return
  const bytes = first.entry.length + (first.payload?.length ?? 0)
  const verified = Math.min(log.verified, 1)
  const hash = toHex(yamfHash(first.entry)) as EntryHash
  const ended = log.seqNum === 1 ? log.ended : 0
  await db.logs.add({ id, author, logId, festival, own, seqNum: 1, verified, hash, bytes, folded: 0, ended })
  await addEntryRows(db, id, 0, [first])
  await refoldAuthor(db, log, new Arrivals(db))
}

function isNamedAfter(festival: FestivalId, { seqNum, entry }: StoredEntry): boolean {
  return seqNum === 1 && toHex(yamfHash(entry)) === festival
}
