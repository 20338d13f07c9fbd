// Randomness that repeats: the same seed gives the same bytes. Predictable, so never for keys of people.

import { yamfHash, utf8Encode } from '../bamboo/index.ts'
import type { Random } from '../ports/random.ts'

/** Bytes of a digest after the two that name its type. */
const DIGEST_START = 2

export class SeededRandom implements Random {
  readonly #seed: string
  #block = 0
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(seed: string) {
    this.#seed = seed
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let filled = 0; filled < length;) {
      if (this.#bytes.length === 0) this.#refill()
      const part = this.#bytes.subarray(0, length - filled)
      bytes.set(part, filled)
      filled += part.length
      this.#bytes = this.#bytes.subarray(part.length)
    }
    return bytes
  }

  #refill(): void {
    this.#bytes = yamfHash(utf8Encode(`${this.#seed}/${this.#block}`)).subarray(DIGEST_START)
    this.#block += 1
  }
}
