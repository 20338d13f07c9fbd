// Overlays of one topic among many: how many links they keep, what that costs, and how soon what fell apart is whole again.

import { describe, expect, it } from 'vitest'
import { below } from '../../../../src/gossip/overlay/chance.ts'
import { Crowd } from './crowd.ts'

const MINUTE = 60_000
/** Virtual hours take seconds, and more on a busy machine. */
const PATIENT = 120_000
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length

/** People arrive within two minutes. */
function arrive(crowd: Crowd, count: number, minutes = 2): void {
  for (let index = 0; index < count; index += 1) {
    crowd.time.after(below(crowd.random, minutes * 60_000), () => void crowd.join())
  }
}

/** Everybody stays about half an hour, and somebody else comes then. */
function comeAndGo(crowd: Crowd, count: number): void {
  const session = 30 * MINUTE
  const visit = (stayMs: number): void => {
    const member = crowd.join()
    crowd.time.after(stayMs, () => {
      crowd.leave(member)
      visit(session / 2 + below(crowd.random, session / 1_000) * 1_000)
    })
  }
  for (let index = 0; index < count; index += 1) {
    crowd.time.after(below(crowd.random, 60) * 1_000, () => visit(below(crowd.random, session / 1_000) * 1_000))
  }
}

describe('a crowd', { timeout: PATIENT }, () => {
  it.each([2, 5, 9])('of %i is linked everybody to everybody, and rests then', (count) => {
    const crowd = new Crowd({ meeting: false })
    const members = Array.from({ length: count }, () => crowd.join())
    // A chain: nobody met more than two of the others.
    for (const [index, member] of members.entries()) {
      const next = members[index + 1]
      if (next !== undefined) crowd.link(member, next)
    }
    crowd.until(10 * MINUTE)
    expect(crowd.degrees()).toEqual(Array.from({ length: count }, () => count - 1))
    const before = crowd.counts.dialled
    crowd.until(60 * MINUTE)
    expect(crowd.counts.dialled).toBe(before)
    // Two connections for each missing link, and few in vain.
    expect(before).toBeLessThanOrEqual(1.5 * (count - 1) * (count - 2) + 2)
  })

  it('of sixty that come and go keeps eight links each, hangs together, and builds few connections', () => {
    const crowd = new Crowd({ symmetric: 0.2, blocked: 0.05 })
    comeAndGo(crowd, 60)
    crowd.until(15 * MINUTE)
    const before = crowd.counts.dialled
    const means: number[] = []
    const giants: number[] = []
    let most = 0
    // Half an hour.
    for (let minute = 16; minute <= 45; minute += 1) {
      crowd.until(minute * MINUTE)
      const degrees = crowd.degrees()
      means.push(mean(degrees))
      giants.push(crowd.giant())
      most = Math.max(most, degrees.at(-1) ?? 0)
    }
    expect(most).toBeLessThanOrEqual(12)
    expect(mean(means)).toBeGreaterThanOrEqual(7)
    expect(mean(means)).toBeLessThanOrEqual(10)
    expect(mean(giants)).toBeGreaterThanOrEqual(0.998)
    expect((crowd.counts.dialled - before) / 60 / 0.5).toBeLessThanOrEqual(110)
  })

  it('of five hundred that come within two minutes has no more links than it needs', () => {
    const crowd = new Crowd({ symmetric: 0.2, blocked: 0.05 })
    arrive(crowd, 500)
    for (const minute of [2, 3, 4]) {
      crowd.until(minute * MINUTE)
      expect(mean(crowd.degrees())).toBeLessThanOrEqual(10)
      expect(crowd.degrees().at(-1)).toBeLessThanOrEqual(12)
    }
    expect(crowd.degrees()[0]).toBeGreaterThanOrEqual(4)
    expect(crowd.giant()).toBe(1)
  })

  it('of which three in five vanish hangs together within half a minute', () => {
    const atOnce: number[] = []
    for (const seed of ['a', 'b', 'c', 'd']) {
      const crowd = new Crowd({ symmetric: 0.2, blocked: 0.05, seed })
      arrive(crowd, 100)
      crowd.until(8 * MINUTE)
      for (const member of crowd.members()) if (below(crowd.random, 10) < 6) crowd.leave(member, false)
      atOnce.push(crowd.giant())
      crowd.until(8 * MINUTE + 30_000)
      expect(crowd.giant()).toBe(1)
    }
    expect(mean(atOnce)).toBeGreaterThanOrEqual(0.96)
  })

  it('that is two crowds in truth is one within ten minutes of sharing a meeting point', () => {
    const crowd = new Crowd()
    arrive(crowd, 60)
    crowd.until(10 * MINUTE)
    const [left, right] = [crowd.members().slice(0, 30), crowd.members().slice(30)]
    crowd.cutBetween(left, right)
    crowd.until(20 * MINUTE)
    expect(crowd.giant()).toBe(0.5)
    crowd.heal()
    crowd.until(30 * MINUTE)
    expect(crowd.giant()).toBe(1)
  })
})
