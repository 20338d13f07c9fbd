// Every operation survives its bytes, and no bytes break the reader (DESIGN 4.3).

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCbor, encodeCbor, type CborValue } from '../../src/operations/cbor.ts'
import { decodeOperation, encodeOperation, operationNames } from '../../src/operations/codec.ts'
import { operation } from './operation-arbitrary.ts'

const cborValue: fc.Arbitrary<CborValue> = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((pairs) => new Map(pairs)),
  ),
})).value

describe('payload bytes', () => {
  it('give back every value of the subset', () => {
    fc.assert(
      fc.property(cborValue, (value) => {
        expect(decodeCbor(encodeCbor(value))).toEqual({ ok: true, value })
      }),
      { numRuns: 300 },
    )
  })

  it('have one form only: bytes that can be read are the bytes that would be written', () => {
    const almost = cborValue.chain((value) => {
      const bytes = encodeCbor(value)
      return fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([at, byte]) => bytes.with(at, byte))
    })
    fc.assert(
      fc.property(fc.oneof(almost, fc.uint8Array({ maxLength: 40 })), (bytes) => {
        const decoded = decodeCbor(bytes)
        if (decoded.ok) expect(encodeCbor(decoded.value)).toEqual(bytes)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('operations', () => {
  it('come back from their payload as they were', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(operation, (op) => {
        const payload = encodeOperation(op)
        if (!payload.ok) throw new Error(JSON.stringify(payload.error))
        expect(decodeOperation(payload.value)).toEqual({ ok: true, value: op })
        seen.add(op.op)
      }),
      { numRuns: 1500, seed: 1 },
    )
    expect(seen.size).toBe(operationNames.length)
  })

  it('are a value or an error for any bytes', () => {
    const damaged = operation.chain((op) => {
      const payload = encodeOperation(op)
      const bytes = payload.ok ? payload.value : new Uint8Array(1)
      return fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([at, byte]) => bytes.with(at, byte))
    })
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array()), (bytes) => {
        const decoded = decodeOperation(bytes)
        if (decoded.ok) expect(encodeOperation(decoded.value).ok).toBe(true)
        else expect(typeof decoded.error.code).toBe('string')
      }),
      { numRuns: 1500 },
    )
  })

  it('are a payload or an error for any value that a page may give', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ v: fc.constant(1), op: fc.constantFrom(...operationNames), at: fc.nat() }),
      fc
        .tuple(operation, fc.string(), fc.anything())
        .map(([op, name, value]) => Object.assign({}, op, { [name]: value })),
    )
    fc.assert(
      fc.property(anything, (value) => {
        const payload = encodeOperation(value as never)
        if (payload.ok) expect(decodeOperation(payload.value).ok).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })
})
