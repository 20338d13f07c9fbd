// New entries over all links, topic by topic (PlumTree, docs/protocol-gossip.md): pushed along the branches of a tree, announced
// on all other links, asked for when a branch did not bring what was announced. What comes in bulk is the business of sync.

import { equalBytes } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { CatchUp, Holdings } from '../catch-up.ts'
import type { LinkId } from '../fetches.ts'
import type { IngestReaction } from '../ingest-reaction.ts'
import { logKeyOf, logOf, toldHead, type LocalHead, type LogKey } from '../local-topic.ts'
import {
  MAX_GRAFTS,
  MAX_HEADS,
  NEWS_HASH_LENGTH,
  type GraftMessage,
  type NewsHead,
  type NewsMessage,
  type PushMessage,
  type SyncMessage,
} from '../messages.ts'
import { MAX_PUSHED_ENTRIES } from '../sync-peer.ts'
import { ask, probe } from '../wants.ts'
import { LogRefs } from './log-refs.ts'
import type { Due } from './missing.ts'
import { RoundTrips } from './round-trips.ts'
import { Tree, type Branch } from './tree.ts'

/** Where entries came from: `isFresh` when they were pushed, and not fetched in bulk. */
export interface Origin {
  link: LinkId
  isFresh: boolean
}

interface Topic {
  festival: FestivalId
  tree: Tree
  refs: LogRefs
}

export class Broadcast {
  readonly #holdings: Holdings
  readonly #catchUp: CatchUp
  readonly #topics = new Map<FestivalId, Topic>()
  readonly #roundTrips = new RoundTrips()

  constructor(holdings: Holdings, catchUp: CatchUp) {
    this.#holdings = holdings
    this.#catchUp = catchUp
  }

