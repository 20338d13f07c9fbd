// Sync by comparing log heads (DESIGN 6): compare, ask for what is longer elsewhere (`CatchUp`), send what is asked for, spread
// what is new (`Broadcast`). A state machine over all links of this node: no clock, no store, no socket. Control messages and
// ranges to send are pulled from it while a link has room.

import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { ForkProof } from '../ports/log-store.ts'
import { Broadcast, type Origin } from './broadcast/broadcast.ts'
import { CatchUp, type Refusal } from './catch-up.ts'
import type { LinkId } from './fetches.ts'
import { reactionTo } from './ingest-reaction.ts'
import { SLEEP_JUMP_MS } from './keepalive.ts'
import {
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
  PushMessage,
  SyncMessage,
  WantedRange,
  WireHead,
} from './messages.ts'
import { SyncPeer, type LinkSecret, type PeerTopic, type Serving, type ServingNewest } from './sync-peer.ts'
import { ask, knowsLess, onWant, onWantNewest, probe } from './wants.ts'

/** Fork proofs that one link may have us verify until the next comparison. */
const MAX_FORKS_PER_LINK = 256

/** What the owner of the state machine must do. */
export type SyncOutput =
  | { kind: 'ingest'; link: LinkId; festival: FestivalId; message: EntriesMessage | PushMessage }
  | { kind: 'ingest-newest'; link: LinkId; festival: FestivalId; message: NewestMessage }
  /** It is known what a peer holds: ask it for payloads that we lack, by `wantPayloads`. */
  | { kind: 'look-for-holes'; link: LinkId; festival: FestivalId }
  | { kind: 'keep-fork'; link: LinkId; festival: FestivalId; message: ForkMessage }
  | { kind: 'close'; link: LinkId; reason: CloseReason }

/** How an ingest ended: the log's head now (when the log is held), and the first refusal. */
export interface Ingested {
  head?: LocalHead
  error?: Refusal
}

export class Sync {
  readonly #locals = new Map<FestivalId, LocalTopic>()
  readonly #peers = new Map<LinkId, SyncPeer>()
  readonly #catchUp: CatchUp
  readonly #broadcast: Broadcast
  #tickedAt = Number.POSITIVE_INFINITY

