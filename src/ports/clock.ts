// Time as the core sees it: passed in, so that tests and the simulator own it.

export interface Clock {
  /** UTC milliseconds. */
  now(): number
}
