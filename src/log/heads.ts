// How far each log of a festival is held, and what another node has that we lack (DESIGN 6, sync by comparing log heads).

import { toHex, yamfHash } from '../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import type { LogStore, StoredLog } from '../ports/log-store.ts'

/** The newest entry of a log that a node holds without a gap and has checked the signatures up to. */
export interface Head {
  author: PublicKey
  logId: bigint
  seqNum: number
  /** Absent from peers that do not say it. */
  hash?: EntryHash
  /** Lowest sequence number with a fork proof; entries from here on are not wanted. */
  forkedAt?: number
}

/** Entries from...to inclusive of one log. */
export interface Want {
  author: PublicKey
  logId: bigint
  from: number
  to: number
}

export interface HeadDifference {
  /** What the other node has and we lack. */
  wants: Want[]
  /** Logs whose entry at one number differs: asking for that entry (from = to) gives a fork proof. */
  disputes: Want[]
}

/** The heads of all logs held of a festival; logs of which nothing is verified are left out. */
export async function headsOf(store: LogStore, festival: FestivalId): Promise<Head[]> {
  const logs = await store.logs(festival)
  const heads = await Promise.all(logs.map((log) => headOf(store, log)))
  return heads.filter((head) => head !== undefined)
}

/** Provisional entries are not told of: nothing is passed on before every signature is checked (DESIGN 4.1). */
async function headOf(store: LogStore, log: StoredLog): Promise<Head | undefined> {
  const { author, logId, seqNum, verified, forkedAt } = log
  if (verified === 0) return undefined
  const hash = verified === seqNum ? log.hash : await hashAt(store, log, verified)
  const head: Head = { author, logId, seqNum: verified }
  if (hash !== undefined) head.hash = hash
  if (forkedAt !== undefined) head.forkedAt = forkedAt
  return head
}

async function hashAt(store: LogStore, log: StoredLog, seqNum: number): Promise<EntryHash | undefined> {
  const [held] = await store.entries(log, seqNum, seqNum)
  return held === undefined ? undefined : (toHex(yamfHash(held.entry)) as EntryHash)
}

/**
 * Compares our heads with those that another node claims. Claims are not believed: what comes passes `ingest`.
 * For library users who bring logs together by a way of their own (files, HTTP): src/gossip does it link by link instead.
 */
export function compareHeads(local: readonly Head[], remote: readonly Head[]): HeadDifference {
  const ours = new Map(local.map((head) => [keyOf(head), head]))
  const difference: HeadDifference = { wants: [], disputes: [] }
  for (const theirs of remote) {
    const { author, logId } = theirs
    const our = ours.get(keyOf(theirs))
    const from = (our?.seqNum ?? 0) + 1
    const to = Math.min(theirs.seqNum, (our?.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
    if (to >= from) difference.wants.push({ author, logId, from, to })
    else if (our !== undefined && isDisputed(our, theirs)) {
      difference.disputes.push({ author, logId, from: theirs.seqNum, to: theirs.seqNum })
    }
  }
  return difference
}

function isDisputed(our: Head, their: Head): boolean {
  const isKnownFork = our.forkedAt !== undefined && our.forkedAt <= our.seqNum
  const bothNamed = our.hash !== undefined && their.hash !== undefined
  return !isKnownFork && bothNamed && our.seqNum === their.seqNum && our.hash !== their.hash
}

function keyOf({ author, logId }: { author: PublicKey; logId: bigint }): string {
  return `${author}/${logId}`
}
