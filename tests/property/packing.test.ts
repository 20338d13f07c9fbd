// LZ4 blocks of any message and from any bytes.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../src/bamboo/index.ts'
import { compress } from '../../src/gossip/packing/lz4-compress.ts'
import { decompress } from '../../src/gossip/packing/lz4-decompress.ts'
import { SeededRandom } from '../../src/testing/seeded-random.ts'

/** Of few different pieces, so that much repeats, near and far. */
const message = fc
  .tuple(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 8 }),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 900 })), { maxLength: 120 }),
  )
  .map(([pieces, order]) =>
    concatBytes(
      ...order.map(([which, times]) => {
        const piece = pieces[which % pieces.length] ?? new Uint8Array(0)
        return concatBytes(...Array.from({ length: 1 + Math.floor(times / 100) }, () => piece))
      }),
    ),
  )

/** What `decompress` says of the block, and whether it wrote beside the message. */
function read(block: Uint8Array, length: number): Uint8Array | undefined {
  const room = new Uint8Array(length + 64).fill(0xa5)
  const inside = room.subarray(32, 32 + length)
  const isRead = decompress(block, inside)
  expect([...room.subarray(0, 32), ...room.subarray(32 + length)].every((byte) => byte === 0xa5)).toBe(true)
  return isRead ? inside : undefined
}

describe('a block', () => {
  it('becomes the message again, is never longer than allowed, and is always the same', () => {
    let shortened = 0
    fc.assert(
      fc.property(message, fc.nat({ max: 1_000 }), (plain, room) => {
        const block = compress(plain, plain.length + Math.ceil(plain.length / 255) + 20)
        expect(block).toBeDefined()
        if (block === undefined) return
        expect(read(block, plain.length)).toEqual(plain)
        if (block.length < plain.length) shortened += 1
        const limit = Math.floor((block.length * room) / 500)
        const limited = compress(plain, limit)
        if (limited === undefined) return
        expect(limited.length).toBeLessThan(limit)
        expect(limited).toEqual(block)
      }),
      { numRuns: 300 },
    )
    expect(shortened).toBeGreaterThan(100)
  })

  it('finds what repeats as far away as a block can say, and no further', () => {
    const phrase = new SeededRandom('phrase').bytes(400)
    const far = (distance: number): number => {
      const plain = concatBytes(phrase, new Uint8Array(distance - phrase.length), phrase)
      const block = compress(plain, plain.length) ?? new Uint8Array(0)
      expect(read(block, plain.length)).toEqual(plain)
      return block.length
    }
    expect(far(65_536) - far(65_535)).toBeGreaterThan(350)
  })

  it('with anything changed is refused or read as another message, and nothing is written beside it', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }))
    fc.assert(
      fc.property(message, fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(), (plain, changes, cut) => {
        const block = compress(plain, 2 * plain.length + 20) ?? new Uint8Array(0)
        for (const [at, by] of changes) {
          const place = at % block.length
          block[place] = (block[place] ?? 0) ^ by
        }
        read(block, plain.length)
        read(block.subarray(0, cut % (block.length + 1)), plain.length)
      }),
      { numRuns: 500 },
    )
  })

  it('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 5_000 }), (block, length) => {
        read(block, length)
      }),
      { numRuns: 2_000 },
    )
  })
})
