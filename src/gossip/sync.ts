// Sync by comparing log heads (DESIGN 6): tell what is held, ask for what is longer elsewhere, send what is asked for; new
// own entries are pushed, news of others announced. A state machine over all links of this node: no clock, no store, no
// socket. Control messages and ranges to send are pulled from it while a link has room.

import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { IngestErrorCode } from '../log/ingest.ts'
import type { ForkProof } from '../ports/log-store.ts'
import { Fetches, type LinkId } from './fetches.ts'
import { reactionTo } from './ingest-reaction.ts'
import {
  authorOf,
  disagree,
  logKeyOf,
  updateHead,
  type LocalHead,
  type LocalTopic,
  type LogKey,
} from './local-topic.ts'
import type {
  CloseReason,
  EntriesMessage,
  ForkMessage,
  HaveMessage,
  NewestMessage,
  SyncMessage,
  WantedRange,
} from './messages.ts'
import { SyncPeer, type PeerTopic, type Serving, type ServingNewest } from './sync-peer.ts'
import { knowsLess, onWant, onWantNewest, probe } from './wants.ts'

/** Heads are told again this often: what got lost by any accident is found then. */
export const LIST_EVERY_MS: number = 5 * 60 * 1000
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
  /** A peer has told all its heads: ask it for payloads that we lack, by `wantPayloads`. */
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

  /** The festival is followed from now on; its heads come with `localHeads`. */
  follow(festival: FestivalId): void {
    if (!this.#locals.has(festival)) this.#locals.set(festival, { heads: new Map(), forks: new Map(), cuts: new Map() })
  }

  unfollow(festival: FestivalId): void {
    this.#locals.delete(festival)
    this.#behind.delete(festival)
    for (const peer of this.#peers.values()) peer.unshare(festival)
  }

  addLink(link: LinkId): void {
    this.#peers.set(link, new SyncPeer())
  }

  removeLink(link: LinkId, now: number): void {
    this.#peers.delete(link)
    this.#fetches.forgetLink(link)
    this.#plan(now)
  }

  /** Both ends of the link follow the festival: compare. */
  share(link: LinkId, festival: FestivalId, slot: number, now: number): void {
    this.#peers.get(link)?.share(festival, slot, now)
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
    local.cuts = cuts
    if (isNews) this.#askAgain(festival, local)
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
      for (const heads of [local.heads, local.forks]) {
        for (const [key, { author }] of heads) if (blocked.has(author)) heads.delete(key)
      }
      this.#askAgain(festival, local)
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
        this.#onHave(festival, local, peer, topic, message)
        this.#plan(now)
        return message.part === 'last' ? [{ kind: 'look-for-holes', link, festival }] : []
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
    for (const peer of this.#peers.values()) {
      for (const [festival, topic] of peer.topics) {
        if (now < topic.nextListAt) continue
        topic.nextListAt = now + LIST_EVERY_MS
        topic.list = { keys: [...(this.#locals.get(festival)?.heads.keys() ?? [])], next: 0 }
      }
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

  #onHave(festival: FestivalId, local: LocalTopic, peer: SyncPeer, topic: PeerTopic, message: HaveMessage): void {
    for (const head of message.heads) {
      peer.learn(festival, head)
      const key = logKeyOf(head)
      const mine = local.heads.get(key)
      if ((mine?.held ?? 0) < head.seqNum) this.#fallBehind(festival, key)
      if (mine !== undefined && disagree(mine, head)) topic.wants.push(probe(head))
      if (local.forks.has(key) && knowsLess(head, local.forks.get(key))) topic.forks.add(key)
    }
    if (message.part === 'last') topic.isListComplete = true
  }

  #onEntries(link: LinkId, festival: FestivalId, peer: SyncPeer, message: EntriesMessage, now: number): void {
    const key = logKeyOf(message)
    this.#fetches.progress(festival, key, link, now)
    const last = message.from + message.entries.length - 1
    if (last <= peer.heightOf(festival, key)) return
    // The hash of that entry is not known before it is decoded; nobody compares with it.
    peer.learn(festival, { author: message.author, logId: message.logId, seqNum: last, hash: NO_HASH })
    if (last > (this.#locals.get(festival)?.heads.get(key)?.held ?? 0)) this.#fallBehind(festival, key)
  }

  #onFork(link: LinkId, festival: FestivalId, peer: SyncPeer, message: ForkMessage): SyncOutput[] {
    peer.forksTaken += 1
    return peer.forksTaken > MAX_FORKS_PER_LINK ? [] : [{ kind: 'keep-fork', link, festival, message }]
  }

  /** A log of ours grew or was cut by a fork: tell everybody, push to whom it is the very next piece. */
  #advance(festival: FestivalId, local: LocalTopic, head: LocalHead): void {
    const change = updateHead(local, head)
    if (change === undefined) return
    const key = logKeyOf(head)
    for (const peer of this.#peers.values()) {
      const topic = peer.topics.get(festival)
      if (topic === undefined) continue
      const isPushed = head.own && head.forkedAt === undefined && peer.push(festival, head, change.previous)
      if (!isPushed) topic.news.add(key)
    }
  }

  #spreadFork(festival: FestivalId, key: LogKey, proof: ForkProof): void {
    for (const peer of this.#peers.values()) {
      const topic = peer.topics.get(festival)
      const theirs = topic?.heads.get(key)
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
        this.#fetches.avoid(festival, key, link, now, LIST_EVERY_MS)
        return []
      case 'pause':
        this.#pausedUntil = now + STORAGE_PAUSE_MS
        return []
      case 'close':
        return [{ kind: 'close', link, reason: 'bad-entry' }]
    }
  }

  /** Any link may be asked again for whatever it holds more of. */
  #askAgain(festival: FestivalId, local: LocalTopic): void {
    this.#fetches.forgive()
    for (const peer of this.#peers.values()) {
      for (const key of peer.longerThan(festival, local)) this.#fallBehind(festival, key)
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
    const head = topic?.heads.get(key)
    if (link === undefined || topic === undefined || head === undefined) return
    // The first entry may be the festival itself, whoever wrote it; the door knows.
    const to = isBlocked ? 1 : Math.min(head.seqNum, last)
    this.#fetches.begin(festival, key, link, to, now)
    if (to - height >= LONG_WAY && cut === undefined) this.#peers.get(link)?.askNewest(festival, key)
    topic.wants.push({ author: head.author, logId: head.logId, from: height + 1, to })
  }
}

const NO_HASH = new Uint8Array(16)
