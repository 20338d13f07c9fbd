// What our reader and writer of CBOR make of bytes and values is what cborg, in its strictest mode, makes of them.

import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalBytes } from '../../src/bamboo/bytes.ts'
import { decodeCbor, encodeCbor, type CborValue } from '../../src/operations/cbor.ts'
import { encodeOperation } from '../../src/operations/codec.ts'
import { operation } from './operation-arbitrary.ts'

const OPTIONS = { useMaps: true, rejectDuplicateMapKeys: true, allowIndefinite: false, allowUndefined: false }

/** The value as cborg reads it, where it would write the same bytes again. */
function byReference(bytes: Uint8Array): unknown {
  try {
    const value: unknown = decode(bytes, OPTIONS)
    return equalBytes(encode(value, rfc8949EncodeOptions), bytes) ? value : undefined
  } catch {
    return undefined
  }
}

/** Values that cborg knows and payloads have not: it takes null, floats, other keys and integers below -2^53 + 1. */
function isOurs(value: unknown): boolean {
  if (value === null || value === undefined) return false
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'bigint') return value >= 0n
  if (Array.isArray(value)) return value.every(isOurs)
  if (value instanceof Map) return [...value].every(([key, each]) => typeof key === 'string' && isOurs(each))
  return true
}

const scalar: fc.Arbitrary<CborValue> = fc.oneof(
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.nat(300),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.string({ unit: 'binary' }),
  fc.uint8Array(),
)
const value: fc.Arbitrary<CborValue> = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    scalar,
    fc.array(tie('value')),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((pairs) => new Map(pairs)),
  ),
})).value

/** Bytes of which some were replaced by others. */
function damaged(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }))
    .map(([whole, changes]) => changes.reduce((now, [at, byte]) => now.with(at % now.length, byte), whole))
}

describe('CBOR, beside cborg', () => {
  it('writes the same bytes', () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(encodeCbor(each)).toEqual(new Uint8Array(encode(each, rfc8949EncodeOptions)))
      }),
      { numRuns: 1000 },
    )
  })

  it('reads the same bytes as the same value, and no others', () => {
    const payload = operation.map((op) => {
      const written = encodeOperation(op)
      return written.ok ? written.value : Uint8Array.of(0)
    })
    const anything = fc.oneof(
      damaged(value.map(encodeCbor)),
      damaged(payload),
      fc.uint8Array({ minLength: 1, maxLength: 30 }),
    )
    const seen = { read: 0, refused: 0 }
    fc.assert(
      fc.property(anything, (bytes) => {
        const expected = byReference(bytes)
        const decoded = decodeCbor(bytes)
        // A byte order mark at the beginning is text to us; cborg drops it, and so writes something else.
        if (includesMark(bytes)) return
        if (decoded.ok) expect(decoded.value).toEqual(expected)
        else expect(isOurs(expected) && decoded.error.code !== 'too-deep').toBe(false)
        seen[decoded.ok ? 'read' : 'refused'] += 1
      }),
      { numRuns: 6000 },
    )
    expect(seen.read).toBeGreaterThan(1000)
    expect(seen.refused).toBeGreaterThan(1000)
  })
})

function includesMark(bytes: Uint8Array): boolean {
  return bytes.some((byte, at) => byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf)
}
