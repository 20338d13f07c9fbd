// Short names of logs inside one topic: 8 bytes instead of 40, for what is said about every entry on every link. They are the
// beginnings of the places that logs have when they are compared.

import { logOf, type LogKey } from '../local-topic.ts'
import { LOG_REF_LENGTH, type LogRef } from '../messages.ts'
import { logPlaceOf } from '../reconcile/log-items.ts'

/** Names that are remembered; more logs than any honest festival has. */
const MAX_NAMES = 20_000

export class LogRefs {
  readonly #topicKey: Uint8Array
  readonly #refs = new Map<LogKey, LogRef>()
  readonly #keys = new Map<LogRef, LogKey>()

  constructor(topicKey: Uint8Array) {
    this.#topicKey = topicKey
  }

  of(key: LogKey): LogRef {
    const known = this.#refs.get(key)
    if (known !== undefined) return known
    const ref = logPlaceOf(this.#topicKey, logOf(key)).slice(0, 2 * LOG_REF_LENGTH) as LogRef
    if (this.#refs.size < MAX_NAMES) {
      this.#refs.set(key, ref)
      // Who makes two logs of one name has one of them spread slowly: by comparing.
      if (!this.#keys.has(ref)) this.#keys.set(ref, key)
    }
    return ref
  }

  /** The log of a name that `of` gave before. */
  keyOf(ref: LogRef): LogKey | undefined {
    return this.#keys.get(ref)
  }
}