  /** The earliest time at which `tick` has something to do, in milliseconds; infinity when nothing waits. */
  get dueAt(): number {
    let dueAt = Number.POSITIVE_INFINITY
    for (const { tree } of this.#topics.values()) dueAt = Math.min(dueAt, tree.dueAt)
    return dueAt
  }

  /** `topicKey`: 32 bytes. */
  follow(festival: FestivalId, topicKey: Uint8Array): void {
    const tree = new Tree((link) => this.#roundTrips.of(link))
    this.#topics.set(festival, { festival, tree, refs: new LogRefs(topicKey) })
  }

  unfollow(festival: FestivalId): void {
    this.#topics.delete(festival)
  }

  /** A new link, and how long the other end took to answer in the handshake. */
  addLink(link: LinkId, roundTripMs: number): void {
    this.#roundTrips.measured(link, roundTripMs)
  }

  share(link: LinkId, festival: FestivalId): void {
    this.#topics.get(festival)?.tree.addLink(link)
  }

  unshare(link: LinkId, festival: FestivalId, now: number): void {
    this.#topics.get(festival)?.tree.removeLink(link, now)
  }

  removeLink(link: LinkId, now: number): void {
    for (const { tree } of this.#topics.values()) tree.removeLink(link, now)
    this.#roundTrips.forget(link)
  }

  /** Whether news of some topic travel over the link. */
  isBranch(link: LinkId): boolean {
    for (const { tree } of this.#topics.values()) if (tree.isBranch(link)) return true
    return false
  }

  /** Whether the log was asked for by GRAFT and is waited for: sync need not ask for it as well. */
  isGrafting(festival: FestivalId, key: LogKey): boolean {
    const topic = this.#topics.get(festival)
    return topic?.tree.missing.isAsked(topic.refs.of(key)) === true
  }

  /** A log grew from `previous` to `head`, or was cut by a fork: push it, or announce it, to all who do not hold it. */
  spread(festival: FestivalId, head: LocalHead, previous: number, origin: Origin | undefined, now: number): void {
    const topic = this.#topics.get(festival)
    if (topic === undefined) return
    const { tree, refs } = topic
    const key = logKeyOf(head)
    const ref = refs.of(key)
    // Whoever told first is told that it came: so authors learn who holds what they wrote.
    const teller = tree.tellerOf(ref) ?? origin?.link
    const isFresh = head.forkedAt === undefined && (origin?.isFresh ?? head.own)
    const isShort = head.seqNum - previous <= MAX_PUSHED_ENTRIES
    if (head.own && isFresh) tree.wrote()
    for (const [link, branch] of tree.branches) {
      const peer = this.#holdings.peers.get(link)
      // Perhaps it told only the short name so far.
      peer?.topics.get(festival)?.remote.reached(head, tree.missing.announcedBy(ref, link))
      const isHeld = (peer?.heightOf(festival, key) ?? 0) >= head.seqNum && head.forkedAt === undefined
      if (peer === undefined || (isHeld && link !== teller)) continue
      if (!isHeld && isFresh && branch.isEager && peer.push(festival, head, previous)) continue
      peer.told(festival, head, previous)
      tree.announce(branch, key, !isFresh || !isShort, now)
    }
    tree.missing.reached(ref, head.held)
  }

  onNews(link: LinkId, festival: FestivalId, message: NewsMessage, now: number): void {
    const topic = this.#topics.get(festival)
    if (topic === undefined) return
    for (const head of message.heads) {
      const key = topic.refs.keyOf(head.ref)
      if (key !== undefined) this.#onKnown(topic, link, key, head, now)
      else this.#missing(topic, link, head, undefined, now)
    }
  }

  onGraft(link: LinkId, festival: FestivalId, message: GraftMessage): void {
    const topic = this.#topics.get(festival)
    const peer = this.#holdings.peers.get(link)
    const theirs = peer?.topics.get(festival)
    topic?.tree.grafted(link)
    for (const { ref, from } of message.logs) {
      const key = topic?.refs.keyOf(ref)
      const mine = key === undefined ? undefined : this.#holdings.locals.get(festival)?.heads.get(key)
      if (key === undefined || mine === undefined) continue
      if (mine.forkedAt !== undefined) theirs?.forks.add(key)
      const { author, logId, seqNum } = mine
      theirs?.remote.reached(mine, Math.min(from - 1, seqNum))
      const to = Math.min(seqNum, from + MAX_PUSHED_ENTRIES - 1)
      if (to >= from) peer?.serve({ festival, author, logId, from, to, isPush: true })
    }
  }

  /** What waits to be pushed to the peer is announced now. */
  onPrune(link: LinkId, festival: FestivalId, now: number): void {
    const tree = this.#topics.get(festival)?.tree
    const branch = tree?.branches.get(link)
    if (tree === undefined || branch === undefined) return
    tree.pruned(link)
    for (const key of this.#holdings.peers.get(link)?.dropPushes(festival) ?? []) tree.announce(branch, key, false, now)
  }

  /** Takes a push; false when it is not to be stored. */
  onPush(link: LinkId, festival: FestivalId, message: PushMessage, now: number): boolean {
    const topic = this.#topics.get(festival)
    if (topic === undefined || message.entries.length === 0) return false
    const { tree, refs } = topic
    const key = logKeyOf(message)
    const ref = refs.of(key)
    const mine = this.#holdings.locals.get(festival)?.heads.get(key)
    const height = mine?.held ?? 0
    const last = message.from + message.entries.length - 1
    const peer = this.#holdings.peers.get(link)
    this.#roundTrips.answered(link, ref, now)
    peer?.topics.get(festival)?.remote.reached(message, last)
    const isGap = message.from > Math.max(height, tree.arrivedTo(ref)) + 1
    if (isGap) {
      this.#missing(topic, link, { ref, seqNum: last }, key, now)
      return false
    }
    const isNews = tree.arrived(link, ref, last, height, now)
    if (mine?.forkedAt !== undefined) peer?.topics.get(festival)?.forks.add(key)
    // What is held is looked at nevertheless: it may be another entry of the same number.
    return !isNews || height < this.#catchUp.wantedTo(festival, key)
  }

  /** A push was stored, or refused: with what `reaction`. */
  settled(festival: FestivalId, key: LogKey, reaction: IngestReaction | undefined): void {
    const topic = this.#topics.get(festival)
    if (topic === undefined) return
    const isStillMissing = reaction === undefined || reaction === 'again' || reaction === 'close'
    if (isStillMissing) topic.tree.departed(topic.refs.of(key))
    // It will be refused again: nobody is asked for it, and who pushes it as well is no branch.
    else topic.tree.missing.forget(topic.refs.of(key))
  }

  tick(now: number): void {
    for (const topic of this.#topics.values()) {
      const { tree } = topic
      if (now < tree.dueAt) continue
      tree.tick(now)
      for (const due of tree.missing.due(now, (ref, to) => tree.arrivedTo(ref) >= to)) this.#onDue(topic, due, now)
    }
  }

  /** The next control message for a link. */
  nextControl(link: LinkId, now: number): SyncMessage | undefined {
    for (const topic of this.#topics.values()) {
      const branch = topic.tree.branches.get(link)
      const theirs = branch === undefined ? undefined : this.#holdings.peers.get(link)?.topics.get(topic.festival)
      if (branch === undefined || theirs === undefined) continue
      const message = this.#nextOf(topic, link, branch, theirs.slot, now)
      if (message !== undefined) return message
    }
    return undefined
  }

  #nextOf(topic: Topic, link: LinkId, branch: Branch, slot: number, now: number): SyncMessage | undefined {
    if (branch.isPruning) {
      branch.isPruning = false
      return { type: 'prune', slot }
    }
    if (branch.grafts.size > 0 || branch.isGrafting) return this.#takeGrafts(topic, link, branch, slot, now)
    const { keys, inFull } = topic.tree.takeNews(branch, MAX_HEADS, now)
    const local = this.#holdings.locals.get(topic.festival)
    const heads = local === undefined ? [] : keys.flatMap((key) => toldHead(local, key) ?? [])
    if (heads.length === 0) return undefined
    if (inFull) return { type: 'have', slot, heads }
    return { type: 'news', slot, heads: heads.flatMap((head) => newsOf(topic.refs, head)) }
  }

  #takeGrafts(topic: Topic, link: LinkId, branch: Branch, slot: number, now: number): SyncMessage {
    branch.isGrafting = false
    const refs = [...branch.grafts].slice(0, MAX_GRAFTS)
    const local = this.#holdings.locals.get(topic.festival)
    const logs = refs.map((ref) => {
      branch.grafts.delete(ref)
      this.#roundTrips.asked(link, ref, now)
      const key = topic.refs.keyOf(ref)
      return { ref, from: ((key === undefined ? undefined : local?.heads.get(key))?.held ?? 0) + 1 }
    })
    return { type: 'graft', slot, logs }
  }

  #onKnown(topic: Topic, link: LinkId, key: LogKey, news: NewsHead, now: number): void {
    const { festival } = topic
    const theirs = this.#holdings.peers.get(link)?.topics.get(festival)
    const mine = this.#holdings.locals.get(festival)?.heads.get(key)
    theirs?.remote.reached(logOf(key), news.seqNum)
    if (mine?.forkedAt !== undefined) theirs?.forks.add(key)
    else if (mine !== undefined && isOther(mine, news)) ask(theirs, probe(mine))
    this.#missing(topic, link, news, key, now)
  }

  /** A peer announced more than is held: it may still come by itself; if not, it is asked for. */
  #missing(
    topic: Topic,
    link: LinkId,
    { ref, seqNum }: Pick<NewsHead, 'ref' | 'seqNum'>,
    key: LogKey | undefined,
    now: number,
  ): void {
    const { festival, tree } = topic
    const height = key === undefined ? 0 : (this.#holdings.locals.get(festival)?.heads.get(key)?.held ?? 0)
    const to = key === undefined ? seqNum : Math.min(seqNum, this.#catchUp.wantedTo(festival, key))
    if (to <= height) return
    const isBulk = to - height > MAX_PUSHED_ENTRIES || (key !== undefined && this.#catchUp.isFetching(festival, key))
    if (key !== undefined && isBulk) this.#catchUp.fallBehind(festival, key)
    else if (!tree.missing.announced(link, ref, to, now)) this.#compareSoon(link, festival, now)
  }

  #compareSoon(link: LinkId, festival: FestivalId, now: number): void {
    this.#holdings.peers.get(link)?.topics.get(festival)?.comparison.hurry(now)
  }

  #onDue({ festival, tree, refs }: Topic, { kind, ref, link }: Due, now: number): void {
    const key = refs.keyOf(ref)
    const isFetching = key !== undefined && this.#catchUp.isFetching(festival, key)
    if (kind === 'ask' && !isFetching) {
      const isAvoided = key !== undefined && this.#catchUp.isAvoided(festival, key, link, now)
      if (!isAvoided) tree.graft(link, ref)
      return
    }
    // Sync goes on with it.
    tree.missing.forget(ref)
    if (key !== undefined) this.#catchUp.fallBehind(festival, key)
    if (kind === 'left') this.#compareSoon(link, festival, now)
  }
}

/** Of a log that is cut to nothing by now nothing is new. */
function newsOf(refs: LogRefs, { seqNum, hash, ...log }: LocalHead): NewsHead[] {
  return seqNum === 0 ? [] : [{ ref: refs.of(logKeyOf(log)), seqNum, hash: hash.slice(0, NEWS_HASH_LENGTH) }]
}

/** Whether the peer holds another entry than we do at the same height. */
function isOther(mine: LocalHead, news: NewsHead): boolean {
  return mine.seqNum === news.seqNum && !equalBytes(mine.hash.subarray(0, NEWS_HASH_LENGTH), news.hash)
}
