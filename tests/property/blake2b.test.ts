// BLAKE2b in plain JavaScript gives what other people's implementations give, for every length and every byte.

import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { blake2b as reference } from '@noble/hashes/blake2.js'
import { describe, expect, it } from 'vitest'
import { blake2b } from '../../src/bamboo/blake2b.ts'
import { toHex, utf8Encode } from '../../src/bamboo/bytes.ts'

const byNode = (bytes: Uint8Array): string => createHash('blake2b512').update(bytes).digest('hex')

describe('BLAKE2b-512', () => {
  it('is what RFC 7693 says of “abc”', () => {
    expect(toHex(blake2b(utf8Encode('abc')))).toBe(
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1' +
        '7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    )
  })

  it('is what Node and @noble/hashes compute, for every length around four blocks', () => {
    for (let length = 0; length <= 520; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 167 + length) & 0xff)
      expect(toHex(blake2b(bytes)), `${length} bytes`).toBe(byNode(bytes))
      expect(blake2b(bytes)).toEqual(reference(bytes))
    }
  })

  it('is the same for any bytes, wherever they lie in memory, and leaves them alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 2000 }), fc.nat(7), (whole, start) => {
        const before = whole.slice()
        const bytes = whole.subarray(start)
        expect(toHex(blake2b(bytes))).toBe(byNode(bytes))
        expect(whole).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })

  it('is the same for a payload as large as they get', () => {
    const bytes = new Uint8Array(1024 * 1024 + 1).fill(0xa5)
    expect(toHex(blake2b(bytes))).toBe(byNode(bytes))
  })
})
