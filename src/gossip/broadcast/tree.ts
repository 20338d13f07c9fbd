// The broadcast tree of one topic (PlumTree, docs/protocol-gossip.md): which links are branches, where new entries go at
// once, and which only hear that there is something. A branch that brings what came before is cut; a link that announced
// what nobody brings becomes one. Pure: no clock, no messages. Why branches do not give way to faster links: decision 20.

import type { LinkId } from '../fetches.ts'
import type { LogKey } from '../local-topic.ts'
import type { LogRef } from '../messages.ts'
import { Deliveries } from './deliveries.ts'
import { Missing } from './missing.ts'
import { Patience } from './patience.ts'

/** Announcements to one link are this far apart, so that many at once are one message. */
export const NEWS_EVERY_MS: number = 50
/** Logs of which it is remembered that something came and could not be kept. */
const MAX_ARRIVED = 1_000

/** One link's place in the tree. */
export interface Branch {
  /** New entries go over it at once; otherwise they are announced. */
  isEager: boolean
  /** Tell the peer to only announce. */
  isPruning: boolean
  /** Ask the peer to push. */
  isGrafting: boolean
  /** Logs to ask the peer for; it becomes a branch thereby. */
  grafts: Set<LogRef>
  /** Logs to announce by their short names, because what is new of them is on its way to everybody. */
  news: Set<LogKey>
  /** Logs to announce in full, because nobody brings them by itself. */
  heads: Set<LogKey>
  /** The next announcement may go out at this time. */
  newsAt: number
}

/** How long a link takes to answer, in milliseconds. */
export type RoundTripOf = (link: LinkId) => number

export class Tree {
  readonly branches: Map<LinkId, Branch> = new Map()
  readonly missing: Missing
  /** Up to where pushes came that are being stored, or were refused, by log; and who told of it first. */
  readonly #arrived = new Map<LogRef, { to: number; teller: LinkId }>()
  readonly #deliveries = new Deliveries()
  readonly #patience = new Patience()
  #newsAt = Number.POSITIVE_INFINITY
  /** Something came along the tree: it has a shape. */
  #isSettled = false

  constructor(roundTripOf: RoundTripOf) {
    this.missing = new Missing({
      first: (link) => this.#patience.of(roundTripOf(link)),
      next: (link) => clamp(1.5 * roundTripOf(link), 150, 800),
    })
  }

