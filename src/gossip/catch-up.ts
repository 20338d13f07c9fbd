// Logs that some peer holds more of than we do (DESIGN 6): each is asked for from one link, in bulk, until it is held or turns
// out not to be wanted. What is new and on its way anyway is left to `Broadcast`.

import type { IngestErrorCode } from '../log/ingest.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import { Fetches, type LinkId } from './fetches.ts'
import { reactionTo } from './ingest-reaction.ts'
import { authorOf, logKeyOf, type LocalTopic, type LogKey } from './local-topic.ts'
import type { EntriesMessage, PushMessage } from './messages.ts'
import { COMPARE_EVERY_MS } from './reconcile/comparison.ts'
import type { SyncPeer } from './sync-peer.ts'
import { ask } from './wants.ts'

/** So many entries behind, the newest ones are asked for first, with what links them to the beginning. */
const LONG_WAY = 256
/** A full disk is tried again after this time. */
const STORAGE_PAUSE_MS = 60_000

/** What is held here and by whom, as sync keeps it. */
export interface Holdings {
  locals: ReadonlyMap<FestivalId, LocalTopic>
  peers: ReadonlyMap<LinkId, SyncPeer>
}

type LogSets = Map<FestivalId, Set<LogKey>>

/** The first refusal of a message. */
export interface Refusal {
  code: IngestErrorCode
  seqNum: number
}

export class CatchUp {
  readonly #holdings: Holdings
  /** Whether the log was asked for by GRAFT and is waited for. */
  readonly #isGrafting: (festival: FestivalId, key: LogKey) => boolean
  readonly #fetches = new Fetches()
  readonly #behind: LogSets = new Map()
  /** Those of them of which something changed: another peer holds them, or nobody is asked for them any more. */
  #changed: LogSets = new Map()
  #blocked: ReadonlySet<PublicKey> = new Set()
  #pausedUntil = 0

  constructor(holdings: Holdings, isGrafting: (festival: FestivalId, key: LogKey) => boolean) {
    this.#holdings = holdings
    this.#isGrafting = isGrafting
  }

  /** Of these authors nothing is wanted. */
  block(authors: ReadonlySet<PublicKey>): void {
    this.#blocked = authors
  }

