// When a topic is announced at a tracker, and with how many offers (DESIGN 6): quickly at first, so that two people who come
// online together find each other in seconds; then rarely, because every offer costs a connection object.

import type { Random } from '../ports/random.ts'
import { around } from './overlay/chance.ts'
import { USUAL_LINKS } from './overlay/limits.ts'

/**
 * Waits between announces while nobody is there. Many, because a meeting point goes on naming those who vanished: after a
 * crash of most people the first offers are answered by nobody.
 */
const LONELY_WAITS_MS = [2_000, 5_000, 15_000, 30_000, 60_000, 120_000] as const
/** With few links neighbours introduce others; but two who came together and found each other know nobody else. */
const FEW_LINKS_WAITS_MS = [15_000, 30_000, 60_000, 120_000] as const
/** So few may lead to nobody else. */
const ISLAND_LINKS = 2
/** With enough links one dial now and then keeps islands from living apart. */
const ENOUGH_LINKS_WAIT_MS = 600_000
/** Who still has few links after so many announces is in a small festival. */
const FEW_LINKS_ANNOUNCES = 8

/**
 * How many offers an announce should carry; `offeredAgo`: milliseconds since the last one that carried any, at whatever
 * meeting point. Who waits alone for long is found by the offers of newcomers.
 */
export function offersWanted(links: number, attempt: number, offeredAgo: number): number {
  if (links === 0) return attempt < LONELY_WAITS_MS.length - 1 ? 2 : 1
  const isUrgent = attempt === 0 && links < USUAL_LINKS.few
  const isDue = isUrgent || offeredAgo >= usualWait(links, attempt - 1) / 2
  if (!isDue) return 0
  return links <= ISLAND_LINKS && attempt < FEW_LINKS_WAITS_MS.length ? 2 : 1
}

/**
 * Time to the next announce: ±20 % while there are few links, else ±50 %; `attempt` counts the announces since the topic
 * became lonely or lost most of its links, from 0.
 */
export function announceWait(links: number, attempt: number, random: Random): number {
  const wait = usualWait(links, attempt)
  return wait === ENOUGH_LINKS_WAIT_MS ? around(wait, random) : jittered(wait, random)
}

function usualWait(links: number, attempt: number): number {
  if (links === 0) return at(LONELY_WAITS_MS, attempt)
  return links < USUAL_LINKS.few && attempt < FEW_LINKS_ANNOUNCES
    ? at(FEW_LINKS_WAITS_MS, attempt)
    : ENOUGH_LINKS_WAIT_MS
}

/** The wait after an announce; the last one stays. */
function at(waits: readonly [number, ...number[]], attempt: number): number {
  return waits[Math.max(0, Math.min(attempt, waits.length - 1))] ?? waits[0]
}

/** ±20 %. */
function jittered(ms: number, random: Random): number {
  const [byte = 0] = random.bytes(1)
  return Math.round(ms * (0.8 + (0.4 * byte) / 255))
}
