// What names a festival on the network (DESIGN 6): its topic key. Whoever holds it finds and recognises the peers of the
// festival; nothing that goes over a tracker or to a stranger shows it.

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, encodeVarU64, fromHex, utf8Encode } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Around midnight both days count, so that clocks may differ. */
const HALF_HOUR_MS = 30 * 60 * 1000

/** A festival as the network half knows it. */
export interface Topic {
  festival: FestivalId
  key: Uint8Array
}

/** The topic key of an open festival: everybody who knows the festival can compute it. Closed ones draw 32 random bytes. */
export function topicKeyOf(festival: FestivalId): Uint8Array {
  const id = fromHex(festival)
  if (id === undefined) throw new RangeError(`not a festival id: ${festival}`)
  return sha256(concatBytes(utf8Encode('festival'), id))
}

/** The days (since 1970, UTC) whose names are in use at `now`: one, or two in the hour around midnight. */
export function daysAt(now: number): number[] {
  const before = Math.floor((now - HALF_HOUR_MS) / DAY_MS)
  const after = Math.floor((now + HALF_HOUR_MS) / DAY_MS)
  return before === after ? [before] : [before, after]
}

/** The 20 bytes under which peers of the topic meet at a tracker on that day. */
export function swarmName(key: Uint8Array, day: number): Uint8Array {
  return keyed(key, 'wt', encodeVarU64(day)).subarray(0, 20)
}

/** The AES key that seals the topic's offers and answers of that day. */
export function signallingKey(key: Uint8Array, day: number): Uint8Array {
  return keyed(key, 'sig', encodeVarU64(day))
}

/** HMAC-SHA256 of a purpose and parts of fixed or self-delimiting length under the topic key. */
export function keyed(key: Uint8Array, purpose: string, ...parts: Uint8Array[]): Uint8Array {
  return hmac(sha256, key, concatBytes(utf8Encode(purpose), Uint8Array.of(0), ...parts))
}