  constructor() {
    const holdings = { locals: this.#locals, peers: this.#peers }
    this.#catchUp = new CatchUp(holdings, (festival, key) => this.#broadcast.isGrafting(festival, key))
    this.#broadcast = new Broadcast(holdings, this.#catchUp)
  }

  /** The festival is followed from now on; its heads come with `localHeads`. */
  follow(festival: FestivalId, topicKey: Uint8Array): void {
    if (this.#locals.has(festival)) return
    this.#locals.set(festival, newLocalTopic(topicKey))
    this.#broadcast.follow(festival, topicKey)
  }

  unfollow(festival: FestivalId): void {
    this.#locals.delete(festival)
    this.#catchUp.forgetTopic(festival)
    this.#broadcast.unfollow(festival)
    for (const peer of this.#peers.values()) peer.unshare(festival)
  }

  /** `roundTripMs`: how long the other end took to answer so far. */
  addLink(link: LinkId, secret: LinkSecret, roundTripMs: number): void {
    this.#peers.set(link, new SyncPeer(secret))
    this.#broadcast.addLink(link, roundTripMs)
  }

  removeLink(link: LinkId, now: number): void {
    this.#peers.delete(link)
    this.#catchUp.forgetLink(link, now)
    this.#broadcast.removeLink(link, now)
    this.#catchUp.plan(now)
  }

  /** Both ends of the link follow the festival: compare. */
  share(link: LinkId, festival: FestivalId, slot: number, now: number): void {
    const [local, peer] = [this.#locals.get(festival), this.#peers.get(link)]
    if (local !== undefined && peer !== undefined) {
      peer.share(festival, slot, local, now)
      this.#broadcast.share(link, festival)
    }
    this.tick(now)
  }

  unshare(link: LinkId, festival: FestivalId, now: number): void {
    this.#peers.get(link)?.unshare(festival)
    this.#broadcast.unshare(link, festival, now)
  }

  /** What the festival inherits of others. When that is news, what was refused or cut because of it is asked for again. */
  inherit(festival: FestivalId, cuts: ReadonlyMap<LogKey, number>): void {
    const local = this.#locals.get(festival)
    if (local === undefined) return
    const isNews = cuts.size !== local.cuts.size
    // A list shrinks when a fork below its end comes to light.
    for (const key of local.cuts.keys()) if (!cuts.has(key)) this.#changeHead(festival, local, key)
    local.cuts = cuts
    if (isNews) this.#catchUp.askAgain(festival)
  }

  /** The store was read: heads and proofs of the festival. What changed goes out. */
  localHeads(festival: FestivalId, heads: readonly LocalHead[], forks: readonly ForkProof[], now: number): void {
    const local = this.#locals.get(festival)
    if (local === undefined) return
    for (const proof of forks) local.forks.set(logKeyOf(proof), proof)
    for (const head of heads) this.#advance(festival, local, head, undefined, now)
    for (const proof of forks) this.#spreadFork(festival, logKeyOf(proof), proof)
    this.#catchUp.plan(now)
  }

  /**
   * Whom the user blocked, or what they allow, is different: the store dropped what was held of the blocked, and what was put
   * off or dropped before is asked for again. `localHeads` of every festival comes next.
   */
  reconsider(blocked: ReadonlySet<PublicKey>, now: number): void {
    this.#catchUp.block(blocked)
    for (const [festival, local] of this.#locals) {
      for (const [key, { author }] of local.heads) if (blocked.has(author)) this.#changeHead(festival, local, key)
      for (const [key, { author }] of local.forks) if (blocked.has(author)) local.forks.delete(key)
      this.#catchUp.askAgain(festival)
    }
    this.#catchUp.plan(now)
  }

  message(link: LinkId, festival: FestivalId, message: SyncMessage, now: number): SyncOutput[] {
    const peer = this.#peers.get(link)
    const local = this.#locals.get(festival)
    const topic = peer?.topics.get(festival)
    if (peer === undefined || local === undefined || topic === undefined) return []
    const outputs = this.#take({ link, festival, peer, local, topic }, message, now)
    this.#catchUp.plan(now)
    return outputs
  }

  /** An 'ingest' output was carried out. */
  ingested(
    link: LinkId,
    festival: FestivalId,
    message: EntriesMessage | PushMessage,
    { head, error }: Ingested,
    now: number,
  ): SyncOutput[] {
    const local = this.#locals.get(festival)
    if (local === undefined) return []
    const key = logKeyOf(message)
    const isFresh = message.type === 'push'
    if (head !== undefined) {
      this.#advance(festival, local, head, { link, isFresh }, now)
      this.#catchUp.stored(festival, key, link, head.held, now)
    }
    if (isFresh) this.#broadcast.settled(festival, key, error === undefined ? undefined : reactionTo(error.code))
    const isDishonest = error !== undefined && this.#catchUp.refused(link, festival, message, error, now)
    this.#catchUp.plan(now)
    return isDishonest ? [{ kind: 'close', link, reason: 'bad-entry' }] : []
  }

  /** The next control message for a link. */
  nextControl(link: LinkId, now: number): SyncMessage | undefined {
    return this.#peers.get(link)?.nextControl(this.#locals) ?? this.#broadcast.nextControl(link, now)
  }

  /** What is to be loaded and sent next over a link. */
  nextServing(link: LinkId): Serving | ServingNewest | undefined {
    return this.#peers.get(link)?.nextServing()
  }

  servedNewest(link: LinkId, serving: ServingNewest): void {
    this.#peers.get(link)?.servedNewest(serving)
  }

  /** Asks a peer for entries again that we hold without their payloads, as far as it holds the logs. */
  wantPayloads(link: LinkId, festival: FestivalId, wants: readonly WantedRange[]): void {
    const peer = this.#peers.get(link)
    for (const want of wants) {
      const isHeld = (peer?.heightOf(festival, logKeyOf(want)) ?? 0) >= want.to
      if (isHeld) ask(peer?.topics.get(festival), want)
    }
  }

  /** Entries of the range up to `last` are on their way; `last` below `from` means that there are none. */
  served(link: LinkId, serving: Serving, last: number): void {
    this.#peers.get(link)?.served(serving, last)
  }

  /** Whether news travel over the link. */
  isBranch(link: LinkId): boolean {
    return this.#broadcast.isBranch(link)
  }

  /** Whether the link was asked for more of the log than comes with this message. */
  expectsMore(link: LinkId, festival: FestivalId, message: EntriesMessage | PushMessage): boolean {
    return this.#catchUp.expectsMore(link, festival, logKeyOf(message), message.from + message.entries.length - 1)
  }

  /** How far a log is held; 0: nothing of it, as far as is known here. */
  heldTo(festival: FestivalId, log: { author: PublicKey; logId: bigint }): number {
    return this.#locals.get(festival)?.heads.get(logKeyOf(log))?.held ?? 0
  }

  /** When `tick` has something to do that can not wait for a second; infinity when there is nothing like that. */
  get dueAt(): number {
    return this.#broadcast.dueAt
  }

  tick(now: number): void {
    const hasSlept = now - this.#tickedAt >= SLEEP_JUMP_MS
    this.#tickedAt = now
    for (const { topics } of this.#peers.values()) {
      for (const { comparison } of topics.values()) comparison.tick(now, hasSlept)
    }
    this.#broadcast.tick(now)
    this.#catchUp.tick(now)
  }

  /** Links whose peers said that they hold all entries of our own logs. Empty while we wrote nothing. */
  holders(festival: FestivalId): LinkId[] {
    const own = [...(this.#locals.get(festival)?.heads.values() ?? [])].filter((head) => head.own && head.seqNum > 0)
    if (own.length === 0) return []
    const holdsAll = (peer: SyncPeer): boolean =>
      own.every((head) => peer.heightOf(festival, logKeyOf(head)) >= head.seqNum)
    return [...this.#peers].flatMap(([link, peer]) => (holdsAll(peer) ? [link] : []))
  }

  /** Links whose peers said that they hold this entry. */
  holdersOf(festival: FestivalId, log: { author: PublicKey; logId: bigint }, seqNum: number): LinkId[] {
    const key = logKeyOf(log)
    return [...this.#peers].flatMap(([link, peer]) => (peer.heightOf(festival, key) >= seqNum ? [link] : []))
  }

  #take({ link, festival, peer, local, topic }: Sender, message: SyncMessage, now: number): SyncOutput[] {
    switch (message.type) {
      case 'have':
        for (const head of message.heads) topic.remote.learn(logKeyOf(head), head)
        this.#onHeads(festival, local, topic, message.heads)
        return []
      case 'root':
      case 'ranges': {
        const found = topic.comparison.on(message, now)
        if (found.isOver) {
          topic.forksShown.clear()
          peer.forksTaken = 0
        }
        this.#onHeads(festival, local, topic, found.heads)
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
        this.#onEntries(link, festival, topic, message, now)
        return [{ kind: 'ingest', link, festival, message }]
      case 'push':
        return this.#broadcast.onPush(link, festival, message, now) ? [{ kind: 'ingest', link, festival, message }] : []
      case 'news':
        this.#broadcast.onNews(link, festival, message, now)
        return []
      case 'graft':
        this.#broadcast.onGraft(link, festival, message)
        return []
      case 'prune':
        this.#broadcast.onPrune(link, festival, now)
        return []
      case 'fork':
        return this.#onFork(link, festival, peer, message)
    }
  }

  /** The peer holds this of logs of which we hold something else, or nothing. */
  #onHeads(festival: FestivalId, local: LocalTopic, topic: PeerTopic, heads: readonly WireHead[]): void {
    for (const head of heads) {
      const key = logKeyOf(head)
      const mine = local.heads.get(key)
      if ((mine?.held ?? 0) < head.seqNum) this.#catchUp.fallBehind(festival, key)
      if (mine !== undefined && disagree(mine, head)) ask(topic, probe(head))
      if (local.forks.has(key) && knowsLess(head, local.forks.get(key))) topic.forks.add(key)
    }
  }

  #onEntries(link: LinkId, festival: FestivalId, { remote }: PeerTopic, message: EntriesMessage, now: number): void {
    const key = logKeyOf(message)
    this.#catchUp.progress(festival, key, link, now)
    const last = message.from + message.entries.length - 1
    if (last <= remote.heightOf(key)) return
    remote.reached(message, last)
    if (last > (this.#locals.get(festival)?.heads.get(key)?.held ?? 0)) this.#catchUp.fallBehind(festival, key)
  }

  #onFork(link: LinkId, festival: FestivalId, peer: SyncPeer, message: ForkMessage): SyncOutput[] {
    peer.forksTaken += 1
    return peer.forksTaken > MAX_FORKS_PER_LINK ? [] : [{ kind: 'keep-fork', link, festival, message }]
  }

  /** A log of ours grew or was cut by a fork: that is news. */
  #advance(festival: FestivalId, local: LocalTopic, head: LocalHead, origin: Origin | undefined, now: number): void {
    if (!isNewHead(local, head)) return
    const key = logKeyOf(head)
    const previous = local.heads.get(key)?.seqNum ?? 0
    this.#changeHead(festival, local, key, head)
    this.#broadcast.spread(festival, head, previous, origin, now)
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
}

/** Where a message came from, and what is known there and here. */
interface Sender {
  link: LinkId
  festival: FestivalId
  peer: SyncPeer
  local: LocalTopic
  topic: PeerTopic
}
