// A live query that also notices what Dexie's change signal misses: when a context is killed right after a commit, others
// hear nothing (DESIGN 3.1), so the query runs again now and then, when the page is shown, and when somebody says so.

import { liveQuery } from 'dexie'
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
  #hasEnded = false
  #subscription: { unsubscribe: () => void }

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
    this.#subscription.unsubscribe()
    this.#isAsking = true
    this.#asked = { at: Date.now(), since: this.#mark() }
    this.#subscription = this.#subscribe()
  }

  /** Like `again`, but lets a slow query finish: starting over every time would never answer. */
  look(): void {
    if (!this.#isAsking) void this.#lookOnce()
  }

  async #lookOnce(): Promise<void> {
    if (await this.#isResting()) return
    if (!this.#isAsking) this.again()
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
    this.#subscription.unsubscribe()
  }

  #subscribe(): { unsubscribe: () => void } {
    // Dexie ends a live query whose query failed; the next look begins a new one.
    return liveQuery(this.#query).subscribe({ next: (value) => this.#take(value), error: () => this.#failed() })
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
    if (this.#hasEnded || (this.#last !== undefined && sameValue(this.#last.value, value))) return
    this.#last = { value }
    this.#onValue(value)
  }
}
