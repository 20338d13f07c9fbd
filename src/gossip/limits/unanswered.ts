// A peer that tells of much and sends nothing of it. A slow one sends something: a whole message can take minutes, its first
// frame does not. So only total silence on the bulk lane counts, for long, and about many logs at once.

import type { LogKey } from '../local-topic.ts'

const PATIENCE_MS = 5 * 60_000
/** One or two logs can be gone since they were told of, dropped or forked. */
const MANY_LOGS = 16

export class Unanswered {
  /** Asked for since the last answer. */
  readonly #logs = new Set<LogKey>()
  #since = 0

  asked(keys: Iterable<LogKey>, now: number): void {
    if (this.#logs.size === 0) this.#since = now
    for (const key of keys) if (this.#logs.size < MANY_LOGS) this.#logs.add(key)
  }

  /** Anything at all came. */
  answered(): void {
    this.#logs.clear()
  }

  isTooMuch(now: number): boolean {
    return this.#logs.size >= MANY_LOGS && now - this.#since >= PATIENCE_MS
  }
}
