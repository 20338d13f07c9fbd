// Sync by comparing log heads (DESIGN 6): tell what is held, ask for what is longer elsewhere, send what is asked for; new
// own entries are pushed, news of others announced. A state machine over all links of this node: no clock, no store, no
// socket. Control messages and ranges to send are pulled from it while a link has room.

import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { IngestErrorCode } from '../log/ingest.ts'
import type { ForkProof } from '../ports/log-store.ts'
import { Fetches, type LinkId } from './fetches.ts'
import { reactionTo } from './ingest-reaction.ts'
import { SLEEP_JUMP_MS } from './keepalive.ts'
import {
  authorOf,
  disagree,
  dropHead,
  isNewHead,
  logKeyOf,
  newLocalTopic,
  setHead,
  type LocalHead,
  type LocalTopic,
  type LogKey,
} from './local-topic.ts'
import type {
  CloseReason,
  EntriesMessage,
  ForkMessage,
  NewestMessage,
  SyncMessage,
  WantedRange,
  WireHead,
} from './messages.ts'
import { COMPARE_EVERY_MS } from './reconcile/comparison.ts'
import { SyncPeer, type LinkSecret, type PeerTopic, type Serving, type ServingNewest } from './sync-peer.ts'
import { knowsLess, onWant, onWantNewest, probe } from './wants.ts'

/** Fork proofs that one link may have us verify. */
const MAX_FORKS_PER_LINK = 256
/** So many entries behind, the newest ones are asked for first, with what links them to the beginning. */
const LONG_WAY = 256
/** A full disk is tried again after this time. */
const STORAGE_PAUSE_MS = 60_000

/** What the owner of the state machine must do. */
export type SyncOutput =
  | { kind: 'ingest'; link: LinkId; festival: FestivalId; message: EntriesMessage }
  | { kind: 'ingest-newest'; link: LinkId; festival: FestivalId; message: NewestMessage }
  /** It is known what a peer holds: ask it for payloads that we lack, by `wantPayloads`. */
  | { kind: 'look-for-holes'; link: LinkId; festival: FestivalId }
  | { kind: 'keep-fork'; link: LinkId; festival: FestivalId; message: ForkMessage }
  | { kind: 'close'; link: LinkId; reason: CloseReason }

/** How an ingest ended: the log's head now (when the log is held), and the first refusal. */
export interface Ingested {
  head?: LocalHead
  error?: { code: IngestErrorCode; seqNum: number }
}

export class Sync {
  readonly #locals = new Map<FestivalId, LocalTopic>()
  readonly #peers = new Map<LinkId, SyncPeer>()
  readonly #fetches = new Fetches()
  /** Logs that some peer holds more of than we do. */
  readonly #behind = new Map<FestivalId, Set<LogKey>>()
  #blocked: ReadonlySet<PublicKey> = new Set()
  #pausedUntil = 0
  #tickedAt = Number.POSITIVE_INFINITY

