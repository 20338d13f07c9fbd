// How many connection objects a node constructs, whoever asks for them (meeting points or the overlay): they are what a browser
// has few of, closed ones included, and a neighbour must not be able to use them up.

import { TokenBucket } from '../token-bucket.ts'

const PER_SECOND = 2 / 60
/** At once. With fewer, too many offers of newcomers are refused (decision 63). */
const BURST = 20
/** Attempts under way. */
export const MAX_PENDING: number = 6

export class DialBudget {
  readonly #bucket: TokenBucket
  /** Attempts that are neither connected nor given up. */
  #pending = 0

  constructor(now: number) {
    this.#bucket = new TokenBucket(PER_SECOND, BURST, now)
  }

  /** Whether `take` would succeed now. */
  allows(now: number): boolean {
    return this.#pending < MAX_PENDING && this.#bucket.has(now)
  }

  /** One attempt begins; false when it must not. Call `settled` when it is over. */
  take(now: number): boolean {
    if (this.#pending >= MAX_PENDING || !this.#bucket.take(now)) return false
    this.#pending += 1
    return true
  }

  settled(): void {
    this.#pending -= 1
  }
}
