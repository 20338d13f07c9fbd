// Which `log.continue` go in front of what I write, so that it counts for objects in my older logs (DESIGN 4.2): one per log
// that is to be continued, with the newest entry of it that everybody who has the same entries would agree on.

import { toHex, yamfHash } from '../bamboo/index.ts'
import { decodeOperation } from '../operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import type { LogContinue } from '../operations/operation.ts'
import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'

/** What a `log.continue` says, without version and time. */
export type Claim = Pick<LogContinue, 'log' | 'head'>

/** Entries of the own log read at once while looking for earlier claims. */
const PAGE = 256

/** Whose logs are continued, and by which: `active` is absent while that one has no entry yet. */
export interface Continuing {
  author: PublicKey
  festival: FestivalId
  active: StoredLog | undefined
  /** Ids of the logs to continue. */
  continues: readonly bigint[]
}

/**
 * The claims to write now. Left out: the active log, logs that are not held, logs of which nothing is left below a fork, and
 * those that the active log continues already up to the same entry or beyond.
 */
export async function claimsToWrite(
  store: LogStore,
  { author, festival, active, continues }: Continuing,
): Promise<Claim[]> {
  const claims: Claim[] = []
  for (const logId of new Set(continues)) {
    const log = logId === active?.logId ? undefined : await store.log(author, logId)
    if (log === undefined || log.festival !== festival) continue
    const head = await headToClaim(store, log)
    if (head === undefined) continue
    const claimed = active === undefined ? 0 : await claimedHead(store, active, logId)
    if (claimed < head.seqNum) claims.push({ log: { author, logId }, head })
  }
  return claims
}

/** The last entry below any fork up to which every signature is checked and every payload held or forgotten on purpose. */
async function headToClaim(store: LogStore, log: StoredLog): Promise<Claim['head'] | undefined> {
  const [firstHole = Number.POSITIVE_INFINITY] = await store.holes(log, 1)
  const seqNum = Math.min(log.verified, (log.forkedAt ?? Number.POSITIVE_INFINITY) - 1, firstHole - 1)
  const [head] = seqNum < 1 ? [] : await store.entries(log, seqNum, seqNum)
  return head === undefined ? undefined : { seqNum, hash: toHex(yamfHash(head.entry)) as EntryHash }
}

/** How far the active log says that it continues a log; 0 when it does not. */
async function claimedHead(store: LogStore, active: StoredLog, logId: bigint): Promise<number> {
  let highest = 0
  for (let from = 1; from <= active.seqNum; from += PAGE) {
    const page = await store.entries(active, from, Math.min(active.seqNum, from + PAGE - 1))
    for (const entry of page) highest = Math.max(highest, claimedBy(entry, active.author, logId))
  }
  return highest
}

function claimedBy({ payload }: StoredEntry, author: PublicKey, logId: bigint): number {
  const decoded = payload === undefined ? undefined : decodeOperation(payload)
  if (decoded?.ok !== true || decoded.value.op !== 'log.continue') return 0
  const { log, head } = decoded.value
  return log.author === author && log.logId === logId ? head.seqNum : 0
}