  /** The festival is followed from now on; its heads come with `localHeads`. */
  follow(festival: FestivalId, topicKey: Uint8Array): void {
    if (!this.#locals.has(festival)) this.#locals.set(festival, newLocalTopic(topicKey))
  }

  unfollow(festival: FestivalId): void {
    this.#locals.delete(festival)
    this.#behind.delete(festival)
    for (const peer of this.#peers.values()) peer.unshare(festival)
  }

  addLink(link: LinkId, secret: LinkSecret): void {
    this.#peers.set(link, new SyncPeer(secret))
  }

  removeLink(link: LinkId, now: number): void {
    this.#peers.delete(link)
    this.#fetches.forgetLink(link)
    this.#plan(now)
  }

  /** Both ends of the link follow the festival: compare. */
  share(link: LinkId, festival: FestivalId, slot: number, now: number): void {
    const local = this.#locals.get(festival)
    if (local !== undefined) this.#peers.get(link)?.share(festival, slot, local, now)
    this.tick(now)
  }

  unshare(link: LinkId, festival: FestivalId): void {
    this.#peers.get(link)?.unshare(festival)
  }

  /** What the festival inherits of others. When that is news, what was refused or cut because of it is asked for again. */
  inherit(festival: FestivalId, cuts: ReadonlyMap<LogKey, number>): void {
    const local = this.#locals.get(festival)
    if (local === undefined) return
    const isNews = cuts.size !== local.cuts.size
    // A list shrinks when a fork below its end comes to light.
    for (const key of local.cuts.keys()) if (!cuts.has(key)) this.#changeHead(festival, local, key)
    local.cuts = cuts
    if (isNews) this.#askAgain(festival)
  }

  /** The store was read: heads and proofs of the festival. What changed goes out, own entries by push. */
  localHeads(festival: FestivalId, heads: readonly LocalHead[], forks: readonly ForkProof[], now: number): void {
    const local = this.#locals.get(festival)
    if (local === undefined) return
    for (const proof of forks) local.forks.set(logKeyOf(proof), proof)
    for (const head of heads) this.#advance(festival, local, head)
    for (const proof of forks) this.#spreadFork(festival, logKeyOf(proof), proof)
    this.#plan(now)
  }

  /**
   * Whom the user blocked, or what they allow, is different: the store dropped what was held of the blocked, and what was put
   * off or dropped before is asked for again. `localHeads` of every festival comes next.
   */
  reconsider(blocked: ReadonlySet<PublicKey>, now: number): void {
    this.#blocked = blocked
    for (const [festival, local] of this.#locals) {
      for (const [key, { author }] of local.heads) if (blocked.has(author)) this.#changeHead(festival, local, key)
      for (const [key, { author }] of local.forks) if (blocked.has(author)) local.forks.delete(key)
      this.#askAgain(festival)
    }
    this.#plan(now)
  }

  message(link: LinkId, festival: FestivalId, message: SyncMessage, now: number): SyncOutput[] {
    const peer = this.#peers.get(link)
    const local = this.#locals.get(festival)
    const topic = peer?.topics.get(festival)
    if (peer === undefined || local === undefined || topic === undefined) return []
    switch (message.type) {
      case 'have':
        for (const head of message.heads) topic.remote.learn(logKeyOf(head), head)
        this.#onHeads(festival, local, topic, message.heads)
        this.#plan(now)
        return []
      case 'root':
      case 'ranges': {
        const found = topic.comparison.on(message, now)
        if (found.isOver) topic.forksShown.clear()
        this.#onHeads(festival, local, topic, found.heads)
        this.#plan(now)
        return found.isOver ? [{ kind: 'look-for-holes', link, festival }] : []
      }
      case 'want':
        onWant(festival, local, peer, topic, message)
        return []
      case 'want-newest':
        onWantNewest(festival, local, peer, message)
        return []
      case 'newest':
        return peer.expectsNewest(festival, logKeyOf(message))
          ? [{ kind: 'ingest-newest', link, festival, message }]
          : []
      case 'entries':
        this.#onEntries(link, festival, peer, message, now)
        return [{ kind: 'ingest', link, festival, message }]
      case 'fork':
        return this.#onFork(link, festival, peer, message)
    }
  }

  /** An 'ingest' output was carried out. */
  ingested(link: LinkId, festival: FestivalId, message: EntriesMessage, result: Ingested, now: number): SyncOutput[] {
    const local = this.#locals.get(festival)
    if (local === undefined) return []
    const key = logKeyOf(message)
    if (result.head !== undefined) {
      this.#advance(festival, local, result.head)
      this.#fetches.progress(festival, key, link, now)
      this.#fetches.reached(festival, key, result.head.held)
    }
    const outputs = result.error === undefined ? [] : this.#refused(link, festival, message, result.error, now)
    this.#plan(now)
    return outputs
  }

  /** The next control message for a link. */
  nextControl(link: LinkId): SyncMessage | undefined {
    return this.#peers.get(link)?.nextControl(this.#locals)
  }

  /** What is to be loaded and sent next over a link. */
  nextServing(link: LinkId): Serving | ServingNewest | undefined {
    return this.#peers.get(link)?.serving
  }

  servedNewest(link: LinkId, serving: ServingNewest): void {
    this.#peers.get(link)?.servedNewest(serving)
  }

  /** Asks a peer for entries again that we hold without their payloads, as far as it holds the logs. */
  wantPayloads(link: LinkId, festival: FestivalId, wants: readonly WantedRange[]): void {
    const peer = this.#peers.get(link)
    const held = wants.filter((want) => (peer?.heightOf(festival, logKeyOf(want)) ?? 0) >= want.to)
    peer?.topics.get(festival)?.wants.push(...held)
  }

  /** Entries of the range up to `last` are on their way; `last` below `from` means that there are none. */
  served(link: LinkId, serving: Serving, last: number): void {
    this.#peers.get(link)?.served(serving, last)
  }

  tick(now: number): void {
    const hasSlept = now - this.#tickedAt >= SLEEP_JUMP_MS
    this.#tickedAt = now
    for (const { topics } of this.#peers.values()) {
      for (const { comparison } of topics.values()) comparison.tick(now, hasSlept)
    }
    this.#fetches.dropStalled(now)
    this.#plan(now)
  }

  /** Links whose peers said that they hold all entries of our own logs. Empty while we wrote nothing. */
  holders(festival: FestivalId): LinkId[] {
    const own = [...(this.#locals.get(festival)?.heads.values() ?? [])].filter((head) => head.own && head.seqNum > 0)
    if (own.length === 0) return []
    const holdsAll = (peer: SyncPeer): boolean =>
      own.every((head) => peer.heightOf(festival, logKeyOf(head)) >= head.seqNum)
    return [...this.#peers].flatMap(([link, peer]) => (holdsAll(peer) ? [link] : []))
  }

  /** The peer holds this of logs of which we hold something else, or nothing. */
  #onHeads(festival: FestivalId, local: LocalTopic, topic: PeerTopic, heads: readonly WireHead[]): void {
    for (const head of heads) {
      const key = logKeyOf(head)
      const mine = local.heads.get(key)
      if ((mine?.held ?? 0) < head.seqNum) this.#fallBehind(festival, key)
      if (mine !== undefined && disagree(mine, head)) topic.wants.push(probe(head))
      if (local.forks.has(key) && knowsLess(head, local.forks.get(key))) topic.forks.add(key)
    }
  }

  #onEntries(link: LinkId, festival: FestivalId, peer: SyncPeer, message: EntriesMessage, now: number): void {
    const key = logKeyOf(message)
    this.#fetches.progress(festival, key, link, now)
    const last = message.from + message.entries.length - 1
    if (last <= peer.heightOf(festival, key)) return
    peer.topics.get(festival)?.remote.reached(message, last)
    if (last > (this.#locals.get(festival)?.heads.get(key)?.held ?? 0)) this.#fallBehind(festival, key)
  }

  #onFork(link: LinkId, festival: FestivalId, peer: SyncPeer, message: ForkMessage): SyncOutput[] {
    peer.forksTaken += 1
    return peer.forksTaken > MAX_FORKS_PER_LINK ? [] : [{ kind: 'keep-fork', link, festival, message }]
  }

  /** A log of ours grew or was cut by a fork: tell everybody, push to whom it is the very next piece. */
  #advance(festival: FestivalId, local: LocalTopic, head: LocalHead): void {
    if (!isNewHead(local, head)) return
    const key = logKeyOf(head)
    const previous = local.heads.get(key)?.seqNum ?? 0
    this.#changeHead(festival, local, key, head)
    for (const peer of this.#peers.values()) {
      const topic = peer.topics.get(festival)
      if (topic === undefined) continue
      const isPushed = head.own && head.forkedAt === undefined && peer.push(festival, head, previous)
      if (!isPushed) topic.news.add(key)
    }
  }

  /** Our head of a log is another one, or none. Of each peer is remembered only in what it differs from us. */
  #changeHead(festival: FestivalId, local: LocalTopic, key: LogKey, head?: LocalHead): void {
    for (const peer of this.#peers.values()) peer.topics.get(festival)?.remote.ourHeadChanges(key)
    if (head === undefined) dropHead(local, key)
    else setHead(local, head)
  }

  #spreadFork(festival: FestivalId, key: LogKey, proof: ForkProof): void {
    for (const peer of this.#peers.values()) {
      const topic = peer.topics.get(festival)
      const theirs = topic?.remote.headOf(key)
      if (theirs !== undefined && knowsLess(theirs, proof)) topic?.forks.add(key)
    }
  }

  #refused(
    link: LinkId,
    festival: FestivalId,
    message: EntriesMessage,
    error: { code: IngestErrorCode; seqNum: number },
    now: number,
  ): SyncOutput[] {
    const key = logKeyOf(message)
    const topic = this.#peers.get(link)?.topics.get(festival)
    this.#fetches.end(festival, key)
    switch (reactionTo(error.code)) {
      case 'again':
        return []
      case 'look-below':
        // Its history differs from ours below this entry: the two entries before it prove the fork.
        if (error.seqNum > 1) {
          const { author, logId } = message
          topic?.wants.push({ author, logId, from: error.seqNum - 1, to: error.seqNum - 1 })
        }
        this.#fetches.avoid(festival, key, link, now)
        return []
      case 'avoid':
        this.#fetches.avoid(festival, key, link, now, COMPARE_EVERY_MS)
        return []
      case 'pause':
        this.#pausedUntil = now + STORAGE_PAUSE_MS
        return []
      case 'close':
        return [{ kind: 'close', link, reason: 'bad-entry' }]
    }
  }

  /** Any link may be asked again for whatever it holds more of. */
  #askAgain(festival: FestivalId): void {
    this.#fetches.forgive()
    for (const peer of this.#peers.values()) {
      const { remote } = peer.topics.get(festival) ?? {}
      for (const key of remote?.longer() ?? []) this.#fallBehind(festival, key)
    }
  }

