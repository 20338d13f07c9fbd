// A part of a page is seen as a whole: once what was asked in it is answered, and what that led to, or after a second.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Filling } from '../../../ui/filling.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a part of a page', () => {
  const part = (): { filling: Filling; times: () => number } => {
    let times = 0
    return { filling: new Filling(() => (times += 1)), times: () => times }
  }

  it('that asks nothing is full at once', () => {
    const { filling, times } = part()
    filling.begin()
    vi.advanceTimersByTime(60)
    expect(times()).toBe(1)
  })

  it('is full when all questions are answered, those as well that an answer leads to', () => {
    const { filling, times } = part()
    const [first, second] = [filling.ask(), filling.ask()]
    filling.begin()
    first()
    first()
    vi.advanceTimersByTime(300)
    expect(times()).toBe(0)
    second()
    vi.advanceTimersByTime(20)
    const third = filling.ask()
    vi.advanceTimersByTime(300)
    expect(times()).toBe(0)
    third()
    vi.advanceTimersByTime(60)
    expect(times()).toBe(1)
  })

  it('is shown as it is when an answer takes too long, once, whatever comes then', () => {
    const { filling, times } = part()
    const answered = filling.ask()
    filling.begin()
    vi.advanceTimersByTime(1000)
    expect(times()).toBe(1)
    answered()
    filling.ask()()
    vi.advanceTimersByTime(5000)
    expect(times()).toBe(1)
  })

  it('that went away says nothing any more', () => {
    const { filling, times } = part()
    filling.begin()
    filling.end()
    filling.ask()()
    vi.advanceTimersByTime(5000)
    expect(times()).toBe(0)
  })
})
