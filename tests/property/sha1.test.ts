// SHA-1 for names gives what Node and @noble/hashes give, for every length and every byte.

import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { sha1 as reference } from '@noble/hashes/legacy.js'
import { describe, expect, it } from 'vitest'
import { toHex, utf8Encode } from '../../src/bamboo/bytes.ts'
import { sha1 } from '../../src/exchange/sha1.ts'

const byNode = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex')

describe('SHA-1', () => {
  it('is what RFC 3174 says of “abc”', () => {
    expect(toHex(sha1(utf8Encode('abc')))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  })

  it('is what Node and @noble/hashes compute, for every length around four blocks', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 167 + length) & 0xff)
      expect(toHex(sha1(bytes)), `${length} bytes`).toBe(byNode(bytes))
      expect(sha1(bytes)).toEqual(reference(bytes))
    }
  })

  it('is the same for any bytes, wherever they lie in memory, and leaves them alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 500 }), fc.nat(7), (whole, start) => {
        const before = whole.slice()
        expect(toHex(sha1(whole.subarray(start)))).toBe(byNode(whole.subarray(start)))
        expect(whole).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })
})
