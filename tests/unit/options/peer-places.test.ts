// The pandas in the picture of the network stand beside each other and not on me, however many there are.
import { describe, expect, it } from 'vitest'
import { peerPlaces } from '../../../options/network/peer-places.ts'

/** What a panda takes in a picture of 640 × 400, in per cent of its width and height. */
const FACE = { x: 7, y: 11 }

describe('the places of pandas', () => {
  it.each([1, 2, 3, 8, 9, 12, 16])('leave room for each of %i', (count) => {
    const places = peerPlaces(count)
    expect(places).toHaveLength(count)
    const all = [...places, { x: 50, y: 50 }]
    for (const [index, one] of all.entries()) {
      expect(one.x).toBeGreaterThanOrEqual(FACE.x)
      expect(one.x).toBeLessThanOrEqual(100 - FACE.x)
      expect(one.y).toBeGreaterThanOrEqual(FACE.y)
      expect(one.y).toBeLessThanOrEqual(100 - FACE.y)
      for (const other of all.slice(index + 1)) {
        const isBeside = Math.abs(one.x - other.x) >= FACE.x || Math.abs(one.y - other.y) >= FACE.y
        expect([count, one, other, isBeside]).toEqual([count, one, other, true])
      }
    }
  })

  it('begin above me', () => {
    expect(peerPlaces(0)).toEqual([])
    expect(peerPlaces(1)).toEqual([{ x: expect.closeTo(50) as number, y: 14 }])
  })
})
