// Entries that peers announced and nobody has sent yet: how long to wait for them, and whom to ask then (PlumTree's lazy
// half). Pure: time is passed in, and every list has a limit.

import type { LinkId } from '../fetches.ts'
import type { LogRef } from '../messages.ts'

/** So often a log is asked for before it is left to comparing. */
const MAX_TRIES = 6
/** Logs that one link may have been the first to announce and that are still missing. */
const MAX_PER_LINK = 128
/** Links that are remembered for one missing log. */
const MAX_ANNOUNCERS = 16

interface MissingLog {
  /** The highest sequence number that was announced. */
  to: number
  /** Who announced it first, and when. */
  first: LinkId
  since: number
  /** Who announced it, and how far. */
  announcers: Map<LinkId, number>
  /** Who of them was not asked yet, in the order in which they announced it. */
  waiting: LinkId[]
  asked?: LinkId
  tries: number
  dueAt: number
}

/** What is due for a log: ask this link, or nobody is left to be asked. */
export type Due = { kind: 'ask'; ref: LogRef; link: LinkId } | { kind: 'left'; ref: LogRef; link: LinkId }

/** How long a link has before (`first`), and after (`next`) something was asked for; in milliseconds. */
export interface Patience {
  first: (link: LinkId) => number
  next: (link: LinkId) => number
}

export class Missing {
  readonly #patience: Patience
  readonly #logs = new Map<LogRef, MissingLog>()
  readonly #perLink = new Map<LinkId, number>()
  /** No log is due before this time. */
  #dueAt = Number.POSITIVE_INFINITY

  constructor(patience: Patience) {
    this.#patience = patience
  }

  /** The earliest time at which something can be due. */
  get dueAt(): number {
    return this.#dueAt
  }

  /** How far the log was announced; 0 when nothing of it is missing. */
  announcedTo(ref: LogRef): number {
    return this.#logs.get(ref)?.to ?? 0
  }

  /** Who announced first what is missing. */
  firstOf(ref: LogRef): LinkId | undefined {
    return this.#logs.get(ref)?.first
  }

  /** Who announced what is missing. */
  announcersOf(ref: LogRef): LinkId[] {
    return [...(this.#logs.get(ref)?.announcers.keys() ?? [])]
  }

  /** How long ago it was announced, for what comes over this link now; undefined when it comes because it was asked for. */
  waitedFor(ref: LogRef, link: LinkId, now: number): number | undefined {
    const log = this.#logs.get(ref)
    return log === undefined || log.asked === link ? undefined : now - log.since
  }

  /** How far this link announced what is missing. */
  announcedBy(ref: LogRef, link: LinkId): number {
    return this.#logs.get(ref)?.announcers.get(link) ?? 0
  }

  /** Whether the log was asked for and is waited for. */
  isAsked(ref: LogRef): boolean {
    return this.#logs.get(ref)?.asked !== undefined
  }

  /** A peer announced what we lack. False when it announced too much that never came. */
  announced(link: LinkId, ref: LogRef, to: number, now: number): boolean {
    const known = this.#logs.get(ref)
    if (known !== undefined) {
      if (!known.announcers.has(link) && known.announcers.size >= MAX_ANNOUNCERS) return true
      known.to = Math.max(known.to, to)
      known.announcers.set(link, Math.max(to, known.announcers.get(link) ?? 0))
      if (!known.waiting.includes(link)) known.waiting.push(link)
      return true
    }
    const count = this.#perLink.get(link) ?? 0
    if (count >= MAX_PER_LINK) return false
    this.#perLink.set(link, count + 1)
    const dueAt = now + this.#patience.first(link)
    this.#logs.set(ref, {
      to,
      first: link,
      since: now,
      announcers: new Map([[link, to]]),
      waiting: [link],
      tries: 0,
      dueAt,
    })
    this.#dueAt = Math.min(this.#dueAt, dueAt)
    return true
  }

  /** The log is held up to `height`. */
  reached(ref: LogRef, height: number): void {
    if (height >= this.announcedTo(ref)) this.forget(ref)
  }

  /** It does not come this way. */
  forget(ref: LogRef): void {
    const known = this.#logs.get(ref)
    if (known === undefined) return
    this.#logs.delete(ref)
    const left = (this.#perLink.get(known.first) ?? 1) - 1
    if (left > 0) this.#perLink.set(known.first, left)
    else this.#perLink.delete(known.first)
  }

  /** The link is gone: who waits for it asks the next one at once. */
  forgetLink(link: LinkId, now: number): void {
    for (const [ref, log] of this.#logs) {
      log.waiting = log.waiting.filter((each) => each !== link)
      log.announcers.delete(link)
      if (log.asked === link) {
        delete log.asked
        log.dueAt = now
        this.#dueAt = now
      }
      if (log.waiting.length === 0 && log.asked === undefined) this.forget(ref)
    }
    this.#perLink.delete(link)
  }

  /** What is due. `isComing`: it is on its way in already, so that it is only waited for. */
  due(now: number, isComing: (ref: LogRef, to: number) => boolean): Due[] {
    if (now < this.#dueAt) return []
    const due: Due[] = []
    this.#dueAt = Number.POSITIVE_INFINITY
    for (const [ref, log] of this.#logs) {
      if (now >= log.dueAt) {
        if (isComing(ref, log.to)) log.dueAt = now + this.#patience.next(log.first)
        else due.push(this.#next(ref, log, now))
      }
      if (this.#logs.has(ref)) this.#dueAt = Math.min(this.#dueAt, log.dueAt)
    }
    return due
  }

  #next(ref: LogRef, log: MissingLog, now: number): Due {
    const link = log.tries < MAX_TRIES ? log.waiting.shift() : undefined
    if (link === undefined) {
      this.forget(ref)
      return { kind: 'left', ref, link: log.asked ?? log.first }
    }
    log.tries += 1
    log.asked = link
    log.dueAt = now + this.#patience.next(link)
    return { kind: 'ask', ref, link }
  }
}
