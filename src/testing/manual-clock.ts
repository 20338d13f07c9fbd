// A clock that stands still until somebody moves it.

import type { Clock } from '../ports/clock.ts'

export class ManualClock implements Clock {
  #now: number

  /** `start` in UTC milliseconds; the default is 1 January 2027. */
  constructor(start: number = 1_798_761_600_000) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  /** Moves time on by `ms`. */
  advance(ms: number): void {
    this.#now += ms
  }
}