  #fallBehind(festival: FestivalId, key: LogKey): void {
    const keys = this.#behind.get(festival) ?? new Set()
    this.#behind.set(festival, keys.add(key))
  }

  /** Asks for every log that somebody holds more of, each from one link. */
  #plan(now: number): void {
    if (now < this.#pausedUntil) return
    for (const [festival, keys] of this.#behind) {
      for (const key of keys) this.#planLog(festival, keys, key, now)
    }
  }

  #planLog(festival: FestivalId, keys: Set<LogKey>, key: LogKey, now: number): void {
    if (this.#fetches.isFetching(festival, key)) return
    const local = this.#locals.get(festival)
    const mine = local?.heads.get(key)
    const height = mine?.held ?? 0
    const cut = local?.cuts.get(key)
    const holders = [...this.#peers].filter(([, peer]) => peer.heightOf(festival, key) > height)
    const isBlocked = this.#blocked.has(authorOf(key))
    // Below a fork there may be something to fetch; entry 1 always, when it is the festival itself.
    const unforked = Math.max(1, (mine?.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
    const last = Math.min(unforked, cut ?? Number.POSITIVE_INFINITY)
    if (holders.length === 0 || height >= last || (isBlocked && height > 0)) {
      keys.delete(key)
      return
    }
    const ids = holders.map(([link]) => link)
    const link = this.#fetches.choose(festival, key, ids, now)
    const topic = link === undefined ? undefined : this.#peers.get(link)?.topics.get(festival)
    const head = topic?.remote.headOf(key)
    if (link === undefined || topic === undefined || head === undefined) return
    // The first entry may be the festival itself, whoever wrote it; the door knows.
    const to = isBlocked ? 1 : Math.min(head.seqNum, last)
    this.#fetches.begin(festival, key, link, to, now)
    if (to - height >= LONG_WAY && cut === undefined) this.#peers.get(link)?.askNewest(festival, key)
    topic.wants.push({ author: head.author, logId: head.logId, from: height + 1, to })
  }
}
