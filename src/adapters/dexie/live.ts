// A live query that also notices what Dexie's change signal misses: when a context is killed right after a commit, others
// hear nothing (DESIGN 3.1), so the query runs again now and then, when the page is shown, and when somebody says so.

import { liveQuery } from 'dexie'
import { sameInTurns } from './same-in-turns.ts'
import { sameValue } from './same-value.ts'

export interface LiveOptions {
  /** Ends it. */
  signal?: AbortSignal
  /** How often to look again while visible, ms. */
  everyMs?: number
  /**
   * What is another value whenever the answer may be another one, where asking for it costs less: while it is the same the query
   * rests, at most for a minute, because what time does to an answer nobody writes.
   */
  since?: () => Promise<unknown>
  /** Whether anybody is looking; by default whether the page is visible, and yes where there is no page. */
  visible?: () => boolean
}

/** What the caller holds on to. `again` queries now, e.g. when a command settled or a port reconnected. */
export interface Live {
  again: () => void
}

const DEFAULT_EVERY_MS = 5000
const LONGEST_REST_MS = 60_000
/** What is not answered by then never is. */
const LONGEST_ANSWER_MS = 60_000

/**
 * A query that is asked again and again, because a thousand entries arrive one by one, gets about this share of the time: it runs on
 * the thread that paints, and in Chromium on that of the network half too, which then takes longer to store them.
 */
const SHARE = 1 / 4
/** Time to answer, in ms, that a quiet query has saved up: a few changes in a row are shown at once. */
const SAVED_MS = 75
const LONGEST_PAUSE_MS = 500
/** The answer to what is asked during a pause. */
const LATER = Symbol('later')

/**
 * Calls `onValue` with the first answer and then whenever it differs from the one before. A query that fails is asked
 * again later; it ends nothing.
 */
export function live<Value>(
  query: () => Promise<Value>,
  onValue: (value: Value) => void,
  options: LiveOptions = {},
): Live {
  const { signal, everyMs = DEFAULT_EVERY_MS, visible = pageIsVisible, since } = options
  if (signal?.aborted === true) return { again: () => undefined }
  const watch = new Watch(query, onValue, since)
  const look = (): void => {
    if (visible()) watch.look()
  }
  const page = typeof document === 'undefined' ? undefined : document
  const timer = setInterval(look, everyMs)
  page?.addEventListener('visibilitychange', look)
  const end = (): void => {
    clearInterval(timer)
    page?.removeEventListener('visibilitychange', look)
    watch.end()
  }
  signal?.addEventListener('abort', end, { once: true })
  return { again: () => watch.again() }
}

function pageIsVisible(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'visible'
}

/** One subscription at a time, so that an older answer can not come after a newer one. */
class Watch<Value> {
  readonly #query: () => Promise<Value>
  readonly #onValue: (value: Value) => void
  #last: { value: Value } | undefined
  readonly #since: (() => Promise<unknown>) | undefined
  /** What `since` said before the last question, and when that was asked, ms. */
  #asked: { at: number; since: Promise<unknown> }
  #isAsking = true
  /** How often the query was asked: how an earlier time ends does not matter. */
  #questions = 0
  #hasEnded = false
  #subscription: { unsubscribe: () => void }
  #begunAt = 0
  /** What it owes others of its time, in ms, when that was reckoned last. */
  #debt = { ms: 0, at: 0 }
  #pause: { timer: ReturnType<typeof setTimeout>; hasHeard: boolean } | undefined
  /** What has not been compared with the last answer yet. */
  #next: { value: Value } | undefined
  #isComparing = false

  constructor(query: () => Promise<Value>, onValue: (value: Value) => void, since?: () => Promise<unknown>) {
    this.#query = query
    this.#onValue = onValue
    this.#since = since
    // Before the question, so that what is written between both is not missed.
    this.#asked = { at: Date.now(), since: this.#mark() }
    this.#subscription = this.#subscribe()
  }

