// The calendar as arithmetic, against the one of the platform.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay, dayNumber, weekday } from '../../../src/festival/calendar-day.ts'

const DAY = 86_400_000

describe('days of the calendar', () => {
  it('are those of the platform, from long before to long after', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 3_000_000 }), (number) => {
        const date = new Date(number * DAY)
        const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
        expect(calendarDay(number)).toEqual(day)
        expect(dayNumber(day)).toBe(number)
        expect(weekday(number)).toBe(date.getUTCDay() === 0 ? 7 : date.getUTCDay())
      }),
      { seed: 4, numRuns: 5000 },
    )
  })

  it('are each the next of the one before, over a whole cycle of 400 years', () => {
    const numbers = Array.from({ length: 146_097 }, (_, number) => number)
    expect(numbers.filter((number) => dayNumber(calendarDay(number)) !== number)).toEqual([])
    expect(calendarDay(146_097)).toEqual({ year: 2370, month: 1, day: 1 })
  })

  it('run on beyond the end of a month', () => {
    expect(calendarDay(dayNumber({ year: 2026, month: 13, day: 32 }))).toEqual({ year: 2027, month: 2, day: 1 })
    expect(calendarDay(dayNumber({ year: 2028, month: 2, day: 30 }))).toEqual({ year: 2028, month: 3, day: 1 })
  })
})
