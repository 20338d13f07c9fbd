// Seconds until the next try.

import { describe, expect, it } from 'vitest'
import { countdownOf, NO_WAIT, secondsLeft } from '../../../ui/countdown.ts'

/** A slow machine: at every look at the clock it is later. */
function slowClock(): () => number {
  let now = Date.UTC(2027, 5, 18)
  return () => (now += 7)
}

describe('a countdown', () => {
  it('of no seconds is over at once, however slow the machine is', () => {
    expect(secondsLeft(NO_WAIT)).toBe(0)
    expect(secondsLeft(countdownOf(0, slowClock()))).toBe(0)
  })

  it('says all of its seconds at first, counts begun ones and ends at none', () => {
    const started = countdownOf(3, slowClock())
    const after = (ms: number): number => secondsLeft({ ...started, now: started.now + ms })
    expect([0, 1, 1000, 1001, 2999, 3000, 90_000].map((ms) => after(ms))).toEqual([3, 3, 2, 2, 1, 0, 0])
  })
})
