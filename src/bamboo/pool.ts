// Verification of a partially replicated log (design §4.1, certificate pools): entries with gaps between them belong to one
// log without a fork among them when links lead from the newest of them to an entry that is known.

import { equalBytes } from './bytes.ts'
import type { Entry } from './entry.ts'
import { lipmaalink } from './lipmaa.ts'
import { err, ok, type Result } from './result.ts'

/** An entry with its yamf-hash. Form and signature must have been checked (see `VerifiedHeader`). */
export interface PoolMember {
  readonly entry: Entry
  readonly hash: Uint8Array
}

/** An entry of the log that is known to belong to it, for instance the newest of a gap-free prefix. */
export interface Anchor {
  readonly seqNum: number
  /** Yamf-hash of the entry. */
  readonly hash: Uint8Array
}

/**
 * `pool-entry-missing`: the newest entry itself is not there. `pool-mixed-logs`: of another author or log id.
 * `pool-contradiction`: two entries with one sequence number, or one that is not the anchor: the log is forked.
 * `pool-link-mismatch`: a link names another entry than the one that is there. `pool-after-end-of-log`: the log ended before.
 * `pool-path-missing`: no links lead to an anchor or to entry 1.
 */
export type PoolErrorCode =
  | 'pool-entry-missing'
  | 'pool-mixed-logs'
  | 'pool-contradiction'
  | 'pool-link-mismatch'
  | 'pool-after-end-of-log'
  | 'pool-path-missing'

/** What is wrong, and the lowest entry at which it shows; for a missing path the lowest that links lead to. */
export interface PoolError {
  readonly code: PoolErrorCode
  readonly seqNum: number
}

/** What the pool proves: these sequence numbers (ascending) are on links from the newest entry on. */
export interface ProvenPool {
  readonly reached: readonly number[]
}

/**
 * Decides whether members, in any order, contain a link path from entry `newest` to an anchor; entry 1, when it is a
 * member, always is one. Checks every link between members and anchors, also beside the path.
 */
export function checkPool(
  members: readonly PoolMember[],
  newest: number,
  anchors: readonly Anchor[] = [],
): Result<ProvenPool, PoolError> {
  const ascending = members.toSorted((a, b) => a.entry.seqNum - b.entry.seqNum)
  const known = new Map(anchors.map(({ seqNum, hash }) => [seqNum, hash]))
  const bySeqNum = new Map(members.map((member) => [member.entry.seqNum, member]))
  const start = bySeqNum.get(newest)
  if (start === undefined) return err({ code: 'pool-entry-missing', seqNum: newest })
  const clash = findClash(start.entry, ascending, known) ?? findWrongLink(ascending, known)
  if (clash !== undefined) return err(clash)
  const reached = follow(newest, bySeqNum, known)
  const lowest = reached[0] ?? newest
  const isAnchored = lowest === 1 || anchors.some(({ seqNum }) => reached.includes(seqNum))
  return isAnchored ? ok({ reached }) : err({ code: 'pool-path-missing', seqNum: lowest })
}

/** The first member that can not be in one log with the others. Adds all members to what is known. */
function findClash(
  { author, logId }: Entry,
  members: readonly PoolMember[],
  known: Map<number, Uint8Array>,
): PoolError | undefined {
  const end = Math.min(...members.map(({ entry }) => (entry.isEndOfLog ? entry.seqNum : Number.POSITIVE_INFINITY)))
  for (const { entry, hash } of members) {
    const { seqNum } = entry
    const same = known.get(seqNum)
    if (entry.logId !== logId || !equalBytes(entry.author, author)) return { code: 'pool-mixed-logs', seqNum }
    if (same !== undefined && !equalBytes(same, hash)) return { code: 'pool-contradiction', seqNum }
    if (seqNum > end) return { code: 'pool-after-end-of-log', seqNum }
    known.set(seqNum, hash)
  }
  return undefined
}

function findWrongLink(members: readonly PoolMember[], known: ReadonlyMap<number, Uint8Array>): PoolError | undefined {
  for (const { entry } of members) {
    for (const [target, link] of linksOf(entry)) {
      const hash = known.get(target)
      const isWrong = hash !== undefined && !equalBytes(hash, link)
      if (isWrong) return { code: 'pool-link-mismatch', seqNum: entry.seqNum }
    }
  }
  return undefined
}

/** All members and anchors that links lead to, ascending. */
function follow(
  newest: number,
  members: ReadonlyMap<number, PoolMember>,
  known: ReadonlyMap<number, Uint8Array>,
): number[] {
  const reached = new Set([newest])
  // A set can grow while it is walked: what is added is visited too.
  for (const seqNum of reached) {
    const entry = members.get(seqNum)?.entry
    if (entry === undefined) continue
    for (const [target] of linksOf(entry)) if (known.has(target)) reached.add(target)
  }
  return [...reached].sort((a, b) => a - b)
}

function linksOf({ seqNum, backlink, lipmaalink: link }: Entry): [target: number, hash: Uint8Array][] {
  const links: [number, Uint8Array][] = []
  if (backlink !== undefined) links.push([seqNum - 1, backlink])
  if (link !== undefined) links.push([lipmaalink(seqNum), link])
  return links
}
