// When a wallet locks itself, and how guessing becomes slow.

import { describe, expect, it } from 'vitest'
import {
  AUTO_LOCK_MINUTES,
  beforeTry,
  isOver,
  usedAt,
  waitLeft,
  type UnlockTries,
} from '../../../src/wallet/auto-lock.ts'

const NOW = Date.UTC(2026, 5, 5)

describe('the deadline', () => {
  it('is as many minutes after the last use as was chosen, or never', () => {
    for (const minutes of AUTO_LOCK_MINUTES) {
      const times = usedAt(NOW, minutes)
      const end = minutes === 0 ? NOW + 1e12 : NOW + minutes * 60_000
      expect(isOver(times, end - 1)).toBe(false)
      expect(isOver(times, end)).toBe(minutes !== 0)
    }
  })

  it('does not move away with a clock that is set back', () => {
    expect(isOver(usedAt(NOW, 60), NOW - 3_600_000)).toBe(true)
    expect(isOver(usedAt(NOW, 60), NOW - 1000)).toBe(false)
  })
})

describe('waiting after wrong passwords', () => {
  it('grows from the third one on, to five minutes and no more', () => {
    let tries: UnlockTries | undefined
    const waits = Array.from({ length: 12 }, () => {
      tries = beforeTry(tries, NOW)
      return waitLeft(tries, NOW) / 1000
    })
    expect(waits).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300])
    expect(waitLeft(tries, NOW + 299_000)).toBe(1000)
    expect(waitLeft(tries, NOW + 300_000)).toBe(0)
  })

  it('is five minutes at most, whatever the clock did', () => {
    expect(waitLeft({ failed: 3, next: NOW + 1e12 }, NOW)).toBe(300_000)
    expect(waitLeft(undefined, NOW)).toBe(0)
  })
})
