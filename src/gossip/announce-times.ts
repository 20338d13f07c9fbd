// When a topic is announced at a tracker, and with how many offers (DESIGN 6): quickly at first, so that two people who come
// online together find each other in seconds; then rarely, because every offer costs a connection object.

import type { Random } from '../ports/random.ts'
import { around } from './overlay/chance.ts'
import { USUAL_LINKS } from './overlay/limits.ts'

/** Waits between announces while nobody is there. */
const LONELY_WAITS_MS = [2_000, 5_000, 15_000, 120_000] as const
const FEW_LINKS_WAIT_MS = 120_000
/** With enough links one dial now and then keeps islands from living apart. */
const ENOUGH_LINKS_WAIT_MS = 600_000
const ENOUGH_LINKS = USUAL_LINKS.target

/**
 * How many offers an announce should carry; `offeredAgo`: milliseconds since the last one that carried any, at whatever
 * meeting point. Who waits alone for long is found by the offers of newcomers.
 */
export function offersWanted(links: number, attempt: number, offeredAgo: number): number {
  if (links === 0) return attempt < LONELY_WAITS_MS.length - 1 ? 2 : 1
  if (attempt === 0 && links < ENOUGH_LINKS) return 1
  return offeredAgo >= (links < ENOUGH_LINKS ? FEW_LINKS_WAIT_MS : ENOUGH_LINKS_WAIT_MS) / 2 ? 1 : 0
}

/** Time to the next announce, ±20 % (with enough links ±50 %); `attempt` counts the announces since the topic became lonely, from 0. */
export function announceWait(links: number, attempt: number, random: Random): number {
  const lonely = LONELY_WAITS_MS[Math.min(attempt, LONELY_WAITS_MS.length - 1)] ?? FEW_LINKS_WAIT_MS
  if (links >= ENOUGH_LINKS) return around(ENOUGH_LINKS_WAIT_MS, random)
  return jittered(links === 0 ? lonely : FEW_LINKS_WAIT_MS, random)
}

/** ±20 %. */
export function jittered(ms: number, random: Random): number {
  const [byte = 0] = random.bytes(1)
  return Math.round(ms * (0.8 + (0.4 * byte) / 255))
}