  /** The earliest time at which something can be due. */
  get dueAt(): number {
    return Math.min(this.#newsAt, this.missing.dueAt)
  }

  /** Whether news travel over the link, in a tree that has its shape. */
  isBranch(link: LinkId): boolean {
    return this.#isSettled && this.branches.get(link)?.isEager === true
  }

  /**
   * A new link is a branch until it brings something twice; not in a tree that has its shape, as long as it hangs together. The
   * peer is told: it may be new here, and would push whatever it writes or gets over all its links.
   */
  addLink(link: LinkId): void {
    if (this.branches.has(link)) return
    const isAlone = !this.#hasBranch()
    const isEager = isAlone || !this.#isSettled
    this.branches.set(link, {
      isEager,
      isPruning: !isEager,
      isGrafting: isAlone,
      grafts: new Set(),
      news: new Set(),
      heads: new Set(),
      newsAt: 0,
    })
  }

  removeLink(link: LinkId, now: number): void {
    const wasEager = this.branches.get(link)?.isEager === true
    this.branches.delete(link)
    this.missing.forgetLink(link, now)
    if (wasEager && (this.#deliveries.isMain(link) || !this.#hasBranch())) this.#replace(link)
  }

  /** An entry was written here. */
  wrote(): void {
    this.#deliveries.came(undefined, [])
  }

  /** The log is announced to the link: as soon as it has room, or when its last announcement is old enough. */
  announce(branch: Branch, key: LogKey, inFull: boolean, now: number): void {
    if (inFull) branch.heads.add(key)
    else branch.news.add(key)
    if (branch.newsAt > now) this.#newsAt = Math.min(this.#newsAt, branch.newsAt)
  }

  /** Takes up to `limit` logs to announce, when it is time; all of them in one of the two ways. */
  takeNews(branch: Branch, limit: number, now: number): { keys: LogKey[]; inFull: boolean } {
    const inFull = branch.heads.size > 0
    if (now < branch.newsAt || !hasNews(branch)) return { keys: [], inFull }
    const from = inFull ? branch.heads : branch.news
    const keys = [...from].slice(0, limit)
    for (const key of keys) from.delete(key)
    branch.newsAt = now + NEWS_EVERY_MS
    if (hasNews(branch)) this.#newsAt = Math.min(this.#newsAt, branch.newsAt)
    return { keys, inFull }
  }

  /** Time passed: announcements that are due will be taken now. */
  tick(now: number): void {
    this.#newsAt = Number.POSITIVE_INFINITY
    for (const branch of this.branches.values()) {
      if (hasNews(branch) && branch.newsAt > now) this.#newsAt = Math.min(this.#newsAt, branch.newsAt)
    }
  }

  /** A push came that ends with entry `last`, of a log held up to `height`. False: it is held, or on its way to the disk. */
  arrived(link: LinkId, ref: LogRef, last: number, height: number, now: number): boolean {
    this.#isSettled = true
    const branch = this.branches.get(link)
    if (last <= Math.max(height, this.arrivedTo(ref))) {
      if (branch !== undefined) cutOff(branch)
      return false
    }
    this.#deliveries.came(link, this.missing.announcersOf(ref))
    const waitedMs = this.missing.waitedFor(ref, link, now)
    if (waitedMs !== undefined) this.#patience.came(waitedMs)
    const teller = this.missing.firstOf(ref) ?? link
    if (this.#arrived.size < MAX_ARRIVED || this.#arrived.has(ref)) this.#arrived.set(ref, { to: last, teller })
    if (branch !== undefined) branch.isEager = true
    return true
  }

  /** Up to where the log came by pushes. */
  arrivedTo(ref: LogRef): number {
    return this.#arrived.get(ref)?.to ?? 0
  }

  /** Who told first of what came by a push or is missing. */
  tellerOf(ref: LogRef): LinkId | undefined {
    return this.#arrived.get(ref)?.teller ?? this.missing.firstOf(ref)
  }

  /** What came of the log is stored, or has to come again. */
  departed(ref: LogRef): void {
    this.#arrived.delete(ref)
  }

  /** Another link becomes a branch in the place of this one. */
  #replace(lost: LinkId): void {
    const others = [...this.branches].flatMap(([link, { isEager }]) => (isEager ? [] : [link]))
    const link = this.#deliveries.insteadOf(lost, others)
    const branch = link === undefined ? undefined : this.branches.get(link)
    if (link === undefined || branch === undefined) return
    this.#deliveries.replace(lost, link)
    branch.isEager = true
    branch.isPruning = false
    branch.isGrafting = true
  }

  #hasBranch(): boolean {
    for (const { isEager } of this.branches.values()) if (isEager) return true
    return false
  }

  /** The peer wants announcements only. Who would hang on nothing then asks to be a branch somewhere. */
  pruned(link: LinkId): void {
    this.#isSettled = true
    const branch = this.branches.get(link)
    if (branch?.isEager !== true) return
    branch.isEager = false
    if (!this.#hasBranch()) this.#replace(link)
  }

  /** The peer wants entries at once. */
  grafted(link: LinkId): void {
    const branch = this.branches.get(link)
    if (branch === undefined) return
    branch.isEager = true
    branch.isPruning = false
  }

  /** Asks the peer for a log, and for whatever comes after it. */
  graft(link: LinkId, ref: LogRef): void {
    const branch = this.branches.get(link)
    if (branch === undefined) return
    branch.isEager = true
    branch.isPruning = false
    branch.grafts.add(ref)
  }
}

function hasNews({ news, heads }: Branch): boolean {
  return news.size > 0 || heads.size > 0
}

/** Once; what is on its way already comes nevertheless. */
function cutOff(branch: Branch): void {
  if (!branch.isEager) return
  branch.isEager = false
  branch.isPruning = true
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(Math.ceil(value), least), most)
}
