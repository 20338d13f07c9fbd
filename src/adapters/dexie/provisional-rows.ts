// Entries whose signatures are not checked yet (DESIGN 4.1): they become verified, or the log is cut below the first bad one.

import { equalBytes, toHex, yamfHash } from '../../bamboo/index.ts'
import type { EntryHash, PublicKey } from '../../operations/ids.ts'
import type { CheckedUpTo } from '../../ports/log-store.ts'
import { readEntryRows } from './entry-rows.ts'
import { cutHoleRows } from './hole-rows.ts'
import { findLogRow } from './log-rows.ts'
import { cutEntryRows } from './rewrite-rows.ts'
import type { Database } from './schema.ts'

/**
 * More than any log has: the projector starts over when it meets this. Not left as it was, because a cut log may have grown
 * again, with other entries, before the projector looks.
 */
const FOLDED_TOO_FAR = Number.MAX_SAFE_INTEGER

/** Moves `verified` up to an entry that is held. Inside a transaction over `logs`, `segments`, `tail`. */
export async function confirmLogRow(db: Database, author: PublicKey, logId: bigint, last: CheckedUpTo): Promise<void> {
  const { seqNum } = last
  const row = await findLogRow(db, author, logId)
  if (row === undefined || seqNum <= row.verified) return
  const [held] = await readEntryRows(db, row.id, seqNum, seqNum)
  if (held !== undefined && equalBytes(held.entry, last.entry)) await db.logs.update(row.id, { verified: seqNum })
}

/**
 * Drops entry `from` and all after it. Inside a transaction over `logs`, `segments`, `tail`, `holes`.
 * @throws RangeError when `from` is verified, unless it is entry 1 and forked.
 */
export async function cutLogRow(db: Database, author: PublicKey, logId: bigint, from: number): Promise<void> {
  const row = await findLogRow(db, author, logId)
  if (row === undefined) return
  const isWorthless = from === 1 && row.forkedAt === 1
  if (from <= row.verified && !isWorthless) throw new RangeError(`entry ${from} is verified`)
  if (from > row.seqNum) return
  const gone = await cutEntryRows(db, row.id, from)
  await cutHoleRows(db, row.id, from)
  const [last] = from === 1 ? [] : await readEntryRows(db, row.id, from - 1, from - 1)
  const { hash: _, ...rest } = row
  const seen = Math.max(row.folded, row.looked?.to ?? 0)
  await db.logs.put({
    ...rest,
    seqNum: from - 1,
    ...(last === undefined ? {} : { hash: toHex(yamfHash(last.entry)) as EntryHash }),
    verified: Math.min(row.verified, from - 1),
    bytes: row.bytes - gone,
    folded: seen < from ? row.folded : FOLDED_TOO_FAR,
    ended: 0,
  })
}
