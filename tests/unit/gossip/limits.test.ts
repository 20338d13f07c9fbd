// The limits of one link and the memory of what nodes did, as values and timers.

import { describe, expect, it } from 'vitest'
import { Inflow } from '../../../src/gossip/limits/inflow.ts'
import { LinkLimits } from '../../../src/gossip/limits/link-limits.ts'
import { Reputation } from '../../../src/gossip/limits/reputation.ts'
import { CLEAN, isOffence, isTooMuch, pointsAt, waitAfter, worsened } from '../../../src/gossip/limits/score.ts'
import type { Message, WantMessage } from '../../../src/gossip/messages.ts'
import type { NodeRef } from '../../../src/gossip/overlay/overlay-messages.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'

const NOW = 1_800_000_000_000
const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const MALLORY = 'aa'.repeat(8) as NodeRef

describe('a score', () => {
  it('fades: half of it is left after half an hour', () => {
    const score = worsened(CLEAN, 'rate', NOW)
    expect(pointsAt(score, NOW + 30 * MINUTE)).toBe(pointsAt(score, NOW) / 2)
    expect(pointsAt(score, NOW - MINUTE)).toBe(pointsAt(score, NOW))
  })

  it('is too much with one entry that does not verify, or with several faults in a short time', () => {
    expect(isTooMuch(worsened(CLEAN, 'bad-entry', NOW), NOW)).toBe(true)
    const once = worsened(CLEAN, 'protocol', NOW)
    expect(isTooMuch(once, NOW)).toBe(false)
    expect(isTooMuch(worsened(once, 'protocol', NOW + 10 * MINUTE), NOW + 10 * MINUTE)).toBe(true)
    expect(isTooMuch(worsened(once, 'protocol', NOW + 60 * MINUTE), NOW + 60 * MINUTE)).toBe(false)
  })

  it('knows which reasons are faults, and who is to stay away for a while', () => {
    const innocent = ['done', 'no-topic', 'self', 'duplicate', 'version', 'bad-auth', 'timeout', 'full'] as const
    expect(innocent.map((reason) => [isOffence(reason), waitAfter(reason)])).toEqual(innocent.map(() => [false, 0]))
    expect(waitAfter('rate')).toBe(10 * MINUTE)
    expect(waitAfter('unwelcome')).toBe(10 * MINUTE)
    expect(isOffence('unwelcome')).toBe(false)
  })
})

describe('the reputation of nodes', () => {
  it('bans for 10 minutes, and twice as long each time, up to a day', () => {
    const reputation = new Reputation()
    const lengths: number[] = []
    let now = NOW
    for (let ban = 0; ban < 10; ban += 1) {
      expect(reputation.blame(MALLORY, 'bad-entry', now)).toBe(true)
      const from = now
      while (reputation.isBanned(MALLORY, now)) now += MINUTE
      lengths.push((now - from) / MINUTE)
    }
    expect(lengths).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440])
  })

  it('shuns for 10 minutes whoever gave a reason to close, without a ban', () => {
    const reputation = new Reputation()
    expect(reputation.blame(MALLORY, 'rate', NOW)).toBe(false)
    expect(reputation.isBanned(MALLORY, NOW)).toBe(false)
    expect(reputation.isShunned(MALLORY, NOW + 10 * MINUTE - 1)).toBe(true)
    expect(reputation.isShunned(MALLORY, NOW + 10 * MINUTE)).toBe(false)
  })

  it('does as it is asked, but for no longer than 10 minutes', () => {
    const reputation = new Reputation()
    reputation.askedToWait(MALLORY, MINUTE, NOW)
    expect(reputation.isShunned(MALLORY, NOW + MINUTE - 1)).toBe(true)
    expect(reputation.isShunned(MALLORY, NOW + MINUTE)).toBe(false)
    reputation.askedToWait(MALLORY, DAY, NOW)
    expect(reputation.isShunned(MALLORY, NOW + 10 * MINUTE)).toBe(false)
  })

  it('can not be cut short by asking', () => {
    const reputation = new Reputation()
    reputation.blame(MALLORY, 'rate', NOW)
    reputation.askedToWait(MALLORY, 1, NOW)
    expect(reputation.isShunned(MALLORY, NOW + MINUTE)).toBe(true)
  })

  it('remembers 512 nodes and forgets the one that was quiet for longest', () => {
    const reputation = new Reputation()
    const refOf = (number: number): NodeRef => number.toString(16).padStart(16, '0') as NodeRef
    for (let number = 0; number < 512; number += 1) reputation.blame(refOf(number), 'bad-entry', NOW)
    reputation.askedToWait(refOf(0), MINUTE, NOW)
    reputation.blame(refOf(512), 'bad-entry', NOW)
    expect([0, 1, 2, 512].map((number) => reputation.isBanned(refOf(number), NOW))).toEqual([true, false, true, true])
  })
})

