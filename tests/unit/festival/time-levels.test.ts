// The levels find everything that overlaps, whatever the lengths.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEVEL_LENGTHS, joined, levelOf, levelRanges } from '../../../src/festival/time-levels.ts'
import { overlaps } from '../../../src/festival/timeframe.ts'
import type { Interval } from '../../../src/operations/operation.ts'

/** Lengths of all levels, and exactly those at which one ends. */
const length = fc.oneof(
  fc.integer({ min: 0, max: 38 }).map((bits) => 2 ** bits),
  fc.constantFrom(...LEVEL_LENGTHS, ...LEVEL_LENGTHS.map((most) => most + 1)),
  fc.integer({ min: 1, max: 10 ** 7 }),
)
const intervals: fc.Arbitrary<Interval> = fc
  .record({
    from: fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
    length,
  })
  .map(({ from, length: long }) => ({ from, to: from + long }))

describe('the levels of time', () => {
  it('file by length, the longest allowed one still on its level', () => {
    expect(levelOf({ from: 0, to: 1 })).toBe(0)
    for (const [level, most] of LEVEL_LENGTHS.entries()) {
      expect(levelOf({ from: 7, to: 7 + most })).toBe(level)
      expect(levelOf({ from: 7, to: 8 + most })).toBe(level + 1)
    }
    expect(levelOf({ from: 0, to: 253_402_300_800_000 })).toBe(LEVEL_LENGTHS.length)
  })

  it('have all that overlaps among the starts that are looked at', () => {
    let overlapping = 0
    fc.assert(
      fc.property(intervals, intervals, fc.integer({ min: -2, max: 2 }), (filed, other, by) => {
        // The same lengths, side by side: touching, and one off.
        const near = { from: filed.to + by, to: filed.to + by + other.to - other.from }
        for (const asked of [other, near]) {
          if (!overlaps(filed, asked)) continue
          overlapping += 1
          const range = levelRanges(asked).find(({ level }) => level === levelOf(filed))
          expect(range !== undefined && range.after < filed.from && filed.from < range.before).toBe(true)
        }
      }),
      { numRuns: 20_000, seed: 7 },
    )
    expect(overlapping).toBeGreaterThan(3000)
  })

  it('look at nothing that is further away than the level is long', () => {
    const [first] = levelRanges({ from: 2 ** 30, to: 2 ** 30 + 1 })
    expect(first).toEqual({ level: 0, after: 2 ** 30 - 2 ** 20, before: 2 ** 30 + 1 })
  })
})

describe('intervals joined', () => {
  it('cover the same, and are further apart than the gap', () => {
    fc.assert(
      fc.property(fc.array(intervals, { maxLength: 20 }), fc.integer({ min: 0, max: 10 ** 6 }), (given, gap) => {
        const all = joined(given, gap)
        for (const { from, to } of given) expect(all.some((each) => each.from <= from && to <= each.to)).toBe(true)
        for (const [index, { from }] of all.entries()) {
          const before = all[index - 1]
          if (before !== undefined) expect(from - before.to).toBeGreaterThanOrEqual(gap)
          expect(given.some((each) => each.from === from)).toBe(true)
        }
      }),
      { seed: 7 },
    )
    expect(joined([], 5)).toEqual([])
  })
})
