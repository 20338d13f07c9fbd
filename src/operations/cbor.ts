// Deterministic CBOR (RFC 8949 §4.2.1) in the subset that payloads use (DESIGN 4.3): integers, booleans, text, bytes,
// arrays and maps with text keys. cborg alone accepts more than one form of a value, so the bytes of every decoded value
// are made again and compared.

import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import { equalBytes } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'

/** A map with text keys. A `Map`, so that a key like `__proto__` is a key like any other. */
export type CborMap = ReadonlyMap<string, CborValue>

/** What a payload can say. Integers are numbers while they are safe; above, to 2^64 - 1, they are bigints. */
export type CborValue = boolean | number | bigint | string | Uint8Array | readonly CborValue[] | CborMap

/**
 * not-cbor: malformed, or beyond the subset (floats, null, tags, other keys than text, integers below -2^53 + 1) · not-canonical: another
 * encoding of the same value is the right one · too-deep: more than 8 arrays and maps inside each other.
 */
export interface CborError {
  readonly code: 'not-cbor' | 'not-canonical' | 'too-deep'
}

/** Arrays and maps inside each other, the outermost included. */
export const MAX_CBOR_DEPTH = 8

const LARGEST_U64 = 2n ** 64n - 1n

/**
 * The one canonical encoding: shortest integers and lengths, keys in the byte order of their encodings.
 * @throws TypeError for a value beyond the subset or nested deeper than 8 (a mistake of the caller).
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const code = refusal(value, 0)
  if (code !== undefined) throw new TypeError(`not a value for CBOR: ${code}`)
  // A copy: in Node cborg gives Buffers, which share memory and are not equal to other arrays.
  return new Uint8Array(encode(value, rfc8949EncodeOptions))
}

/** The value of bytes that are exactly what `encodeCbor` would give. Never throws, whatever the bytes are. */
export function decodeCbor(bytes: Uint8Array): Result<CborValue, CborError> {
  try {
    const value: unknown = decode(bytes, {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
    })
    const code = refusal(value, 0)
    if (code !== undefined) return err({ code })
    const canonical = equalBytes(encode(value, rfc8949EncodeOptions), bytes)
    return canonical ? ok(value as CborValue) : err({ code: 'not-canonical' })
  } catch (cause) {
    // Arrays in arrays, thousands deep, exhaust the stack long before they exhaust a payload.
    return err({ code: cause instanceof RangeError ? 'too-deep' : 'not-cbor' })
  }
}

/** Why a value is beyond the subset, `depth` arrays and maps below the outermost. */
function refusal(value: unknown, depth: number): CborError['code'] | undefined {
  if (typeof value === 'boolean' || typeof value === 'string' || value instanceof Uint8Array) return undefined
  // Negative zero exists only as a float, so it is no integer.
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? undefined : 'not-cbor'
  if (typeof value === 'bigint') return value >= 0n && value <= LARGEST_U64 ? undefined : 'not-cbor'
  if (!Array.isArray(value) && !(value instanceof Map)) return 'not-cbor'
  if (depth === MAX_CBOR_DEPTH) return 'too-deep'
  if (Array.isArray(value)) return firstRefusal(value, depth + 1)
  for (const key of value.keys()) if (typeof key !== 'string') return 'not-cbor'
  return firstRefusal(value.values(), depth + 1)
}

function firstRefusal(values: Iterable<unknown>, depth: number): CborError['code'] | undefined {
  for (const value of values) {
    const code = refusal(value, depth)
    if (code !== undefined) return code
  }
  return undefined
}
