// What is remembered of a peer: never more than it said, and no more than fits.

import { beforeEach, describe, expect, it } from 'vitest'
import { logKeyOf, newLocalTopic, setHead, type LocalTopic } from '../../../src/gossip/local-topic.ts'
import { RemoteHeads } from '../../../src/gossip/reconcile/remote-heads.ts'
import { TOPIC_KEY, madeUpHead } from '../../../src/testing/comparing-sides.ts'

let local: LocalTopic
let remote: RemoteHeads

/** A head of ours becomes another one. */
function grow(log: number, seqNum: number, forkedAt?: number): void {
  const head = madeUpHead(log, seqNum, 0, forkedAt)
  remote.ourHeadChanges(logKeyOf(head))
  setHead(local, { ...head, own: false, held: seqNum })
}
const height = (log: number): number => remote.heightOf(logKeyOf(madeUpHead(log, 1)))
const compare = (): void => {
  remote.begin()
  remote.finish()
}

beforeEach(() => {
  local = newLocalTopic(TOPIC_KEY)
  remote = new RemoteHeads(local)
  for (let log = 1; log <= 3; log += 1) grow(log, 5)
})

describe('a peer', () => {
  it('is known to hold nothing before anything was said, then what it tells, and after a comparison what we hold', () => {
    expect([height(1), remote.isCompared]).toEqual([0, false])
    remote.learn(logKeyOf(madeUpHead(1, 3)), madeUpHead(1, 3))
    expect(height(1)).toBe(3)
    compare()
    expect([height(1), height(2), height(9), remote.isCompared]).toEqual([5, 5, 0, true])
  })

  it('stays where it was when we go on, until it says otherwise', () => {
    compare()
    grow(1, 8)
    grow(4, 2)
    expect([height(1), height(4)]).toEqual([5, 0])
    remote.learn(logKeyOf(madeUpHead(1, 8)), madeUpHead(1, 8))
    remote.reached(madeUpHead(4, 2), 1)
    expect([height(1), height(4)]).toEqual([8, 1])
  })

  it('is known by what a comparison found, and what went on here meanwhile is not what it holds', () => {
    compare()
    remote.begin()
    remote.lacks(logKeyOf(madeUpHead(1, 1)))
    remote.learn(logKeyOf(madeUpHead(2, 4)), madeUpHead(2, 4))
    grow(3, 9)
    expect([height(1), height(2), height(3)]).toEqual([5, 5, 5])
    remote.finish()
    expect([height(1), height(2), height(3)]).toEqual([0, 4, 5])
  })

  it('is known as before when a comparison breaks off', () => {
    compare()
    remote.begin()
    remote.lacks(logKeyOf(madeUpHead(1, 1)))
    remote.giveUp()
    expect(height(1)).toBe(5)
  })

  it('does not forget a fork for entries that come from below it', () => {
    const forked = madeUpHead(1, 5, 0, 6)
    remote.learn(logKeyOf(forked), forked)
    remote.reached(forked, 9)
    expect(remote.headOf(logKeyOf(forked))).toEqual(forked)
  })

  it('that differs in more than is remembered counts as holding no more than that', () => {
    compare()
    for (let log = 100; log < 100 + 10_000; log += 1) grow(log, 1)
    expect(height(1)).toBe(5)
    grow(99, 1)
    grow(1, 6)
    expect([height(1), height(2), height(99)]).toEqual([0, 0, 0])
    remote.begin()
    for (let log = 1; log <= 10_001; log += 1)
      remote.learn(`${log}/0` as ReturnType<typeof logKeyOf>, madeUpHead(log, 7))
    remote.finish()
    expect([height(2), remote.isCompared]).toEqual([0, true])
    compare()
    expect([height(1), height(2), height(99)]).toEqual([6, 5, 1])
  })
})
