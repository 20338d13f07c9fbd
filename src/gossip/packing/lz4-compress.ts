// Finds what repeats and says it once, quickly rather than well: the first place that a hash remembers is taken, and where nothing
// repeats it looks at ever fewer places.

import { LITERAL_END, LONG, MATCHLESS_END, MAX_DISTANCE, MIN_MATCH } from './lz4.ts'

/** Of the table that remembers where four bytes were seen last. */
const HASH_BITS = 13
/** 2³² divided by the golden ratio. */
const HASH_FACTOR = 0x9e3779b1
/** After so many places in vain the steps become longer by one. */
const PATIENCE = 64
/** Copied one by one: fewer do not pay for what a copy by the platform costs. */
const FEW = 48

/** The message as one block of less than `limit` bytes, always the same one; undefined when it would be longer. */
export function compress(message: Uint8Array, limit: number): Uint8Array | undefined {
  const block = new BlockWriter(message, limit)
  const words = new DataView(message.buffer, message.byteOffset, message.length)
  /** One more than the place; 0 is nowhere. */
  const places = new Int32Array(1 << HASH_BITS)
  const end = message.length - MATCHLESS_END
  let inVain = 0
  for (let at = 0; at < end;) {
    const word = words.getUint32(at, true)
    const slot = Math.imul(word, HASH_FACTOR) >>> (32 - HASH_BITS)
    const seen = (places[slot] ?? 0) - 1
    places[slot] = at + 1
    if (seen < 0 || at - seen > MAX_DISTANCE || words.getUint32(seen, true) !== word) {
      inVain += 1
      at += 1 + Math.floor(inVain / PATIENCE)
      continue
    }
    inVain = 0
    const next = block.match(seen, at)
    if (next === undefined) return undefined
    at = next
  }
  return block.finish()
}

class BlockWriter {
  readonly #message: Uint8Array
  readonly #block: Uint8Array
  #filled = 0
  /** So much of the message is in the block. */
  #done = 0

  constructor(message: Uint8Array, limit: number) {
    this.#message = message
    this.#block = new Uint8Array(limit)
  }

  /** The bytes at `seen` come again at `at`: gives where they end, both ways as far as they are alike; undefined without room. */
  match(seen: number, at: number): number | undefined {
    const message = this.#message
    const distance = at - seen
    let start = at
    while (start > this.#done && start > distance && message[start - 1] === message[start - 1 - distance]) start -= 1
    const last = message.length - LITERAL_END
    let end = at + MIN_MATCH
    while (end < last && message[end] === message[end - distance]) end += 1
    const length = end - start - MIN_MATCH
    if (!this.#literals(start, length)) return undefined
    this.#block[this.#filled] = distance & 0xff
    this.#block[this.#filled + 1] = distance >>> 8
    this.#filled += 2
    if (length >= LONG) this.#more(length - LONG)
    this.#done = end
    return end
  }

  finish(): Uint8Array | undefined {
    return this.#literals(this.#message.length, 0) ? this.#block.subarray(0, this.#filled) : undefined
  }

  /** A token, and what comes before `end`; false when there is no room for it and a match of this length. */
  #literals(end: number, match: number): boolean {
    const start = this.#done
    const count = end - start
    const most = 1 + count / 255 + 1 + count + 2 + match / 255 + 1
    if (this.#filled + most >= this.#block.length) return false
    this.#block[this.#filled] = (Math.min(count, LONG) << 4) | Math.min(match, LONG)
    this.#filled += 1
    if (count >= LONG) this.#more(count - LONG)
    if (count >= FEW) this.#block.set(this.#message.subarray(start, end), this.#filled)
    else for (let at = 0; at < count; at += 1) this.#block[this.#filled + at] = this.#message[start + at] ?? 0
    this.#filled += count
    return true
  }

  #more(length: number): void {
    let left = length
    for (; left >= 255; left -= 255) {
      this.#block[this.#filled] = 255
      this.#filled += 1
    }
    this.#block[this.#filled] = left
    this.#filled += 1
  }
}
