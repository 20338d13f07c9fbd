// Randomness for the fuzzer: fast, seeded, with a stream of its own for every case, so that any case of any run can be
// made again alone. Predictable on purpose.

/** A stream of random numbers that is the same for the same seeds (sfc32). */
export class Dice {
  #a = 0x9e3779b9
  #b = 0x243f6a88
  #c = 0xb7e15162
  #counter = 1

  constructor(...seeds: readonly number[]) {
    for (const seed of seeds) {
      this.#a ^= seed | 0
      this.#b ^= Math.floor(seed / 2 ** 32) | 0
      for (let round = 0; round < 12; round += 1) this.next()
    }
  }

  /** An integer of 0 to 2^32 - 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** An integer of 0 to `limit` - 1; 0 when the limit is 0. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit)
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next() & 0xff)
  }

  /** An unsigned 64-bit integer with a random number of bits, so that small and large ones are as frequent. */
  u64(): bigint {
    const wide = (BigInt(this.next()) << 32n) | BigInt(this.next())
    return wide >> BigInt(this.below(64))
  }

  /** Another stream; taking it costs this one the same whatever is done with it. */
  fork(): Dice {
    return new Dice(this.next(), this.next())
  }
}
