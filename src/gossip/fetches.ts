// Which log is asked from which link (DESIGN 6): every log from one link at a time, from another one when the first makes no
// progress. Pure bookkeeping; `sync.ts` turns its plans into WANT messages.

import type { FestivalId } from '../operations/ids.ts'
import type { LogKey } from './local-topic.ts'

/** Identifies a link inside this node. */
export type LinkId = number

/** Without any entry for this long a link counts as stalled for what it was asked. */
export const STALL_MS: number = 3_000
/** A link that delivers other logs may keep one waiting; not for ever. */
const PATIENCE_MS = 30_000
/** How long a link is not asked again for a log that it promised and did not deliver. */
const AVOID_MS = 30_000
/** Logs that one link is not asked for: three times as many as it can have kept waiting in that time. The oldest gives way. */
const MAX_AVOIDED = 1_024
/** Logs that one link is asked for at a time. */
const MAX_PER_LINK = 32
/** Then it is asked for more when so few are left, and many logs at once: messages have a rate limit too. */
const ASK_AGAIN_BELOW = 16

interface Fetch {
  link: LinkId
  /** Last sequence number asked for. */
  to: number
  progressAt: number
}

type FetchKey = string

export class Fetches {
  readonly #fetches = new Map<FetchKey, Fetch>()
  readonly #perLink = new Map<LinkId, number>()
  /** Links that have enough to do. */
  readonly #busy = new Set<LinkId>()
  /** Links that have room again. */
  #freed = new Set<LinkId>()
  readonly #linkProgressAt = new Map<LinkId, number>()
  readonly #avoidUntil = new Map<LinkId, Map<FetchKey, number>>()

  isFetching(festival: FestivalId, key: LogKey): boolean {
    return this.#fetches.has(fetchKey(festival, key))
  }

  /** Whether the log is being fetched from this link, beyond `seqNum`. */
  reachesBeyond(festival: FestivalId, key: LogKey, link: LinkId, seqNum: number): boolean {
    const fetch = this.#fetches.get(fetchKey(festival, key))
    return fetch?.link === link && fetch.to > seqNum
  }

  /** Whether all of these links have enough to do. */
  areBusy(links: readonly LinkId[]): boolean {
    return links.every((link) => this.#busy.has(link))
  }

  /** The links that had enough to do and have room again since they were asked for last. */
  takeFreed(): ReadonlySet<LinkId> {
    const freed = this.#freed
    this.#freed = new Set()
    return freed
  }

  /** Whether the link promised the log and did not deliver, a while ago. */
  isAvoided(festival: FestivalId, key: LogKey, link: LinkId, now: number): boolean {
    return now < (this.#avoidUntil.get(link)?.get(fetchKey(festival, key)) ?? 0)
  }

  /** The link to ask, the least busy one first; undefined when none may be asked now. */
  choose(festival: FestivalId, key: LogKey, links: readonly LinkId[], now: number): LinkId | undefined {
    const usable = links.filter((link) => !this.#busy.has(link) && !this.isAvoided(festival, key, link, now))
    return usable.sort((a, b) => this.#countOf(a) - this.#countOf(b) || a - b)[0]
  }

  begin(festival: FestivalId, key: LogKey, link: LinkId, to: number, now: number): void {
    this.end(festival, key)
    this.#fetches.set(fetchKey(festival, key), { link, to, progressAt: now })
    this.#perLink.set(link, this.#countOf(link) + 1)
    if (this.#countOf(link) >= MAX_PER_LINK) this.#busy.add(link)
  }

  /** Entries of the log came over the link, or were stored. */
  progress(festival: FestivalId, key: LogKey, link: LinkId, now: number): void {
    this.#linkProgressAt.set(link, now)
    const fetch = this.#fetches.get(fetchKey(festival, key))
    if (fetch?.link === link) fetch.progressAt = now
  }

  /** The log is held up to `seqNum`: the fetch ends when that was all. */
  reached(festival: FestivalId, key: LogKey, seqNum: number): void {
    const fetch = this.#fetches.get(fetchKey(festival, key))
    if (fetch !== undefined && seqNum >= fetch.to) this.end(festival, key)
  }

  /** `link`: only if that is where the log is being fetched. */
  end(festival: FestivalId, key: LogKey, link?: LinkId): void {
    const id = fetchKey(festival, key)
    const fetch = this.#fetches.get(id)
    if (fetch === undefined || (link !== undefined && link !== fetch.link)) return
    this.#fetches.delete(id)
    this.#perLink.set(fetch.link, this.#countOf(fetch.link) - 1)
    if (this.#countOf(fetch.link) < ASK_AGAIN_BELOW && this.#busy.delete(fetch.link)) this.#freed.add(fetch.link)
  }

  /** Do not ask this link for this log for a while. */
  avoid(festival: FestivalId, key: LogKey, link: LinkId, now: number, forMs: number = AVOID_MS): void {
    const id = fetchKey(festival, key)
    const avoided = this.#avoidUntil.get(link) ?? new Map<FetchKey, number>()
    avoided.delete(id)
    this.#avoidUntil.set(link, avoided.set(id, now + forMs))
    const [oldest] = avoided.keys()
    if (avoided.size > MAX_AVOIDED && oldest !== undefined) avoided.delete(oldest)
    if (this.#fetches.get(id)?.link === link) this.end(festival, key)
  }

  /** Any link may be asked for any log again. */
  forgive(): void {
    this.#avoidUntil.clear()
  }

  /** Gives up on what makes no progress. */
  dropStalled(now: number): void {
    for (const [id, fetch] of this.#fetches) {
      const linkProgressAt = this.#linkProgressAt.get(fetch.link) ?? 0
      const isIdle = now - Math.max(fetch.progressAt, linkProgressAt) >= STALL_MS
      if (!isIdle && now - fetch.progressAt < PATIENCE_MS) continue
      const [festival, key] = splitKey(id)
      this.avoid(festival, key, fetch.link, now)
    }
  }

  forgetLink(link: LinkId): void {
    for (const [id, fetch] of this.#fetches) {
      if (fetch.link === link) this.end(...splitKey(id))
    }
    this.#perLink.delete(link)
    this.#busy.delete(link)
    this.#linkProgressAt.delete(link)
    this.#avoidUntil.delete(link)
  }

  #countOf(link: LinkId): number {
    return this.#perLink.get(link) ?? 0
  }
}

function fetchKey(festival: FestivalId, key: LogKey): FetchKey {
  return `${festival}:${key}`
}

function splitKey(id: FetchKey): [FestivalId, LogKey] {
  const at = id.indexOf(':')
  return [id.slice(0, at) as FestivalId, id.slice(at + 1) as LogKey]
}