describe('what comes in', () => {
  const ping: Message = { type: 'ping', token: new Uint8Array(4) }
  const have: Message = { type: 'have', slot: 0, heads: [] }

  it('is taken up to 400 messages at once and 200 per second', () => {
    const inflow = new Inflow(NOW)
    const taken = (now: number): number => {
      for (let count = 0; ; count += 1) if (inflow.verdict(have, now) !== 'take') return count
    }
    expect(taken(NOW)).toBe(400)
    expect(taken(NOW + SECOND)).toBe(200)
    expect(taken(NOW + MINUTE)).toBe(400)
  })

  it('is skipped beyond that when nothing is lost by it, for a while', () => {
    const inflow = new Inflow(NOW)
    for (let count = 0; count < 400; count += 1) inflow.verdict(have, NOW)
    const verdicts = Array.from({ length: 201 }, () => inflow.verdict({ type: 'walk-end', slot: 0, walk: '' }, NOW))
    expect(verdicts.filter((verdict) => verdict === 'skip')).toHaveLength(200)
    expect(verdicts.at(-1)).toBe('close')
    expect(inflow.verdict(have, NOW)).toBe('close')
  })

  it('answers 20 PINGs at once and one per second', () => {
    const inflow = new Inflow(NOW)
    const answered = (now: number): number =>
      Array.from({ length: 100 }, () => inflow.verdict(ping, now)).filter((verdict) => verdict === 'take').length
    expect(answered(NOW)).toBe(20)
    expect(answered(NOW + 3 * SECOND)).toBe(3)
  })
})

function want(logs: number): WantMessage {
  const author = 'ab'.repeat(32) as PublicKey
  return {
    type: 'want',
    slot: 0,
    wants: Array.from({ length: logs }, (_, index) => ({ author, logId: BigInt(index), from: 1, to: 9 })),
  }
}

describe('a link', () => {
  it('has five minutes for a bulk message, from its first frame to its last', () => {
    const limits = new LinkLimits(NOW)
    limits.heardBulk(true, NOW)
    limits.heardBulk(true, NOW + 4 * MINUTE)
    expect(limits.overdue(NOW + 5 * MINUTE - 1)).toBeUndefined()
    expect(limits.overdue(NOW + 5 * MINUTE)).toBe('timeout')
    limits.heardBulk(false, NOW + 5 * MINUTE)
    expect(limits.overdue(NOW + 60 * MINUTE)).toBeUndefined()
  })

  it('is over when it takes nothing for a minute', () => {
    const limits = new LinkLimits(NOW)
    limits.pumped(true, true, NOW)
    limits.pumped(false, true, NOW + 50 * SECOND)
    expect(limits.overdue(NOW + MINUTE)).toBe('timeout')
    limits.pumped(true, true, NOW + MINUTE)
    expect(limits.overdue(NOW + 2 * MINUTE - 1)).toBeUndefined()
    limits.pumped(false, false, NOW + 2 * MINUTE)
    expect(limits.overdue(NOW + 60 * MINUTE)).toBeUndefined()
  })

  it('is over when it was asked for many logs and not one frame came in five minutes', () => {
    const limits = new LinkLimits(NOW)
    limits.said(want(10), NOW)
    limits.said(want(16), NOW + MINUTE)
    expect(limits.overdue(NOW + 5 * MINUTE - 1)).toBeUndefined()
    expect(limits.overdue(NOW + 5 * MINUTE)).toBe('withholds')
  })

  it.each<[string, (limits: LinkLimits) => void]>([
    ['the first frame of a message', (limits) => limits.heardBulk(true, NOW + 4 * MINUTE)],
    ['a fork proof', (limits) => limits.verdict({ type: 'fork', slot: 0, first: NONE, second: NONE }, NOW + MINUTE)],
    ['a sleep of this machine', (limits) => limits.woke(NOW + 4 * MINUTE)],
  ])('has all the time again after %s', (_what, happen) => {
    const limits = new LinkLimits(NOW)
    limits.said(want(16), NOW)
    happen(limits)
    expect(limits.overdue(NOW + 5 * MINUTE)).toBeUndefined()
  })

  it('may fail to send a few logs, for as long as it likes', () => {
    const limits = new LinkLimits(NOW)
    for (let minute = 0; minute < 60; minute += 1) limits.said(want(15), NOW + minute * MINUTE)
    expect(limits.overdue(NOW + 60 * MINUTE)).toBeUndefined()
  })
})

const NONE = new Uint8Array(0)

describe('what a node says of itself', () => {
  const ranges: Message = {
    type: 'ranges',
    slot: 0,
    isLast: false,
    depth: 0,
    divided: [],
    listed: [],
    asked: [],
    heads: [],
  }

  it('is never more than another one takes, however much there is to say and however late it comes', () => {
    const [sender, receiver] = [new LinkLimits(NOW), new LinkLimits(NOW)]
    const verdicts = new Set<string>()
    let said = 0
    // Everything of a second arrives in its last moment.
    for (let second = 0; second < 60; second += 1) {
      let onItsWay = 0
      for (let ms = 0; ms < 1_000; ms += 10) {
        const now = NOW + second * SECOND + ms
        while (sender.maySay(now)) {
          sender.said(ranges, now)
          onItsWay += 1
        }
      }
      said += onItsWay
      for (; onItsWay > 0; onItsWay -= 1) verdicts.add(receiver.verdict(ranges, NOW + second * SECOND + 999))
    }
    expect([...verdicts]).toEqual(['take'])
    // A comparison of 100,000 logs that all differ has about 600 messages.
    expect(said).toBeGreaterThan(6_000)
  })
})
