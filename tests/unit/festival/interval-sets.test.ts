// Sets of instants: what union, difference and within say is what painting every instant says.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference, union, within } from '../../../src/festival/interval-sets.ts'
import type { Interval } from '../../../src/operations/operation.ts'

const END = 40
const interval = fc
  .tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: 0, max: END }))
  .map(([from, to]): Interval => ({ from, to }))
const some = fc.array(interval, { maxLength: 8 })

const painted = (set: readonly Interval[]): boolean[] =>
  Array.from({ length: END }, (_, at) => set.some(({ from, to }) => from <= at && at < to))
const isSortedApart = (set: readonly Interval[]): boolean =>
  set.every(({ from, to }, index) => from < to && (set[index - 1]?.to ?? -Infinity) < from)

describe('sets of instants', () => {
  it('have unions, differences and parts that are right at every instant', () => {
    fc.assert(
      fc.property(some, some, interval, (a, b, range) => {
        const [one, other] = [union(a), union(b)]
        const left = difference(one, other)
        const part = within(one, range)
        expect([one, left, part].every(isSortedApart)).toBe(true)
        expect(painted(one)).toEqual(painted(a))
        expect(painted(left)).toEqual(painted(a).map((has, at) => has && painted(b)[at] !== true))
        expect(painted(part)).toEqual(painted(a).map((has, at) => has && range.from <= at && at < range.to))
      }),
      { seed: 4, numRuns: 2000 },
    )
  })
})
