// Events that overlap in one lane stand side by side: never on top of each other, never narrower than they must be.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sideBySide } from '../../../src/festival/side-by-side.ts'
import { overlaps } from '../../../src/festival/timeframe.ts'

const interval = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]) => ({ from, to: from + length }))

describe('side by side', () => {
  it('gives the whole lane to what is alone, also when it touches another', () => {
    expect(sideBySide([])).toEqual([])
    expect(
      sideBySide([
        { from: 2, to: 4 },
        { from: 0, to: 2 },
      ]),
    ).toEqual([
      { column: 0, columns: 1 },
      { column: 0, columns: 1 },
    ])
  })

  it('shares the lane among those that overlap through another, and no others', () => {
    const long = { from: 0, to: 10 }
    expect(sideBySide([long, { from: 1, to: 3 }, { from: 4, to: 6 }, { from: 10, to: 12 }])).toEqual([
      { column: 0, columns: 2 },
      { column: 1, columns: 2 },
      { column: 1, columns: 2 },
      { column: 0, columns: 1 },
    ])
  })

  it('never puts two that overlap into one column, and takes as few columns as go on at once', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 24 }), (intervals) => {
        const placed = sideBySide(intervals)
        expect(placed).toHaveLength(intervals.length)
        for (const [a, first] of intervals.entries()) {
          const mine = placed[a]
          expect(mine?.column).toBeLessThan(mine?.columns ?? 0)
          for (const [b, second] of intervals.entries()) {
            if (a === b || !overlaps(first, second)) continue
            expect(mine?.column).not.toBe(placed[b]?.column)
            expect(mine?.columns).toBe(placed[b]?.columns)
          }
        }
        const busiest = Math.max(
          0,
          ...intervals.map(({ from }) => intervals.filter((i) => i.from <= from && from < i.to).length),
        )
        expect(Math.max(0, ...placed.map(({ columns }) => columns))).toBe(busiest)
      }),
    )
  })
})
