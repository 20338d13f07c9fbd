// The link graph against independent definitions (design §4.1): lipmaalinks from a copied block, paths by exhaustive
// search.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SEQ_NUM, certificatePool, lipmaalink } from '../../src/bamboo/index.ts'

const HEIGHT = 3280
const MILESTONES = [1, 4, 13, 40, 121, 364, 1093, 3280]

/**
 * The graph grown block by block: entries 1…m, then twice the same block again in which milestones link to the entry
 * before the copy, then the next milestone, which links to m.
 */
function grownLinks(): number[] {
  let links = [0]
  while (links.length < HEIGHT) {
    const block = links
    const height = block.length
    const copy = (shift: number): number[] =>
      block.map((target, index) => shift + (MILESTONES.includes(index + 1) ? 0 : target))
    links = [...block, ...copy(height), ...copy(2 * height), height]
  }
  return links
}

/** Number of links on the shortest path between two of the given entries, if there is one. */
function distance(from: number, to: number, allowed: (entry: number) => boolean): number | undefined {
  let frontier = new Set([from])
  for (let steps = 0; frontier.size > 0; steps += 1) {
    if (frontier.has(to)) return steps
    const next = [...frontier].flatMap((entry) => [entry - 1, lipmaalink(entry)])
    frontier = new Set(next.filter((entry) => entry >= to && allowed(entry)))
  }
  return undefined
}

const small = fc.integer({ min: 1, max: HEIGHT })
const any = fc.oneof(small, fc.integer({ min: 1, max: MAX_SEQ_NUM }))

describe('lipmaalinks', () => {
  it('are those of the graph grown block by block', () => {
    expect(Array.from({ length: HEIGHT }, (_, index) => lipmaalink(index + 1))).toEqual(grownLinks())
  })

  it('point backwards and never cross', () => {
    fc.assert(
      fc.property(any, fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const target = lipmaalink(n)
        expect(target).toBeLessThan(n)
        const inside = Math.min(n - 1, target + 1 + Math.floor(part * (n - target - 1)))
        if (inside > target) expect(lipmaalink(inside)).toBeGreaterThanOrEqual(target)
      }),
    )
    for (let n = 2; n <= 400; n += 1) {
      for (let inside = lipmaalink(n) + 1; inside < n; inside += 1) {
        expect(lipmaalink(inside)).toBeGreaterThanOrEqual(lipmaalink(n))
      }
    }
  })
})

describe('certificate pools', () => {
  it('are ascending, start at entry 1, contain the entry, and end at a milestone', () => {
    fc.assert(
      fc.property(small, (n) => {
        const pool = certificatePool(n)
        expect(pool).toEqual([...new Set(pool)].sort((a, b) => a - b))
        expect(pool[0]).toBe(1)
        expect(pool).toContain(n)
        expect(pool.at(-1)).toBe(MILESTONES.find((milestone) => milestone >= n))
      }),
    )
  })

  it('contain the shortest of all paths to entry 1 and from the next milestone', () => {
    fc.assert(
      fc.property(small, (n) => {
        const pool = new Set(certificatePool(n))
        const milestone = MILESTONES.find((each) => each >= n) ?? n
        const inPool = (entry: number): boolean => pool.has(entry)
        expect(distance(n, 1, inPool)).toBe(distance(n, 1, () => true))
        expect(distance(milestone, n, inPool)).toBe(distance(milestone, n, () => true))
        expect(pool.size).toBe(1 + (distance(n, 1, inPool) ?? 0) + (distance(milestone, n, inPool) ?? 0))
      }),
      { numRuns: 50 },
    )
  })

  it('of any two entries together contain a link path from the newer to the older', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const union = new Set([...certificatePool(a), ...certificatePool(b)])
        expect(distance(Math.max(a, b), Math.min(a, b), (entry) => union.has(entry))).toBeDefined()
      }),
    )
  })

  it('need no entry that the log does not have yet', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [older, newest] = [Math.min(a, b), Math.max(a, b)]
        const pool = certificatePool(older, newest)
        expect(pool).toEqual(certificatePool(older).filter((entry) => entry <= newest))
        expect(pool).toContain(older)
      }),
    )
  })

  it('stay small however long the log is', () => {
    fc.assert(
      fc.property(any, (n) => {
        expect(certificatePool(n).length).toBeLessThanOrEqual(8 + 3 * Math.log2(n))
      }),
    )
  })
})
