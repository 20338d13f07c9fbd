// The row of a log (DESIGN 3.3): how it begins, how it moves with entries, and how it looks to the core.

import { toHex } from '../../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import type { AppendTarget, StoredLog, VerifiedAppend } from '../../ports/log-store.ts'
import { logIdKey, logIdOf } from './log-id-key.ts'
import type { Database, LogRow } from './schema.ts'

/** A log row that may not be in the database yet. */
export type UnwrittenRow = Omit<LogRow, 'id'> & Partial<Pick<LogRow, 'id'>>

export function findLogRow(db: Database, author: PublicKey, logId: bigint): Promise<LogRow | undefined> {
  return db.logs
    .where('[author+logId]')
    .equals([author, logIdKey(logId)])
    .first()
}

/** The logs of a festival, of all or of one author, in the order in which they came. */
export async function findLogRows(db: Database, festival: FestivalId, author?: PublicKey): Promise<LogRow[]> {
  return author === undefined
    ? db.logs.where('festival').equals(festival).sortBy('id')
    : db.logs.where('[festival+author]').equals([festival, author]).sortBy('id')
}

/** The row of a log that nothing is held of. */
export function emptyRow({ author, logId, festival, own }: AppendTarget): UnwrittenRow {
  const nothing = { seqNum: 0, verified: 0, bytes: 0, folded: 0, ended: 0 } as const
  return { author, logId: logIdKey(logId), festival, own: own ? 1 : 0, ...nothing }
}

/** One writer per log: background writes own logs until they are stopped, the network half all others. */
export function mayWrite(row: UnwrittenRow, own: boolean): boolean {
  const isOurs = row.own === 1 && row.stopped === undefined
  return own === isOurs
}

/**
 * The row after its next entries.
 * @throws RangeError when they are none or do not follow: the caller checks them before.
 */
export function continuedRow(
  row: UnwrittenRow,
  entries: readonly VerifiedAppend[],
  provisional: boolean,
): UnwrittenRow {
  const last = entries.at(-1)
  if (last === undefined) throw new RangeError('nothing to append')
  let { seqNum, bytes } = row
  for (const { seqNum: next, entry, payload } of entries) {
    if (next !== seqNum + 1) throw new RangeError(`entry ${next} does not follow ${seqNum}`)
    seqNum = next
    bytes += entry.length + (payload?.length ?? 0)
  }
  const verified = !provisional && row.verified === row.seqNum ? seqNum : row.verified
  return { ...row, seqNum, verified, bytes, hash: toHex(last.hash) as EntryHash, ended: last.ended ? 1 : 0 }
}

export function storedLog(row: LogRow): StoredLog {
  const { id, author, festival, seqNum, verified, hash, bytes, folded, forkedAt } = row
  return {
    id,
    author,
    logId: logIdOf(row.logId),
    festival,
    own: row.own === 1,
    seqNum,
    verified,
    ...(hash === undefined ? {} : { hash }),
    bytes,
    folded,
    ended: row.ended === 1,
    ...(forkedAt === undefined ? {} : { forkedAt }),
    stopped: row.stopped === 1,
  }
}
