// What a node did wrong so far (docs/protocol-gossip.md, Limits): points that fade. A value; whose it is others know.

import type { CloseReason } from '../messages.ts'

/** Reasons to close a link that only the other side can have given. What happens between honest nodes is none of them. */
export type Offence = Extract<CloseReason, 'protocol' | 'bad-entry' | 'rate' | 'withholds'>

/** One entry that does not verify is enough: honest nodes check before they pass on. The rest could be a fault of a program. */
const POINTS: Readonly<Record<Offence, number>> = { 'bad-entry': 100, protocol: 60, rate: 50, withholds: 50 }
/** Whoever has so many is banned. */
const TOO_MANY = 100
/** After this time half of the points are left. */
const HALF_LIFE_MS = 30 * 60_000

export interface Score {
  readonly points: number
  /** When it had so many. */
  readonly at: number
}

/** Whoever is closed out is told to come back after this time, and nobody is believed who says more: it would silence us. */
export const LONGEST_WAIT_MS: number = 10 * 60_000

export const CLEAN: Score = { points: 0, at: 0 }

export function isOffence(reason: CloseReason): reason is Offence {
  return reason in POINTS
}

/** What a CLOSE asks for, in milliseconds; 0: nothing. */
export function waitAfter(reason: CloseReason): number {
  return isOffence(reason) || reason === 'unwelcome' ? LONGEST_WAIT_MS : 0
}

export function pointsAt({ points, at }: Score, now: number): number {
  return points * 2 ** (-Math.max(0, now - at) / HALF_LIFE_MS)
}

/** The score after one more offence. */
export function worsened(score: Score, offence: Offence, now: number): Score {
  return { points: pointsAt(score, now) + POINTS[offence], at: now }
}

export function isTooMuch(score: Score, now: number): boolean {
  return pointsAt(score, now) >= TOO_MANY
}
