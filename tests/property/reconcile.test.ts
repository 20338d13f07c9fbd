// Comparing heads: what two nodes learn of each other is what there is, whatever they hold, and it costs little.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logKeyOf } from '../../src/gossip/local-topic.ts'
import type { WireHead } from '../../src/gossip/messages.ts'
import {
  compareAll,
  differingHeads,
  madeUpHead,
  madeUpHeads,
  meet,
  meetAgain,
  newMeeting,
  type ComparingSide,
  type Meeting,
} from '../../src/testing/comparing-sides.ts'

/** Logs of one side: short ones with many coincidences, forked or not. */
const heads = (logs: number, maxLength: number): fc.Arbitrary<WireHead[]> =>
  fc.uniqueArray(
    fc
      .record({
        log: fc.integer({ min: 1, max: logs }),
        seqNum: fc.integer({ min: 0, max: 4 }),
        branch: fc.integer({ min: 0, max: 2 }),
        isForked: fc.boolean(),
      })
      .map(({ log, seqNum, branch, isForked }) =>
        madeUpHead(log, seqNum, branch, isForked || seqNum === 0 ? seqNum + 1 : undefined),
      ),
    { selector: logKeyOf, maxLength },
  )

const told = ({ author, logId, seqNum, hash, forkedAt }: WireHead): unknown => [author, logId, seqNum, hash, forkedAt]
const toldOrNot = (head: WireHead | undefined): unknown => (head === undefined ? undefined : told(head))
const byKey = (list: readonly WireHead[]): unknown[] =>
  list.map((head) => [logKeyOf(head), told(head)]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))

/** Plainly: which heads the other side has that are not ours. */
function difference(ours: ComparingSide, theirs: ComparingSide): WireHead[] {
  return [...theirs.local.heads].flatMap(([key, head]) => {
    const our = ours.local.heads.get(key)
    return our !== undefined && JSON.stringify(told(our), asText) === JSON.stringify(told(head), asText) ? [] : [head]
  })
}
const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

function expectAllKnown({ a, b }: Meeting): void {
  for (const [ours, theirs] of [
    [a, b],
    [b, a],
  ] as const) {
    expect(ours.isOver).toBe(true)
    expect(byKey(ours.found)).toEqual(byKey(difference(ours, theirs)))
    for (const key of new Set([...a.local.heads.keys(), ...b.local.heads.keys()])) {
      expect(toldOrNot(ours.remote.headOf(key))).toEqual(toldOrNot(theirs.local.heads.get(key)))
    }
  }
}

describe('two nodes that compare their heads', () => {
  it.each([
    [3, 3],
    [40, 40],
    [3_000, 400],
  ])('of up to %i logs know afterwards what the other one holds', (logs, maxLength) => {
    fc.assert(
      fc.property(heads(logs, maxLength), heads(logs, maxLength), (one, other) => {
        expectAllKnown(meet(one, other))
        expectAllKnown(meet(one, []))
        expectAllKnown(meet([], other))
        expectAllKnown(meet(one, one))
      }),
      { numRuns: logs > 1000 ? 20 : 100 },
    )
  })
})

describe('logs that grow while they are compared', () => {
  it('are never believed to be held further than they are, and all is known after the next comparison', () => {
    const growth = fc.array(fc.record({ side: fc.boolean(), log: fc.integer({ min: 1, max: 60 }) }), { maxLength: 40 })
    fc.assert(
      fc.property(heads(60, 50), heads(60, 50), growth, (one, other, grown) => {
        const waiting = [...grown]
        const grow = ({ a, b }: Meeting): void => {
          for (const { side, log } of waiting.splice(0, 4)) {
            const [grows, peer] = side ? [a, b] : [b, a]
            const mine = grows.local.heads.get(logKeyOf(madeUpHead(log, 1)))
            if (mine?.forkedAt !== undefined) continue
            grows.set(madeUpHead(log, (mine?.seqNum ?? 0) + 1))
            // What is told as news may be late.
            expect(peer.remote.heightOf(logKeyOf(madeUpHead(log, 1)))).toBeLessThanOrEqual((mine?.seqNum ?? 0) + 1)
          }
        }
        const meeting = compareAll(newMeeting(one, other), grow)
        while (waiting.length > 0) grow(meeting)
        for (const [ours, theirs] of [
          [meeting.a, meeting.b],
          [meeting.b, meeting.a],
        ] as const) {
          for (const key of new Set([...ours.local.heads.keys(), ...theirs.local.heads.keys()])) {
            expect(ours.remote.heightOf(key)).toBeLessThanOrEqual(theirs.local.heads.get(key)?.seqNum ?? 0)
          }
        }
        meetAgain(meeting)
        expectAllKnown(meeting)
      }),
    )
  })
})

describe('what comparing costs', () => {
  it('is at most 40 bytes when there is no difference, in both directions together', () => {
    for (const count of [0, 1, 100, 10_000]) {
      expect(meet(madeUpHeads(count), madeUpHeads(count)).bytes).toBeLessThanOrEqual(40)
    }
  })

  it.each([1_000, 3_000, 10_000])('is at most 6 kB for ten differences among %i logs', (count) => {
    for (const seed of ['a', 'b', 'c']) {
      const meeting = meet(...differingHeads(count, 10, seed))
      expect(meeting.a.found).toHaveLength(10)
      expect(meeting.b.found).toHaveLength(10)
      expect(meeting.bytes).toBeLessThanOrEqual(6_000)
    }
  })
})
