// What sync knows about one link: which topics it shares, what the peer holds of each log, and what is still to be said and
// sent. Everything is pulled out message by message while the link has room, so that a slow peer costs no memory.

import type { FestivalId } from '../operations/ids.ts'
import { MAX_HEADS, MAX_WANTS, type WireHead, type HavePart, type SyncMessage, type WantedRange } from './messages.ts'
import { logKeyOf, type LocalTopic, type LogKey } from './local-topic.ts'

/** Logs of one topic that are remembered per peer; more than any honest festival has. */
const MAX_REMOTE_LOGS = 10_000
/** Ranges that a peer may have waiting with us. */
const MAX_SERVING = 64

/** A longer piece of news is announced instead of pushed. */
const MAX_PUSHED_ENTRIES = 64

/** A range to load and send. */
export interface Serving extends WantedRange {
  festival: FestivalId
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
}

export class SyncPeer {
  readonly topics: Map<FestivalId, PeerTopic> = new Map()
  /** Fork proofs taken from this peer. */
  forksTaken = 0
  #serving: Serving[] = []

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
    })
  }

  unshare(festival: FestivalId): void {
    this.topics.delete(festival)
    this.#serving = this.#serving.filter((serving) => serving.festival !== festival)
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

  /** The range whose entries are to be sent next. */
  get serving(): Serving | undefined {
    return this.#serving[0]
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
      const message = nextFork(topic, local) ?? nextWant(topic) ?? nextNews(topic, local) ?? nextOfList(topic, local)
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
  const heads = keys.flatMap((key) => local.heads.get(key) ?? [])
  return { type: 'have', slot: topic.slot, part, heads }
}
