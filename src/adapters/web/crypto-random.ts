// Randomness of the browser's cryptographic generator.

import type { Random } from '../../ports/random.ts'

/** `getRandomValues` gives at most this many bytes at once. */
const MAX_AT_ONCE = 65_536

export const cryptoRandom: Random = {
  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let start = 0; start < length; start += MAX_AT_ONCE) {
      crypto.getRandomValues(bytes.subarray(start, start + MAX_AT_ONCE))
    }
    return bytes
  },
}
