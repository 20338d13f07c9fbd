// What sync knows about one link: which topics it shares, what the peer holds of each log, and what is still to be said and
// sent. Everything is pulled out message by message while the link has room, so that a slow peer costs no memory.

import type { FestivalId } from '../operations/ids.ts'
import { endsBlock } from './blocks.ts'
import { logKeyOf, type LocalTopic, type LogKey } from './local-topic.ts'
import { MAX_WANTS, type SyncMessage, type WantedRange, type WireHead } from './messages.ts'
import { Comparison } from './reconcile/comparison.ts'
import { RemoteHeads } from './reconcile/remote-heads.ts'

/** Ranges that a peer may have waiting with us. */
const MAX_SERVING = 64

/** Logs whose newest entries a peer may be waiting for. */
const MAX_SERVING_NEWEST = 8
/** Long logs of one topic whose newest entries one peer is asked for: a peer can make up as many as it likes. */
const MAX_NEWEST_ASKED = 1_024
/** Newest entries that we ask for: about what a screen shows. */
const NEWEST_COUNT = 32

/** A longer piece of news is announced instead of pushed. */
export const MAX_PUSHED_ENTRIES: number = 64
/** With so many ranges waiting for a slow link, news are announced instead of pushed. */
const MAX_WAITING_FOR_PUSH = 16

/** A range to load and send. */
export interface Serving extends WantedRange {
  festival: FestivalId
  /** Nobody asked for it, or GRAFT did. */
  isPush?: boolean
}

/** The newest entries of a log, with what links them to its beginning. */
export interface ServingNewest {
  festival: FestivalId
  author: WireHead['author']
  logId: bigint
  count: number
}

/** What the two ends of a link have in common, and only they. */
export interface LinkSecret {
  salt: Uint8Array
  /** One end of each link, and always the same, begins to compare. */
  leads: boolean
}

export interface PeerTopic {
  /** Our number for the topic on this link. */
  slot: number
  /** What the peer holds, as far as it said or sent it. */
  remote: RemoteHeads
  comparison: Comparison
  /** How far we sent or announced each log; links are reliable, so the peer has it or gets it unless it refused. */
  sent: Map<LogKey, number>
  /** Logs whose fork proofs it has not seen. */
  forks: Set<LogKey>
  /** Where the forks are that it was shown proofs of since the last comparison: it may not have stored them yet. */
  forksShown: Map<LogKey, number>
  wants: WantedRange[]
  /** Long logs whose newest entries are shown before all that comes before them. */
  newest: Map<LogKey, 'wanted' | 'asked' | 'came'>
}

export class SyncPeer {
  readonly topics: Map<FestivalId, PeerTopic> = new Map()
  /** Fork proofs taken from this peer since the last comparison. */
  forksTaken = 0
  readonly #link: LinkSecret
  #serving: Serving[] = []
  #servingNewest: ServingNewest[] = []

  constructor(link: LinkSecret) {
    this.#link = link
  }