  /**
   * The last entry of a log that is wanted at all: none behind a cut or a fork, or of somebody blocked; but entry 1, which is
   * perhaps the festival itself, whoever wrote it. The door knows.
   */
  wantedTo(festival: FestivalId, key: LogKey): number {
    if (this.#blocked.has(authorOf(key))) return 1
    const local = this.#holdings.locals.get(festival)
    const unforked = Math.max(1, (local?.heads.get(key)?.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
    return Math.min(unforked, local?.cuts.get(key) ?? Number.POSITIVE_INFINITY)
  }

  isFetching(festival: FestivalId, key: LogKey): boolean {
    return this.#fetches.isFetching(festival, key)
  }

  /** Whether the link was asked for entries after this one. */
  expectsMore(link: LinkId, festival: FestivalId, key: LogKey, seqNum: number): boolean {
    return this.#fetches.reachesBeyond(festival, key, link, seqNum)
  }

  /** Whether the link promised the log and did not deliver, a while ago. */
  isAvoided(festival: FestivalId, key: LogKey, link: LinkId, now: number): boolean {
    return this.#fetches.isAvoided(festival, key, link, now)
  }

  /** Somebody holds more of the log. */
  fallBehind(festival: FestivalId, key: LogKey): void {
    for (const sets of [this.#behind, this.#changed]) sets.set(festival, (sets.get(festival) ?? new Set()).add(key))
  }

  /** Entries of the log came over the link. */
  progress(festival: FestivalId, key: LogKey, link: LinkId, now: number): void {
    this.#fetches.progress(festival, key, link, now)
  }

  /** Entries of the log came over the link and were stored; it is held up to `height`. */
  stored(festival: FestivalId, key: LogKey, link: LinkId, height: number, now: number): void {
    this.#fetches.progress(festival, key, link, now)
    this.#fetches.reached(festival, key, height)
    if (this.#behind.get(festival)?.has(key) === true) this.fallBehind(festival, key)
  }

  /** A message was refused by the store. True when the link is to be closed for it. */
  refused(
    link: LinkId,
    festival: FestivalId,
    message: EntriesMessage | PushMessage,
    { code, seqNum }: Refusal,
    now: number,
  ): boolean {
    const key = logKeyOf(message)
    this.#fetches.end(festival, key, link)
    this.fallBehind(festival, key)
    switch (reactionTo(code)) {
      case 'again':
        return false
      case 'look-below': {
        // Its history differs from ours below this entry: the two entries before it prove the fork.
        const { author, logId } = message
        const topic = this.#holdings.peers.get(link)?.topics.get(festival)
        if (seqNum > 1) ask(topic, { author, logId, from: seqNum - 1, to: seqNum - 1 })
        this.#fetches.avoid(festival, key, link, now)
        return false
      }
      case 'avoid':
        this.#fetches.avoid(festival, key, link, now, COMPARE_EVERY_MS)
        return false
      case 'pause':
        this.#pausedUntil = now + STORAGE_PAUSE_MS
        return false
      case 'close':
        return true
    }
  }

  /** Any link may be asked again for whatever it holds more of. */
  askAgain(festival: FestivalId): void {
    this.#fetches.forgive()
    for (const peer of this.#holdings.peers.values()) {
      const { remote } = peer.topics.get(festival) ?? {}
      for (const key of remote?.longer() ?? []) this.fallBehind(festival, key)
    }
  }

  forgetTopic(festival: FestivalId): void {
    this.#behind.delete(festival)
    this.#changed.delete(festival)
  }

  forgetLink(link: LinkId, now: number): void {
    this.#fetches.forgetLink(link)
    this.#planAll(this.#holdings.peers.keys(), now)
  }

  /** Time passed: who makes no progress is asked no longer. */
  tick(now: number): void {
    this.#fetches.dropStalled(now)
    this.#planAll(this.#holdings.peers.keys(), now)
  }

  /** Asks for logs that somebody holds more of, each from one link: of which something changed, and of links with room again. */
  plan(now: number): void {
    if (now < this.#pausedUntil) return
    const changed = this.#changed
    this.#changed = new Map()
    for (const [festival, keys] of changed) {
      for (const key of keys) this.#planLog(festival, key, now)
    }
    const freed = this.#fetches.takeFreed()
    if (freed.size > 0) this.#planAll(freed, now)
  }

  /** Until these links have enough to do: what waits may be all logs of a festival, and every entry that comes may make room. */
  #planAll(links: Iterable<LinkId>, now: number): void {
    if (now < this.#pausedUntil) return
    const asked = [...links]
    for (const [festival, keys] of this.#behind) {
      for (const key of keys) {
        if (this.#fetches.areBusy(asked)) return
        this.#planLog(festival, key, now)
      }
    }
  }

  #planLog(festival: FestivalId, key: LogKey, now: number): void {
    if (this.#fetches.isFetching(festival, key) || this.#isGrafting(festival, key)) return
    const { locals, peers } = this.#holdings
    const local = locals.get(festival)
    const height = local?.heads.get(key)?.held ?? 0
    const holders = [...peers].filter(([, peer]) => peer.heightOf(festival, key) > height)
    const last = this.wantedTo(festival, key)
    if (holders.length === 0 || height >= last) {
      this.#behind.get(festival)?.delete(key)
      return
    }
    const ids = holders.map(([link]) => link)
    const link = this.#fetches.choose(festival, key, ids, now)
    const topic = link === undefined ? undefined : peers.get(link)?.topics.get(festival)
    const head = topic?.remote.headOf(key)
    if (link === undefined || topic === undefined || head === undefined) return
    const to = Math.min(head.seqNum, last)
    this.#fetches.begin(festival, key, link, to, now)
    if (to - height >= LONG_WAY && local?.cuts.has(key) !== true) peers.get(link)?.askNewest(festival, key)
    topic.wants.push({ author: head.author, logId: head.logId, from: height + 1, to })
  }
}
