// Reads CBOR strictly: whatever is not the one canonical form of a value of the subset is refused where it is met.

import { compareBytes, utf8Decode } from '../bamboo/bytes.ts'
import type { CborError, CborValue } from './cbor.ts'

/** The smallest argument that needs 1, 2, 4 and 8 bytes behind the head. */
const LEAST_OF_WIDTH = [24, 0x100, 0x1_0000, 0x1_0000_0000]
/** Names of fields are short and ASCII: spelling them out is faster than a decoder of the platform. */
const SHORT_TEXT = 32

export class CborReader {
  /** Why the bytes are refused; the worst of it: what is not canonical may still turn out not to be CBOR. */
  refusal: CborError['code'] | undefined
  readonly #bytes: Uint8Array
  readonly #maxDepth: number
  #offset = 0
  #isBroken = false

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.#bytes = bytes
    this.#maxDepth = maxDepth
  }

  /** The one value that all the bytes are; a placeholder when they are refused. */
  whole(): CborValue {
    const value = this.#value(0)
    return this.#offset === this.#bytes.length ? value : this.#break('not-cbor')
  }

  /** A value that is `depth` arrays and maps below the outermost. */
  #value(depth: number): CborValue {
    const head = this.#byte()
    const type = head >> 5
    if (type === 7) return head === 0xf5 || (head !== 0xf4 && this.#break('not-cbor'))
    const argument = this.#argument(head & 31)
    if (type === 0) return argument
    if (type === 1) return this.#negative(argument)
    if (type === 2) return new Uint8Array(this.#take(argument))
    if (type === 3) return this.#text(argument)
    if (type === 6) return this.#break('not-cbor')
    if (depth === this.#maxDepth) return this.#break('too-deep')
    return type === 4 ? this.#array(argument, depth + 1) : this.#map(argument, depth + 1)
  }

  /** The number in or behind a head. */
  #argument(info: number): number | bigint {
    if (info < 24) return info
    if (info > 27) return this.#break('not-cbor')
    const bytes = this.#take(1 << (info - 24))
    const high = bigEndian(bytes.subarray(0, -4))
    const low = bigEndian(bytes.subarray(-4))
    const value = high < 0x20_0000 ? high * 0x1_0000_0000 + low : (BigInt(high) << 32n) | BigInt(low)
    if (value < (LEAST_OF_WIDTH[info - 24] ?? 0)) this.refusal ??= 'not-canonical'
    return value
  }

  #negative(argument: number | bigint): number {
    return argument < Number.MAX_SAFE_INTEGER ? -1 - Number(argument) : this.#break('not-cbor')
  }

  #text(length: number | bigint): string {
    const bytes = this.#take(length)
    const text = shortAscii(bytes) ?? utf8Decode(bytes)
    if (text !== undefined) return text
    this.#break('not-cbor')
    return ''
  }

  #array(length: number | bigint, depth: number): CborValue[] {
    const items: CborValue[] = []
    while (items.length < length && !this.#isBroken) items.push(this.#value(depth))
    return items
  }

  #map(length: number | bigint, depth: number): ReadonlyMap<string, CborValue> {
    const map = new Map<string, CborValue>()
    let before = this.#bytes.subarray(0, 0)
    while (map.size < length && !this.#isBroken) {
      const start = this.#offset
      const key = this.#value(depth)
      const bytes = this.#bytes.subarray(start, this.#offset)
      if (typeof key !== 'string' || map.has(key)) this.#break('not-cbor')
      else {
        if (compareBytes(before, bytes) > 0) this.refusal ??= 'not-canonical'
        map.set(key, this.#value(depth))
      }
      before = bytes
    }
    return map
  }

  #byte(): number {
    return this.#take(1)[0] ?? 0
  }

  #take(length: number | bigint): Uint8Array {
    const start = this.#offset
    if (this.#isBroken || length > this.#bytes.length - start) {
      this.#break('not-cbor')
      return this.#bytes.subarray(0, 0)
    }
    this.#offset += Number(length)
    return this.#bytes.subarray(start, this.#offset)
  }

  /** Nothing is read any more. */
  #break(code: 'not-cbor' | 'too-deep'): 0 {
    if (!this.#isBroken) this.refusal = code
    this.#isBroken = true
    return 0
  }
}

function bigEndian(bytes: Uint8Array): number {
  let value = 0
  for (const byte of bytes) value = value * 256 + byte
  return value
}

function shortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > SHORT_TEXT) return undefined
  let text = ''
  for (const byte of bytes) {
    if (byte > 0x7f) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}
