// When a notification is shown, held back, or not shown at all.

import { describe, expect, it } from 'vitest'
import { decideNotices, isQuiet, MIN_BETWEEN_MS, type NoticeSituation } from '../../../background/notice-decision.ts'

const NOW = Date.UTC(2026, 5, 5, 12)
const calm: NoticeSituation = { news: {}, off: [], quiet: undefined, toldAt: {}, now: NOW, minute: 12 * 60 }

describe('the decision to notify', () => {
  it('tells what is new, and nothing where nothing is', () => {
    expect(decideNotices(calm)).toEqual({ tell: [], drop: [] })
    expect(decideNotices({ ...calm, news: { requests: 1, answers: 0 } })).toEqual({ tell: ['requests'], drop: [] })
  })

  it('tells each kind once a minute at most, however much comes', () => {
    const toldAt = { requests: NOW - 1000 }
    expect(decideNotices({ ...calm, news: { requests: 5000, moves: 1 }, toldAt })).toEqual({
      tell: ['moves'],
      drop: [],
      again: NOW - 1000 + MIN_BETWEEN_MS,
    })
    const later = { ...calm, news: { requests: 5000 }, toldAt, now: NOW - 1000 + MIN_BETWEEN_MS }
    expect(decideNotices(later)).toEqual({ tell: ['requests'], drop: [] })
  })

  it('is not silenced by a clock that was put back', () => {
    const toldAt = { requests: NOW + 3_600_000 }
    expect(decideNotices({ ...calm, news: { requests: 1 }, toldAt })).toMatchObject({ tell: ['requests'] })
  })

  it('counts as told what nobody wants to hear', () => {
    const decided = decideNotices({ ...calm, news: { requests: 1, answers: 2 }, off: ['answers'] })
    expect(decided).toEqual({ tell: ['requests'], drop: ['answers'] })
  })

  it('holds everything back in quiet hours, until they end', () => {
    const quiet = { from: 22 * 60, to: 8 * 60 }
    const night = { ...calm, news: { requests: 1 }, quiet, minute: 23 * 60 + 30 }
    expect(decideNotices(night)).toEqual({ tell: [], drop: [], again: NOW + 8.5 * 3_600_000 })
    expect(decideNotices({ ...night, minute: 8 * 60 })).toEqual({ tell: ['requests'], drop: [] })
  })

  it.each([
    [22 * 60, 8 * 60, 22 * 60, true],
    [22 * 60, 8 * 60, 0, true],
    [22 * 60, 8 * 60, 8 * 60, false],
    [13 * 60, 15 * 60, 14 * 60, true],
    [13 * 60, 15 * 60, 15 * 60, false],
    [13 * 60, 13 * 60, 13 * 60, false],
  ])('knows quiet hours from %i to %i at %i', (from, to, minute, quiet) => {
    expect(isQuiet(minute, { from, to })).toBe(quiet)
  })
})
