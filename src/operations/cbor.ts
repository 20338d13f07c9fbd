// Deterministic CBOR (RFC 8949 §4.2.1) in the subset that payloads use (DESIGN 4.3): integers, booleans, text, bytes,
// arrays and maps with text keys. Every value has exactly one form, and no other one is read (decision 0051).

import { err, ok, type Result } from '../bamboo/result.ts'
import { CborReader } from './cbor-reader.ts'
import { writeCbor } from './cbor-writer.ts'

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

/**
 * The one canonical encoding: shortest integers and lengths, keys in the byte order of their encodings.
 * @throws TypeError for a value beyond the subset or nested deeper than 8 (a mistake of the caller).
 */
export function encodeCbor(value: CborValue): Uint8Array {
  return writeCbor(value, MAX_CBOR_DEPTH)
}

/** The value of bytes that are exactly what `encodeCbor` would give. Never throws, whatever the bytes are. */
export function decodeCbor(bytes: Uint8Array): Result<CborValue, CborError> {
  const reader = new CborReader(bytes, MAX_CBOR_DEPTH)
  const value = reader.whole()
  return reader.refusal === undefined ? ok(value) : err({ code: reader.refusal })
}
