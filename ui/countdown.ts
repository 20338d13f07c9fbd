// Seconds left until something may be tried again, for a button that says so.

export interface Countdown {
  /** Milliseconds since 1970. */
  readonly until: number
  readonly now: number
}

/** Nothing to wait for. */
export const NO_WAIT: Countdown = { until: 0, now: 0 }

/**
 * `seconds` from now on. The clock is looked at once: between two looks a millisecond passes, and that would be a second to wait
 * where there is none.
 */
export function countdownOf(seconds: number, clock: () => number): Countdown {
  const now = clock()
  return { until: now + seconds * 1000, now }
}

/** Begun seconds count. */
export function secondsLeft({ until, now }: Countdown): number {
  return Math.max(0, Math.ceil((until - now) / 1000))
}
