// Writes the one canonical form of a value.

import { compareBytes, concatBytes, utf8Encode } from '../bamboo/bytes.ts'
import type { CborError, CborMap, CborValue } from './cbor.ts'

const LARGEST_U64 = 2n ** 64n - 1n

/** @throws TypeError for a value beyond the subset, or with arrays and maps more than `depth` deep. */
export function writeCbor(value: CborValue, depth: number): Uint8Array {
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4)
  if (typeof value === 'number' || typeof value === 'bigint') return integer(value)
  if (typeof value === 'string') return text(value)
  if (value instanceof Uint8Array) return concatBytes(head(2, value.length), value)
  // Whoever calls may pass on what a web page gave.
  const given: unknown = value
  if (!Array.isArray(given) && !(given instanceof Map)) throw notForCbor('not-cbor')
  if (depth === 0) throw notForCbor('too-deep')
  return Array.isArray(given) ? array(given, depth - 1) : map(given, depth - 1)
}

function integer(value: number | bigint): Uint8Array {
  // Negative zero exists only as a float, so it is no integer.
  const isOurs =
    typeof value === 'number'
      ? Number.isSafeInteger(value) && !Object.is(value, -0)
      : value >= 0n && value <= LARGEST_U64
  if (!isOurs) throw notForCbor('not-cbor')
  return value < 0 ? head(1, -1 - Number(value)) : head(0, value)
}

function text(value: string): Uint8Array {
  const bytes = utf8Encode(value)
  return concatBytes(head(3, bytes.length), bytes)
}

function array(items: readonly CborValue[], depth: number): Uint8Array {
  return concatBytes(head(4, items.length), ...items.map((item) => writeCbor(item, depth)))
}

function map(given: CborMap, depth: number): Uint8Array {
  const fields = Array.from(given, ([key, value]): [Uint8Array, Uint8Array] => {
    if (typeof key !== 'string') throw notForCbor('not-cbor')
    return [text(key), writeCbor(value, depth)]
  })
  fields.sort(([a], [b]) => compareBytes(a, b))
  return concatBytes(head(5, fields.length), ...fields.flat())
}

/** Type and argument, in as few bytes as it has. */
function head(type: number, argument: number | bigint): Uint8Array {
  if (argument < 24) return Uint8Array.of((type << 5) | Number(argument))
  const width = argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : argument < 0x1_0000_0000 ? 2 : 3
  const bytes = new Uint8Array(1 + (1 << width))
  bytes[0] = (type << 5) | (24 + width)
  if (width === 3) new DataView(bytes.buffer).setBigUint64(1, BigInt(argument))
  else for (let at = bytes.length - 1, rest = Number(argument); at > 0; at -= 1, rest >>>= 8) bytes[at] = rest
  return bytes
}

function notForCbor(code: CborError['code']): TypeError {
  return new TypeError(`not a value for CBOR: ${code}`)
}