  again(): void {
    if (this.#hasEnded) return
    this.#unsubscribe()
    this.#isAsking = true
    this.#asked = { at: Date.now(), since: this.#mark() }
    this.#subscription = this.#subscribe()
  }

  /** Like `again`, but lets a slow query finish: starting over every time would never answer. */
  look(): void {
    if (!this.#isWaiting()) void this.#lookOnce()
  }

  async #lookOnce(): Promise<void> {
    if (await this.#isResting()) return
    if (!this.#isWaiting()) this.again()
  }

  #isWaiting(): boolean {
    return this.#isAsking && Date.now() - this.#asked.at < LONGEST_ANSWER_MS
  }

  async #isResting(): Promise<boolean> {
    const { at, since } = this.#asked
    if (this.#since === undefined || Date.now() - at >= LONGEST_REST_MS) return false
    const [before, now] = [await since, await this.#mark()]
    return before !== undefined && sameValue(before, now)
  }

  /** Undefined where nobody says, or the database can not be asked. */
  async #mark(): Promise<unknown> {
    try {
      return await this.#since?.()
    } catch {
      return undefined
    }
  }

  end(): void {
    this.#hasEnded = true
    this.#unsubscribe()
  }

  #subscribe(): { unsubscribe: () => void } {
    const query = (): Promise<Value | typeof LATER> => {
      if (this.#pause !== undefined) {
        this.#pause.hasHeard = true
        return Promise.resolve(LATER)
      }
      this.#begunAt = performance.now()
      this.#questions += 1
      const question = this.#questions
      const answer = this.#query()
      // Of a transaction that the browser aborted Dexie tells nobody.
      answer.catch(() => {
        if (question === this.#questions) this.#failed()
      })
      return answer
    }
    const next = (value: Value | typeof LATER): void => {
      if (value !== LATER) this.#take(value)
    }
    // Dexie ends a live query whose query failed; the next look begins a new one.
    return liveQuery(query).subscribe({ next, error: () => this.#failed() })
  }

  #unsubscribe(): void {
    clearTimeout(this.#pause?.timer)
    this.#pause = undefined
    this.#subscription.unsubscribe()
  }

  /** Whoever took too much of the time rests for a while, and asks anew afterwards if something changed meanwhile. */
  #pauseIfDue(): void {
    const now = performance.now()
    const { ms, at } = this.#debt
    const owed = Math.max(0, ms - (now - at)) + (now - this.#begunAt) / SHARE
    this.#debt = { ms: owed, at: now }
    if (owed <= SAVED_MS / SHARE) return
    this.#pause = { timer: setTimeout(() => this.#goOn(), Math.min(owed, LONGEST_PAUSE_MS)), hasHeard: false }
  }

  #goOn(): void {
    const hasHeard = this.#pause?.hasHeard === true
    this.#pause = undefined
    if (hasHeard) this.again()
  }

  #answered(): void {
    this.#isAsking = false
  }

  /** What was never answered does not rest. */
  #failed(): void {
    this.#asked = { at: Number.NEGATIVE_INFINITY, since: Promise.resolve(undefined) }
    this.#answered()
  }

  #take(value: Value): void {
    this.#answered()
    if (this.#hasEnded) return
    this.#pauseIfDue()
    this.#next = { value }
    if (!this.#isComparing) void this.#tellChanges()
  }

  /** One answer after the other; of those that come while one is compared the newest is enough. */
  async #tellChanges(): Promise<void> {
    this.#isComparing = true
    try {
      for (let next = this.#next; next !== undefined && !this.#hasEnded; next = this.#next) {
        this.#next = undefined
        const { value } = next
        if (this.#last !== undefined && (await sameInTurns(this.#last.value, value))) continue
        if (this.#hasEnded) return
        this.#last = { value }
        this.#onValue(value)
      }
    } finally {
      this.#isComparing = false
    }
  }
}
