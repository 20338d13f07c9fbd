// Segment rows: every list of entries comes back, damage is noticed.

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { logIdKey, logIdOf } from '../../../src/adapters/dexie/log-id-key.ts'
import { decodeSegment, encodeSegment, firstOf, segmentOf } from '../../../src/adapters/dexie/segment.ts'

const bytes = fc.uint8Array({ maxLength: 400 })

it('gives back the entries of any segment, with and without payloads', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(bytes, fc.option(bytes)), { maxLength: 64 }), fc.nat(1000), (parts, segment) => {
      const entries = parts.map(([entry, payload], index) => ({
        seqNum: firstOf(segment) + index,
        entry,
        ...(payload === null ? {} : { payload }),
      }))
      expect(decodeSegment(encodeSegment(entries), firstOf(segment))).toEqual(entries)
    }),
  )
})

it('says when a segment is damaged instead of giving other entries', () => {
  const data = encodeSegment([{ seqNum: 1, entry: new Uint8Array(300).fill(7), payload: new Uint8Array(9) }])
  for (let length = 1; length < data.length; length += 1) {
    expect(() => decodeSegment(data.slice(0, length), 1)).toThrow(RangeError)
  }
})

it.each([
  [1, 0],
  [64, 0],
  [65, 1],
  [128, 1],
  [129, 2],
])('finds entry %i in segment %i', (seqNum, segment) => {
  expect(segmentOf(seqNum)).toBe(segment)
  expect(firstOf(segment)).toBeLessThanOrEqual(seqNum)
})

it('keeps log ids as 8 big-endian bytes, in order', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 64n - 1n), (logId) => {
      expect(logIdKey(logId)).toHaveLength(8)
      expect(logIdOf(logIdKey(logId))).toBe(logId)
    }),
  )
  expect(logIdKey(258n)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2))
})
