// What sync knows about one link: which topics it shares, what the peer holds of each log, and what is still to be said and
// sent. Everything is pulled out message by message while the link has room, so that a slow peer costs no memory.

import type { FestivalId } from '../operations/ids.ts'
import { MAX_HEADS, MAX_WANTS, type WireHead, type HavePart, type SyncMessage, type WantedRange } from './messages.ts'
import { logKeyOf, type LocalHead, type LocalTopic, type LogKey } from './local-topic.ts'

/** Logs of one topic that are remembered per peer; more than any honest festival has. */
const MAX_REMOTE_LOGS = 10_000
/** Ranges that a peer may have waiting with us. */
const MAX_SERVING = 64

/** Logs whose newest entries a peer may be waiting for. */
const MAX_SERVING_NEWEST = 8
/** Newest entries that we ask for: about what a screen shows. */
const NEWEST_COUNT = 32

/** A longer piece of news is announced instead of pushed. */
const MAX_PUSHED_ENTRIES = 64

/** A range to load and send. */
export interface Serving extends WantedRange {
  festival: FestivalId
}

/** The newest entries of a log, with what links them to its beginning. */
export interface ServingNewest {
  festival: FestivalId
  author: WireHead['author']
  logId: bigint
  count: number
}

export interface PeerTopic {
  /** Our number for the topic on this link. */
  slot: number
  /** What the peer said or sent. Only grows. */
  heads: Map<LogKey, WireHead>
  /** How far we sent each log; links are reliable, so the peer has it unless it refused. */
  sent: Map<LogKey, number>
  /** It has told all its heads once: a log that is not among them is not there. */
  isListComplete: boolean
  nextListAt: number
  /** Where the list of our heads stands; absent when it is told. */
  list?: { keys: LogKey[]; next: number }
  news: Set<LogKey>
  forks: Set<LogKey>
  wants: WantedRange[]
  /** Long logs whose newest entries are shown before all that comes before them. */
  newest: Map<LogKey, 'wanted' | 'asked' | 'came'>
}

export class SyncPeer {
  readonly topics: Map<FestivalId, PeerTopic> = new Map()
  /** Fork proofs taken from this peer. */
  forksTaken = 0
  #serving: Serving[] = []
  #servingNewest: ServingNewest[] = []

