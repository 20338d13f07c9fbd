// Entries under arbitrary and hostile bytes (design §4.1, §11): one encoding for each entry, no exception, no forgery.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_ENTRY_LENGTH,
  MAX_LOG_ID,
  MAX_SEQ_NUM,
  compareBytes,
  concatBytes,
  decodeCount,
  decodeEntry,
  decodeVarU64,
  encodeEntry,
  encodeVarU64,
  equalBytes,
  fromHex,
  lipmaalink,
  ok,
  skimCount,
  toHex,
  utf8Decode,
  utf8Encode,
  varU64Length,
  verifyEntry,
  verifyHeader,
  yamfHash,
  type Entry,
} from '../../src/bamboo/index.ts'
import { verifyFallback } from '../../src/bamboo/ed25519-fallback.ts'
import { verifyNative } from '../../src/bamboo/ed25519.ts'
import { buildLog } from '../unit/bamboo/log-builder.ts'

const byteArray = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
const hash = fc.uint8Array({ maxLength: 40 }).map(yamfHash)
const seqNum = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: MAX_SEQ_NUM }))

function withPossibleLinks(fields: Required<Entry>): Entry {
  const { lipmaalink: lipmaa, backlink, ...rest } = fields
  if (rest.seqNum === 1) return rest
  return lipmaalink(rest.seqNum) === rest.seqNum - 1 ? { ...rest, backlink } : { ...rest, backlink, lipmaalink: lipmaa }
}

const entry: fc.Arbitrary<Entry> = fc
  .record({
    author: byteArray(32),
    logId: fc.bigInt({ min: 0n, max: MAX_LOG_ID }),
    seqNum,
    lipmaalink: hash,
    backlink: hash,
    payloadSize: fc.maxSafeNat(),
    payloadHash: hash,
    isEndOfLog: fc.boolean(),
    signature: byteArray(64),
  })
  .map(withPossibleLinks)

const log = await buildLog(14, { endOfLogAt: 14 })
const signed = fc.constantFrom(...log).map(({ bytes }) => bytes)

/**
 * A valid entry with one small change: a flipped bit, a byte taken out or put in, the end cut or something appended.
 */
const mutated: fc.Arbitrary<Uint8Array> = signed.chain((bytes) => {
  const position = fc.nat(bytes.length - 1)
  const byte = fc.nat(255)
  return fc.oneof(
    fc
      .tuple(position, fc.nat(7))
      .map(([at, bit]) => bytes.map((old, index) => (index === at ? old ^ (1 << bit) : old))),
    position.map((at) => concatBytes(bytes.subarray(0, at), bytes.subarray(at + 1))),
    fc
      .tuple(position, byte)
      .map(([at, put]) => concatBytes(bytes.subarray(0, at), Uint8Array.of(put), bytes.subarray(at))),
    position.map((at) => bytes.slice(0, at)),
    byte.map((put) => concatBytes(bytes, Uint8Array.of(put))),
  )
})

describe('encoding', () => {
  it('decoding gives back what was encoded', () => {
    fc.assert(
      fc.property(entry, (value) => {
        const bytes = encodeEntry(value)
        expect(bytes.length).toBeLessThanOrEqual(MAX_ENTRY_LENGTH)
        expect(decodeEntry(bytes)).toEqual({ ok: true, value })
      }),
    )
  })

  it('whatever decodes is the one encoding of what it decodes to', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const decoded = decodeEntry(bytes)
        if (decoded.ok) expect(encodeEntry(decoded.value)).toEqual(bytes)
        else expect(decoded.error.offset).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('a decoded entry shares no memory with its bytes', () => {
    fc.assert(
      fc.property(entry, (value) => {
        const bytes = encodeEntry(value)
        const decoded = decodeEntry(bytes)
        bytes.fill(0xaa)
        expect(decoded).toEqual({ ok: true, value })
      }),
    )
  })
})

describe('hostile bytes', () => {
  it('never make verification throw, and never verify', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const results = [verifyEntry({ entry: bytes }), verifyEntry({ entry: log[0]?.bytes ?? bytes, backlink: bytes })]
        for (const result of await Promise.all(results)) expect(result.ok).toBe(false)
      }),
    )
  })

  it('no changed entry has a valid signature', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        fc.pre(!log.some((original) => equalBytes(original.bytes, bytes)))
        expect((await verifyHeader(bytes)).ok).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('get the same verdict natively and by recomputation', async () => {
    const small = fc.constantFrom('00', '01', 'ec', 'ed', 'ee', 'ff').map((first) => {
      const tail = first === '00' || first === '01' ? '00'.repeat(31) : `${'ff'.repeat(30)}7f`
      return fromHex(first + tail) ?? new Uint8Array(0)
    })
    const parts = fc.record({
      publicKey: fc.oneof(byteArray(32), small, fc.constantFrom(...log.map((each) => each.entry.author))),
      message: fc.uint8Array(),
      signature: fc.oneof(
        byteArray(64),
        fc.tuple(small, byteArray(32)).map(([r, s]) => concatBytes(r, s.fill(0, 31))),
      ),
    })
    await fc.assert(
      fc.asyncProperty(parts, async (each) => {
        expect(await verifyNative(each)).toBe(verifyFallback(each))
      }),
    )
  })
})

describe('primitives', () => {
  it('VarU64 goes there and back, in order of length, at any offset', () => {
    const bits = fc.integer({ min: 0, max: 64 }).chain((n) => fc.bigInt({ min: 0n, max: 2n ** BigInt(n) - 1n }))
    fc.assert(
      fc.property(bits, fc.uint8Array({ maxLength: 9 }), (value, before) => {
        const encoded = encodeVarU64(value)
        const decoded = decodeVarU64(concatBytes(before, encoded, before), before.length)
        expect(decoded).toEqual({ ok: true, value: { value, length: encoded.length } })
      }),
    )
  })

  it('a count that is skimmed is the one that is decoded, and takes as many bytes', () => {
    const special = fc.tuple(fc.integer({ min: 247, max: 250 }), fc.uint8Array({ maxLength: 4 }))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5 }), special, (any, [first, rest]) => {
        for (const bytes of [any, concatBytes(Uint8Array.of(first), rest)]) {
          const [skimmed, decoded] = [skimCount(bytes, 0), decodeCount(bytes)]
          if (skimmed !== -1) expect(decoded).toEqual(ok({ value: skimmed, length: varU64Length(skimmed) }))
          else expect(decoded.ok && decoded.value.value <= 65_535).toBe(false)
        }
      }),
    )
  })

  it('VarU64 that decodes is canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10 }), (bytes) => {
        const decoded = decodeVarU64(bytes)
        if (decoded.ok) expect(encodeVarU64(decoded.value.value)).toEqual(bytes.slice(0, decoded.value.length))
      }),
    )
  })

  it('hexadecimal and UTF-8 go there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Decode(utf8Encode(text))).toBe(text)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = utf8Decode(bytes)
        if (text !== undefined) expect(utf8Encode(text)).toEqual(bytes)
      }),
    )
  })

  it('the order of bytes is the order of their hexadecimal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
        const [textA, textB] = [toHex(a), toHex(b)]
        expect(Math.sign(compareBytes(a, b))).toBe(textA < textB ? -1 : Number(textA > textB))
      }),
    )
  })
})
