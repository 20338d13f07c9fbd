// When a wallet with a password locks itself, and how long guessing has to wait (DESIGN 7). Pure: deadlines are numbers that
// somebody else keeps, so that they outlive a worker.

const MINUTE_MS = 60_000

/** Minutes without use after which the wallet locks; 0: only when the browser closes. */
export const AUTO_LOCK_MINUTES = [5, 15, 60, 480, 0] as const
export type AutoLockMinutes = (typeof AUTO_LOCK_MINUTES)[number]
export const DEFAULT_AUTO_LOCK: AutoLockMinutes = 15

/** `at`: the last use; `until`: when it locks, absent when only the browser's end does it. UTC ms. */
export interface UnlockedTimes {
  at: number
  until?: number
}

/** The times of a use at `now`. */
export function usedAt(now: number, minutes: AutoLockMinutes): UnlockedTimes {
  return minutes === 0 ? { at: now } : { at: now, until: now + minutes * MINUTE_MS }
}

/** A clock that was set back does not make the time longer: then the wallet locks too. */
export function isOver({ at, until }: UnlockedTimes, now: number): boolean {
  return until !== undefined && (now >= until || now < at - MINUTE_MS)
}

/** Wrong passwords in a row. `next`: before this time, UTC ms, no other one is tried. */
export interface UnlockTries {
  failed: number
  next: number
}

const FREE_TRIES = 3
const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 300_000

/** What is kept before a password is tried, so that ending the worker in the middle gives nobody a try for nothing. */
export function beforeTry(tries: UnlockTries | undefined, now: number): UnlockTries {
  const failed = (tries?.failed ?? 0) + 1
  const wait = failed < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failed - FREE_TRIES), LONGEST_WAIT_MS)
  return { failed, next: now + wait }
}

/** Milliseconds until the next try; never more than the longest wait, whatever happened to the clock. */
export function waitLeft(tries: UnlockTries | undefined, now: number): number {
  return tries === undefined ? 0 : Math.min(Math.max(tries.next - now, 0), LONGEST_WAIT_MS)
}
