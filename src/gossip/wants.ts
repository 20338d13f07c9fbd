// What a peer asks us for, and what it does not know yet (DESIGN 6): becomes ranges to serve and proofs to send.

import type { FestivalId } from '../operations/ids.ts'
import type { ForkProof } from '../ports/log-store.ts'
import { logKeyOf, type LocalTopic } from './local-topic.ts'
import type { WantMessage, WantNewestMessage, WantedRange, WireHead } from './messages.ts'
import type { PeerTopic, SyncPeer } from './sync-peer.ts'

/** Whether a peer that told this head has not seen the proof. */
export function knowsLess(head: WireHead, proof: ForkProof | undefined): boolean {
  return proof !== undefined && (head.forkedAt === undefined || head.forkedAt > proof.seqNum)
}

/** Ranges that may wait to be asked for on one link, in one topic; what is left out is found by comparing again. */
const MAX_WAITING_WANTS = 256

/** Asks a peer for a range, as soon as the link has room. */
export function ask(topic: PeerTopic | undefined, want: WantedRange): void {
  if (topic !== undefined && topic.wants.length < MAX_WAITING_WANTS) topic.wants.push(want)
}

/** Ranges are cut at our head: nothing is sent that is forked or not wholly verified. */
export function onWant(
  festival: FestivalId,
  local: LocalTopic,
  peer: SyncPeer,
  topic: PeerTopic,
  message: WantMessage,
): void {
  for (const want of message.wants) {
    const key = logKeyOf(want)
    const mine = local.heads.get(key)
    if (mine?.forkedAt !== undefined) topic.forks.add(key)
    const to = Math.min(want.to, mine?.seqNum ?? 0)
    // Nobody asks for what comes after something that they lack.
    topic.remote.reached(want, Math.min(want.from - 1, mine?.seqNum ?? 0))
    if (to >= want.from) peer.serve({ festival, author: want.author, logId: want.logId, from: want.from, to })
  }
}

export function onWantNewest(
  festival: FestivalId,
  local: LocalTopic,
  peer: SyncPeer,
  { author, logId, count }: WantNewestMessage,
): void {
  const key = logKeyOf({ author, logId })
  const mine = local.cuts.has(key) ? undefined : local.heads.get(key)
  // A log that is cut has no newest entries to speak of: they come with the range.
  const isWhole = mine !== undefined && mine.forkedAt === undefined && mine.held === mine.seqNum
  if (isWhole && count > 0) peer.serveNewest({ festival, author, logId, count })
}

/** Asks for the very entry of a head that we hold another one of: the answer proves a fork. */
export function probe(head: Pick<WireHead, 'author' | 'logId' | 'seqNum'>): WantedRange {
  return { author: head.author, logId: head.logId, from: head.seqNum, to: head.seqNum }
}
