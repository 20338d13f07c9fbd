// Recurring events by the clocks of the festival: over both nights in which they change, leap days, fifth Fridays.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_OCCURRENCES, occurrences, type Repeat } from '../../../src/festival/occurrences.ts'
import { fromWallText, toWallText } from '../../../src/festival/zone-time.ts'
import type { Interval } from '../../../src/operations/operation.ts'
import { MAX_TIME } from '../../../src/operations/shape.ts'

const BERLIN = 'Europe/Berlin'
const at = (text: string, zone = BERLIN): number => fromWallText(text, zone) ?? NaN
const event = (from: string, to: string): Interval => ({ from: at(from), to: at(to) })
const starts = (first: Interval, rule: Repeat, zone = BERLIN): string[] =>
  occurrences(first, rule, zone).map(({ from }) => toWallText(from, zone))

describe('a recurring event', () => {
  it('keeps its time of the day when clocks change', () => {
    const first = event('2026-10-18T20:00', '2026-10-18T22:00')
    expect(starts(first, { unit: 'week', every: 1, end: { count: 3 } })).toEqual([
      '2026-10-18T20:00',
      '2026-10-25T20:00',
      '2026-11-01T20:00',
    ])
    expect(starts(event('2026-03-28T20:00', '2026-03-28T22:00'), { unit: 'day', every: 1, end: { count: 2 } })).toEqual(
      ['2026-03-28T20:00', '2026-03-29T20:00'],
    )
  })

  it('over the night is an hour shorter in spring and an hour longer in autumn', () => {
    const hours = (first: Interval): number[] =>
      occurrences(first, { unit: 'day', every: 1, end: { count: 2 } }, BERLIN).map(
        ({ from, to }) => (to - from) / 3.6e6,
      )
    expect(hours(event('2026-03-27T22:00', '2026-03-28T04:00'))).toEqual([6, 5])
    expect(hours(event('2026-10-23T22:00', '2026-10-24T04:00'))).toEqual([6, 7])
  })

  it('at a time that clocks skip is after the jump, and at one that they show twice the first', () => {
    const first = event('2026-03-28T02:30', '2026-03-28T03:00')
    expect(occurrences(first, { unit: 'day', every: 1, end: { count: 2 } }, BERLIN)[1]).toEqual({
      from: Date.UTC(2026, 2, 29, 1, 30),
      to: Date.UTC(2026, 2, 29, 2),
    })
    const autumn = event('2026-10-24T02:30', '2026-10-24T03:30')
    expect(occurrences(autumn, { unit: 'day', every: 1, end: { count: 2 } }, BERLIN)[1]).toEqual({
      from: Date.UTC(2026, 9, 25, 0, 30),
      to: Date.UTC(2026, 9, 25, 2, 30),
    })
  })

  it('every second week ends before an instant', () => {
    const end = { until: at('2026-07-03T18:00') }
    expect(starts(event('2026-06-05T18:00', '2026-06-05T19:00'), { unit: 'week', every: 2, end })).toEqual([
      '2026-06-05T18:00',
      '2026-06-19T18:00',
    ])
  })

  it('by month is on the same weekday of the month, and leaves out months without a fifth one', () => {
    const third = event('2026-06-19T18:00', '2026-06-19T19:00')
    expect(starts(third, { unit: 'month', every: 1, end: { count: 3 } }).map((text) => text.slice(0, 10))).toEqual([
      '2026-06-19',
      '2026-07-17',
      '2026-08-21',
    ])
    const fifth = event('2026-05-29T18:00', '2026-05-29T19:00')
    expect(starts(fifth, { unit: 'month', every: 1, end: { count: 3 } }).map((text) => text.slice(0, 10))).toEqual([
      '2026-05-29',
      '2026-07-31',
      '2026-10-30',
    ])
  })

  it('on leap day goes on with the next day, and with the fifth Tuesday by month', () => {
    const first = event('2028-02-29T10:00', '2028-02-29T11:00')
    expect(starts(first, { unit: 'day', every: 1, end: { count: 2 } })[1]).toBe('2028-03-01T10:00')
    expect(starts(first, { unit: 'month', every: 12, end: { count: 2 } })[1]).toBe('2056-02-29T10:00')
  })

  it('has a bounded number of occurrences whatever the numbers', () => {
    const numbers = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0))
    const end = fc.oneof(
      numbers.map((count) => ({ count })),
      numbers.map((until) => ({ until })),
    )
    const first = fc
      .tuple(fc.integer({ min: 0, max: MAX_TIME - 1 }), fc.integer({ min: 1, max: 1e9 }))
      .map(([from, length]) => ({ from, to: Math.min(from + length, MAX_TIME) }))
    const unit = fc.constantFrom<Repeat['unit'][]>('day', 'week', 'month')
    fc.assert(
      fc.property(first, unit, numbers, end, fc.constantFrom(BERLIN, 'Pacific/Apia', 'Middle/Earth'), (...given) => {
        const [one, by, every, ending, zone] = given
        const found = occurrences(one, { unit: by, every, end: ending }, zone)
        expect(found[0]).toEqual(one)
        expect(found.length).toBeLessThanOrEqual(MAX_OCCURRENCES)
        expect(found.every(({ from, to }, index) => from < to && from > (found[index - 1]?.from ?? -1))).toBe(true)
        expect(found.every(({ to }) => to <= MAX_TIME)).toBe(true)
      }),
      { seed: 17, numRuns: 200 },
    )
  })
})
