// Randomness that repeats and costs little: for worlds of thousands of nodes that draw millions of times. The generator is
// sfc32 (public domain, Chris Doty-Humphrey), filled from a hash of the seed. Predictable, so never for keys of people.

import { sha256 } from '@noble/hashes/sha2.js'
import { utf8Encode } from '../bamboo/index.ts'
import type { Random } from '../ports/random.ts'

const TWO_TO_32 = 2 ** 32

export class QuickRandom implements Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: string) {
    const digest = sha256(utf8Encode(seed))
    const wordAt = (index: number): number =>
      digest.subarray(index * 4, index * 4 + 4).reduce((word, byte) => (word << 8) | byte, 0)
    this.#a = wordAt(0)
    this.#b = wordAt(1)
    this.#c = wordAt(2)
  }

  /** 0 ... 2^32 - 1. */
  word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }

  /** 0 <= x < 1. */
  unit(): number {
    return this.word() / TWO_TO_32
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit)
  }

  chance(probability: number): boolean {
    return this.unit() < probability
  }

  /** Waiting time for something that happens once in `mean` on average. */
  exponential(mean: number): number {
    return -Math.log(1 - this.unit()) * mean
  }

  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)]
  }

  /** `count` of them, or all, in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const left = [...items]
    const drawn: Item[] = []
    while (drawn.length < count && left.length > 0) {
      const index = this.below(left.length)
      const item = left[index]
      const last = left.pop()
      if (index < left.length && last !== undefined) left[index] = last
      if (item !== undefined) drawn.push(item)
    }
    return drawn
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let index = 0; index < length; index += 4) {
      const word = this.word()
      bytes[index] = word
      bytes[index + 1] = word >>> 8
      bytes[index + 2] = word >>> 16
      bytes[index + 3] = word >>> 24
    }
    return bytes
  }
}
