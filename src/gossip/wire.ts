// Reading and writing the bytes of gossip messages: fixed lengths and bamboo's VarU64, nothing else (DESIGN 6). The reader
// never throws: it remembers that something was wrong and hands out placeholders that nobody looks at.

import { concatBytes, decodeVarU64, encodeVarU64 } from '../bamboo/index.ts'

/** Collects the parts of one message. */
export class WireWriter {
  readonly #parts: Uint8Array[] = []

  byte(value: number): this {
    this.#parts.push(Uint8Array.of(value))
    return this
  }

  number(value: number | bigint): this {
    this.#parts.push(encodeVarU64(value))
    return this
  }

  /** Bytes whose length the reader knows. */
  fixed(bytes: Uint8Array): this {
    this.#parts.push(bytes)
    return this
  }

  /** Bytes after their length. */
  sized(bytes: Uint8Array): this {
    return this.number(bytes.length).fixed(bytes)
  }

  /** All parts, one after the other; those that were given are not copied. */
  get parts(): readonly Uint8Array[] {
    return this.#parts
  }

  finish(): Uint8Array {
    return concatBytes(...this.#parts)
  }
}

const NO_BYTES = new Uint8Array(0)

/** Reads one message from hostile bytes. Look at `isComplete` before believing anything that was read. */
export class WireReader {
  readonly #bytes: Uint8Array
  #offset = 0
  #failed = false

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get failed(): boolean {
    return this.#failed
  }

  /** Everything was readable and nothing is left over. */
  get isComplete(): boolean {
    return !this.#failed && this.#offset === this.#bytes.length
  }

  get hasMore(): boolean {
    return !this.#failed && this.#offset < this.#bytes.length
  }

  fail(): void {
    this.#failed = true
  }

  byte(): number {
    return this.fixed(1)[0] ?? 0
  }

  /** A copy of the next `length` bytes. */
  fixed(length: number): Uint8Array {
    return this.view(length).slice()
  }

  /** The next `length` bytes where they are: they keep the whole message alive. */
  view(length: number): Uint8Array {
    const end = this.#offset + length
    if (this.#failed || end > this.#bytes.length) {
      this.#failed = true
      return NO_BYTES
    }
    const value = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return value
  }

  sized(maxLength: number): Uint8Array {
    const length = this.number(maxLength)
    return this.#failed ? NO_BYTES : this.fixed(length)
  }

  u64(): bigint {
    if (this.#failed) return 0n
    const decoded = decodeVarU64(this.#bytes, this.#offset)
    if (!decoded.ok) {
      this.#failed = true
      return 0n
    }
    this.#offset += decoded.value.length
    return decoded.value.value
  }

  /** An integer of at most `max`. */
  number(max: number): number {
    const value = this.u64()
    if (value > BigInt(max)) this.#failed = true
    return this.#failed ? 0 : Number(value)
  }

  /** Items after their number, which is at most `max`. Stops when one can not be read. */
  list<T>(max: number, item: () => T): T[] {
    const count = this.number(max)
    const items: T[] = []
    for (let index = 0; index < count && !this.#failed; index += 1) items.push(item())
    return items
  }

  /** A copy of everything that is left. */
  rest(): Uint8Array {
    return this.fixed(this.#bytes.length - this.#offset)
  }
}
