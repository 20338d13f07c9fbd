// When entries of one log change what other entries of its author mean (DESIGN 4.1, 4.2): a claim, a retraction, or one of
// them beginning to count. Most authors have neither, and then this asks two indexes and says no.

import type { Content } from '../../festival/fold-log.ts'
import { isClaim } from '../../festival/read-author.ts'
import type { EntryHash } from '../../operations/ids.ts'
import { pendingOn, readClaims } from './claim-rows.ts'
import { readRetracts } from './retract-rows.ts'
import type { ClaimRow, Database, LogRow, RetractRow } from './schema.ts'

/** What is known about how an author's logs change each other. */
export interface Relations {
  claims: readonly ClaimRow[]
  retracts: readonly RetractRow[]
  /** Retracted entries that were met already: they are no operation. */
  gone: ReadonlySet<EntryHash>
  /** Retracted entries that did not come yet. */
  awaited: ReadonlySet<EntryHash>
}

/** Reads it, inside a transaction over `claims` and `retracts`. */
export async function readRelations(db: Database, row: LogRow): Promise<Relations> {
  // One after the other: Dexie can lose a transaction over `Promise.all`.
  const claims = await readClaims(db, row.festival, row.author)
  const retracts = await readRetracts(db, row)
  const named = (isDone: boolean): Set<EntryHash> => {
    return new Set(retracts.filter(({ done }) => (done === 1) === isDone).map(({ entry }) => entry))
  }
  return { claims, retracts, gone: named(true), awaited: named(false) }
}

/** Whether an entry that is folded next is a claim or a retraction that is not known, or was retracted before it came. */
export function isNews(
  { claims, retracts, awaited }: Relations,
  row: LogRow,
  { seqNum, id, content, isGone }: { seqNum: number; id: EntryHash | undefined; content: Content; isGone: boolean },
): boolean {
  if (isGone) return false
  if (id !== undefined && seqNum !== 1 && awaited.has(id)) return true
  if (content.kind === 'newer') return claims.length > 0
  if (content.kind !== 'operation') return false
  const isHere = (known: { log: number; seqNum: number }): boolean => known.log === row.id && known.seqNum === seqNum
  if (content.op.op === 'retract') return !retracts.some(isHere)
  return isClaim(content.op, row) && !claims.some(isHere)
}

/** Whether a claim on this log gets its answer when the log is folded up to here. */
export function settlesClaim({ claims }: Relations, row: LogRow, folded: number): boolean {
  return pendingOn(claims, row).some(({ reach }) => reach <= folded)
}

/**
 * Whether newer software spoke about resources in a log of an author whose objects moved: what stands still then is not to
 * be told from the log that is folded.
 */
export async function hasStandstill(db: Database, row: LogRow, { claims }: Relations): Promise<boolean> {
  if (!claims.some(({ state }) => state === 'counts')) return false
  const logs = await db.logs.where('[festival+author]').equals([row.festival, row.author]).toArray()
  return logs.some(({ newerAt }) => newerAt !== undefined)
}