  share(festival: FestivalId, slot: number, local: LocalTopic, now: number): void {
    const remote = new RemoteHeads(local)
    this.topics.set(festival, {
      slot,
      remote,
      comparison: new Comparison({ ...this.#link, items: local.items, remote }, now),
      sent: new Map(),
      forks: new Set(),
      forksShown: new Map(),
      wants: [],
      newest: new Map(),
    })
  }

  unshare(festival: FestivalId): void {
    this.topics.delete(festival)
    this.#serving = this.#serving.filter((serving) => serving.festival !== festival)
    this.#servingNewest = this.#servingNewest.filter((serving) => serving.festival !== festival)
  }

  /** Asks for the newest entries of a log that it takes long to catch up with, once. */
  askNewest(festival: FestivalId, key: LogKey): void {
    const newest = this.topics.get(festival)?.newest
    if (newest?.has(key) === false && newest.size < MAX_NEWEST_ASKED) newest.set(key, 'wanted')
  }

  /** Whether the newest entries of the log were asked for; true for the first answer only. */
  expectsNewest(festival: FestivalId, key: LogKey): boolean {
    const newest = this.topics.get(festival)?.newest
    if (newest?.get(key) !== 'asked') return false
    newest.set(key, 'came')
    return true
  }

  serveNewest(serving: ServingNewest): void {
    if (this.#servingNewest.length < MAX_SERVING_NEWEST) this.#servingNewest.push(serving)
  }

  /** How far the peer holds a log, as far as we know. */
  heightOf(festival: FestivalId, key: LogKey): number {
    return this.topics.get(festival)?.remote.heightOf(key) ?? 0
  }

  /**
   * Sends entries that nobody asked for when they are the very next piece for this peer, which held (or is about to hold)
   * the log up to `previous`. False when they are not, or the link is slow: then they are announced instead.
   */
  push(festival: FestivalId, head: WireHead, previous: number): boolean {
    const key = logKeyOf(head)
    const waiting = this.#serving.find((each) => each.festival === festival && logKeyOf(each) === key)
    if (waiting !== undefined) {
      if (waiting.to !== previous) return false
      waiting.to = head.seqNum
      return true
    }
    const expected = this.#expectedOf(festival, key)
    if (expected >= head.seqNum) return true
    const from = Math.max(previous, expected) + 1
    const isNext = expected >= previous && head.seqNum - from < MAX_PUSHED_ENTRIES
    if (!isNext || this.#serving.length >= MAX_WAITING_FOR_PUSH) return false
    this.serve({ festival, author: head.author, logId: head.logId, from, to: head.seqNum, isPush: true })
    return true
  }

  /** The peer is being told that we hold the log up to `head`; whoever held it up to `previous` will get it now. */
  told(festival: FestivalId, head: WireHead, previous: number): void {
    const key = logKeyOf(head)
    if (this.#expectedOf(festival, key) >= previous) this.topics.get(festival)?.sent.set(key, head.seqNum)
  }

  /** Takes pushes of the topic back; gives their logs, which are to be announced. */
  dropPushes(festival: FestivalId): LogKey[] {
    const isDropped = (each: Serving): boolean => each.isPush === true && each.festival === festival
    const dropped = this.#serving.filter(isDropped)
    this.#serving = this.#serving.filter((each) => !isDropped(each))
    for (const each of dropped) this.topics.get(festival)?.sent.set(logKeyOf(each), each.to)
    return dropped.map((each) => logKeyOf(each))
  }

  /** A peer that asks for more than it may wait for asks again later. */
  serve(serving: Serving): void {
    const key = logKeyOf(serving)
    const others = this.#serving.filter((each) => logKeyOf(each) !== key || each.festival !== serving.festival)
    if (others.length < MAX_SERVING) this.#serving = [...others, serving]
  }

  /** What is to be sent next: newest entries before any range, and no push of what the peer got elsewhere by now. */
  nextServing(): Serving | ServingNewest | undefined {
    const isHeld = (each: Serving): boolean =>
      each.isPush === true && this.heightOf(each.festival, logKeyOf(each)) >= each.to
    while (this.#serving[0] !== undefined && isHeld(this.#serving[0])) this.#serving.shift()
    return this.#servingNewest[0] ?? this.#serving[0]
  }

  servedNewest(serving: ServingNewest): void {
    this.#servingNewest = this.#servingNewest.filter((each) => each !== serving)
  }

  /** `last` was the sequence number of the last entry sent; once a block is whole, the rest of the range goes to the end. */
  served(serving: Serving, last: number): void {
    const index = this.#serving.indexOf(serving)
    if (index === -1) return
    this.#serving.splice(index, 1)
    const key = logKeyOf(serving)
    const sent = this.topics.get(serving.festival)?.sent
    sent?.set(key, Math.max(last, sent.get(key) ?? 0))
    if (last < serving.from || last >= serving.to) return
    const rest = { ...serving, from: last + 1 }
    if (endsBlock(last)) this.#serving.push(rest)
    else this.#serving.unshift(rest)
  }

  /** How far the peer holds the log, or is about to. */
  #expectedOf(festival: FestivalId, key: LogKey): number {
    return Math.max(this.heightOf(festival, key), this.topics.get(festival)?.sent.get(key) ?? 0)
  }

  /** The next control message about what is asked for and compared, fork proofs first. */
  nextControl(locals: ReadonlyMap<FestivalId, LocalTopic>): SyncMessage | undefined {
    for (const [festival, topic] of this.topics) {
      const local = locals.get(festival)
      if (local === undefined) continue
      const asked = nextFork(topic, local) ?? nextNewest(topic) ?? nextWant(topic)
      const message = asked ?? topic.comparison.next(topic.slot)
      if (message !== undefined) return message
    }
    return undefined
  }
}

function nextFork(topic: PeerTopic, local: LocalTopic): SyncMessage | undefined {
  for (const key of topic.forks) {
    topic.forks.delete(key)
    const proof = local.forks.get(key)
    if (proof === undefined || (topic.forksShown.get(key) ?? Number.POSITIVE_INFINITY) <= proof.seqNum) continue
    topic.forksShown.set(key, proof.seqNum)
    return { type: 'fork', slot: topic.slot, first: proof.first, second: proof.second }
  }
  return undefined
}

function nextNewest(topic: PeerTopic): SyncMessage | undefined {
  for (const [key, state] of topic.newest) {
    const head = topic.remote.headOf(key)
    if (state !== 'wanted' || head === undefined) continue
    topic.newest.set(key, 'asked')
    return { type: 'want-newest', slot: topic.slot, author: head.author, logId: head.logId, count: NEWEST_COUNT }
  }
  return undefined
}

function nextWant(topic: PeerTopic): SyncMessage | undefined {
  if (topic.wants.length === 0) return undefined
  return { type: 'want', slot: topic.slot, wants: topic.wants.splice(0, MAX_WANTS) }
}
