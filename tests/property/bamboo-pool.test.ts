// Pools under arbitrary subsets of a log (design §4.1): what is proven is exactly what links lead to, and any two pools
// prove the order of their entries.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificatePool, checkPool, lipmaalink, type SignedEntry } from '../../src/bamboo/index.ts'
import { buildLog, entryOf } from '../unit/bamboo/log-builder.ts'

const HEIGHT = 122
const log = await buildLog(HEIGHT)
const branch = await buildLog(HEIGHT, { otherFrom: 60 })
const seqNum = fc.integer({ min: 1, max: HEIGHT })
const members = (seqNums: Iterable<number>): SignedEntry[] => [...seqNums].map((each) => entryOf(log, each))

/** Everything that links lead to from `newest` within the given numbers, by walking them down one by one. */
function linkedFrom(newest: number, given: ReadonlySet<number>): number[] {
  const reached = new Set([newest])
  for (let at = newest; at >= 1; at -= 1) {
    if (!reached.has(at) || at === 1) continue
    for (const target of [at - 1, lipmaalink(at)]) if (given.has(target)) reached.add(target)
  }
  return [...reached].sort((a, b) => a - b)
}

describe('a pool', () => {
  it('proves exactly what links lead to, when they lead to entry 1', () => {
    fc.assert(
      fc.property(fc.uniqueArray(seqNum, { minLength: 1, maxLength: 60 }), fc.boolean(), (some, withPool) => {
        const newest = Math.max(...some)
        const given = new Set(withPool ? [...some, ...certificatePool(newest, newest)] : some)
        const expected = linkedFrom(newest, given)
        const proven = checkPool(members(given), newest)
        if (expected.includes(1)) expect(proven).toEqual({ ok: true, value: { reached: expected } })
        else expect(proven).toEqual({ ok: false, error: { code: 'pool-path-missing', seqNum: expected[0] } })
      }),
    )
  })

  it('of any entry proves it, and with that of an older one also the older', () => {
    fc.assert(
      fc.property(seqNum, seqNum, (a, b) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b)]
        const given = new Set([...certificatePool(newer, newer), ...certificatePool(older, newer)])
        const proven = checkPool(members(given), newer)
        expect(proven.ok && proven.value.reached).toEqual(expect.arrayContaining([1, older, newer]))
      }),
    )
  })

  it('that mixes two branches of a forked log is never proven across the fork', () => {
    fc.assert(
      fc.property(seqNum, fc.uniqueArray(seqNum, { maxLength: 20 }), (newest, swapped) => {
        const pool = certificatePool(newest, newest)
        const given = pool.map((each) => entryOf(swapped.includes(each) ? branch : log, each))
        const isMixed = pool.some((each) => each >= 60 && swapped.includes(each))
        const isWhole = pool.every((each) => each < 60 || swapped.includes(each))
        expect(checkPool(given, newest).ok).toBe(!isMixed || isWhole)
      }),
    )
  })
})