  share(festival: FestivalId, slot: number, now: number): void {
    this.topics.set(festival, {
      slot,
      heads: new Map(),
      sent: new Map(),
      isListComplete: false,
      nextListAt: now,
      news: new Set(),
      forks: new Set(),
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
    if (newest?.has(key) === false) newest.set(key, 'wanted')
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

  /** Remembers a head that the peer told; false when it was no news. */
  learn(festival: FestivalId, head: WireHead): boolean {
    const topic = this.topics.get(festival)
    if (topic === undefined) return false
    const key = logKeyOf(head)
    const known = topic.heads.get(key)
    const isNews =
      known === undefined
        ? topic.heads.size < MAX_REMOTE_LOGS
        : head.seqNum > known.seqNum || head.forkedAt !== known.forkedAt
    if (isNews) topic.heads.set(key, head)
    return isNews
  }

  /** How far the peer holds a log, as far as we know. */
  heightOf(festival: FestivalId, key: LogKey): number {
    return this.topics.get(festival)?.heads.get(key)?.seqNum ?? 0
  }

  /** The logs of a topic that the peer holds more of than we do. */
  longerThan(festival: FestivalId, local: LocalTopic): LogKey[] {
    const heads = [...(this.topics.get(festival)?.heads ?? [])]
    return heads.flatMap(([key, { seqNum }]) => (seqNum > (local.heads.get(key)?.held ?? 0) ? [key] : []))
  }

  /**
   * Sends entries that nobody asked for when they are the very next piece for this peer, which held (or is about to hold)
   * the log up to `previous`. False when they are not: then the news is announced instead.
   */
  push(festival: FestivalId, head: WireHead, previous: number): boolean {
    const key = logKeyOf(head)
    const waiting = this.#serving.find((each) => each.festival === festival && logKeyOf(each) === key)
    if (waiting !== undefined) {
      if (waiting.to !== previous) return false
      waiting.to = head.seqNum
      return true
    }
    const topic = this.topics.get(festival)
    const theirs = Math.max(this.heightOf(festival, key), topic?.sent.get(key) ?? 0)
    const isNext = theirs === previous && (theirs > 0 || topic?.isListComplete === true)
    if (!isNext || head.seqNum - theirs > MAX_PUSHED_ENTRIES) return false
    this.serve({ festival, author: head.author, logId: head.logId, from: theirs + 1, to: head.seqNum })
    return true
  }

  /** A peer that asks for more than it may wait for asks again later. */
  serve(serving: Serving): void {
    const key = logKeyOf(serving)
    const others = this.#serving.filter((each) => logKeyOf(each) !== key || each.festival !== serving.festival)
    if (others.length < MAX_SERVING) this.#serving = [...others, serving]
  }

  /** What is to be sent next: newest entries before any range. */
  get serving(): Serving | ServingNewest | undefined {
    return this.#servingNewest[0] ?? this.#serving[0]
  }

  servedNewest(serving: ServingNewest): void {
    this.#servingNewest = this.#servingNewest.filter((each) => each !== serving)
  }

  /** `last` was the sequence number of the last entry sent; the rest of the range goes to the end of the queue. */
  served(serving: Serving, last: number): void {
    const index = this.#serving.indexOf(serving)
    if (index === -1) return
    this.#serving.splice(index, 1)
    this.topics.get(serving.festival)?.sent.set(logKeyOf(serving), last)
    if (last >= serving.from && last < serving.to) this.#serving.push({ ...serving, from: last + 1 })
  }

  /** The next control message, fork proofs first. */
  nextControl(locals: ReadonlyMap<FestivalId, LocalTopic>): SyncMessage | undefined {
    for (const [festival, topic] of this.topics) {
      const local = locals.get(festival)
      if (local === undefined) continue
      const asked = nextFork(topic, local) ?? nextNewest(topic) ?? nextWant(topic)
      const message = asked ?? nextNews(topic, local) ?? nextOfList(topic, local)
      if (message !== undefined) return message
    }
    return undefined
  }
}

function nextFork(topic: PeerTopic, local: LocalTopic): SyncMessage | undefined {
  for (const key of topic.forks) {
    topic.forks.delete(key)
    const proof = local.forks.get(key)
    if (proof !== undefined) return { type: 'fork', slot: topic.slot, first: proof.first, second: proof.second }
  }
  return undefined
}

function nextNewest(topic: PeerTopic): SyncMessage | undefined {
  for (const [key, state] of topic.newest) {
    const head = topic.heads.get(key)
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

function nextNews(topic: PeerTopic, local: LocalTopic): SyncMessage | undefined {
  if (topic.news.size === 0) return undefined
  const keys = [...topic.news].slice(0, MAX_HEADS)
  for (const key of keys) topic.news.delete(key)
  return have(topic, local, 'news', keys)
}

function nextOfList(topic: PeerTopic, local: LocalTopic): SyncMessage | undefined {
  const { list } = topic
  if (list === undefined) return undefined
  const keys = list.keys.slice(list.next, list.next + MAX_HEADS)
  list.next += keys.length
  const isLast = list.next >= list.keys.length
  if (isLast) delete topic.list
  return have(topic, local, isLast ? 'last' : 'list', keys)
}

function have(topic: PeerTopic, local: LocalTopic, part: HavePart, keys: readonly LogKey[]): SyncMessage {
  // Of a log that is held only provisionally so far there is nothing to tell.
  const isTold = (head: LocalHead): boolean => head.seqNum > 0 || head.forkedAt !== undefined
  const heads = keys.flatMap((key) => local.heads.get(key) ?? []).filter(isTold)
  return { type: 'have', slot: topic.slot, part, heads }
}
