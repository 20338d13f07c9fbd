// When a resource is offered (DESIGN 4.3): the exact union of its windows, not the hull around them.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_OPENINGS_RANGE, isOffered, openings } from '../../../src/festival/availability.ts'
import type { Availability, Interval, WeeklyWindow } from '../../../src/operations/operation.ts'
import { MAX_TIME } from '../../../src/operations/shape.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const at = (from: number, to: number): { from: number; to: number } => ({ from, to })

describe('isOffered', () => {
  it.each<[string, Availability, [number, number], string]>([
    ['always', 'always', [0, 10], 'yes'],
    ['inside a window', { windows: [[0, 10]] }, [2, 8], 'yes'],
    ['exactly a window', { windows: [[0, 10]] }, [0, 10], 'yes'],
    ['beyond a window', { windows: [[0, 10]] }, [5, 11], 'no'],
    [
      'over two windows that touch, given in any order',
      {
        windows: [
          [5, 10],
          [0, 5],
        ],
      },
      [2, 8],
      'yes',
    ],
    [
      'over a gap between two windows',
      {
        windows: [
          [0, 4],
          [5, 10],
        ],
      },
      [2, 8],
      'no',
    ],
    [
      'over windows that overlap',
      {
        windows: [
          [0, 9],
          [1, 3],
          [5, 12],
        ],
      },
      [0, 12],
      'yes',
    ],
    ['into an exception', { windows: [[0, 10]], except: [[4, 5]] }, [2, 8], 'no'],
    ['beside an exception', { windows: [[0, 10]], except: [[4, 5]] }, [5, 8], 'yes'],
    ['without any window', { windows: [] }, [0, 1], 'no'],
  ])('answers %s', (_name, availability, [from, to], expected) => {
    expect(isOffered(availability, at(from, to), 'UTC')).toBe(expected)
  })

  it.each<[string, Availability, 'yes' | 'no' | 'unknown']>([
    ['nothing in weekly openings', { windows: [], weekly: [{ days: [1], from: 0, to: 60 }] }, 'unknown'],
    ['everything in a window', { windows: [[0, 9]], weekly: [{ days: [1], from: 0, to: 60 }] }, 'yes'],
    ['an exception', { windows: [], weekly: [{ days: [1], from: 0, to: 60 }], except: [[0, 9]] }, 'no'],
    ['always', 'always', 'yes'],
  ])('knows, while nobody knows the zone, %s', (_name, availability, expected) => {
    expect(isOffered(availability, at(0, 1), undefined)).toBe(expected)
  })
})

const utc = (text: string): number => Date.parse(`${text}Z`)
const BERLIN = 'Europe/Berlin'

/** Offered from the first to the second time of UTC, and not a minute before or after. */
function expectOpening(weekly: WeeklyWindow, from: string, to: string, zone = BERLIN): void {
  const availability = { windows: [], weekly: [weekly] }
  const range = at(utc(from) - 12 * HOUR, utc(to) + 12 * HOUR)
  expect(openings(availability, zone, range)).toContainEqual(at(utc(from), utc(to)))
  const offered = (first: number, last: number): string =>
    isOffered(availability, at(utc(from) + first * MINUTE, utc(to) + last * MINUTE), zone)
  expect([offered(0, 0), offered(-1, 0), offered(0, 1)]).toEqual(['yes', 'no', 'no'])
}

describe('weekly openings', () => {
  it('are by the clocks of the festival, in winter and in summer', () => {
    const friday: WeeklyWindow = { days: [5], from: 18 * 60, to: 22 * 60 }
    expectOpening(friday, '2026-01-09T17:00', '2026-01-09T21:00')
    expectOpening(friday, '2026-06-05T16:00', '2026-06-05T20:00')
    expectOpening(friday, '2026-06-05T12:15', '2026-06-05T16:15', 'Asia/Kathmandu')
  })

  it('may end on the next day, also from Sunday to Monday', () => {
    expectOpening({ days: [7], from: 22 * 60, to: 28 * 60 }, '2026-06-07T20:00', '2026-06-08T02:00')
  })

  it('that touch at midnight are one', () => {
    expectOpening({ days: [6, 7], from: 0, to: 1440 }, '2026-06-05T22:00', '2026-06-07T22:00')
  })

  it('in the hour that clocks skip are none, and begin at the jump when they end after it', () => {
    const availability = (to: number): Availability => ({ windows: [], weekly: [{ days: [7], from: 120, to }] })
    const night = at(utc('2026-03-28T22:00'), utc('2026-03-29T12:00'))
    expect(openings(availability(180), BERLIN, night)).toEqual([])
    expect(openings(availability(240), BERLIN, night)).toEqual([at(utc('2026-03-29T01:00'), utc('2026-03-29T02:00'))])
  })

  it('over the hour that clocks show twice are an hour longer, and end when they first show their end', () => {
    expectOpening({ days: [7], from: 150, to: 210 }, '2026-10-25T00:30', '2026-10-25T02:30')
    expectOpening({ days: [7], from: 60, to: 150 }, '2026-10-24T23:00', '2026-10-25T00:30')
  })

  it('are on leap day, and on no day that a zone left out', () => {
    expectOpening({ days: [2], from: 600, to: 660 }, '2028-02-29T10:00', '2028-02-29T11:00', 'UTC')
    const week = at(utc('2011-12-28T00:00'), utc('2012-01-02T00:00'))
    const fridays: Availability = { windows: [], weekly: [{ days: [5], from: 600, to: 660 }] }
    expect(openings(fridays, 'Pacific/Apia', week)).toEqual([])
  })

  it('are joined with windows and cut by exceptions', () => {
    const availability: Availability = {
      windows: [[utc('2026-06-05T20:00'), utc('2026-06-05T21:00')]],
      weekly: [{ days: [5], from: 18 * 60, to: 22 * 60 }],
      except: [[utc('2026-06-05T17:00'), utc('2026-06-05T17:30')]],
    }
    expect(openings(availability, BERLIN, at(utc('2026-06-05T00:00'), utc('2026-06-12T00:00')))).toEqual([
      at(utc('2026-06-05T16:00'), utc('2026-06-05T17:00')),
      at(utc('2026-06-05T17:30'), utc('2026-06-05T21:00')),
    ])
  })

  it('are in UTC where nobody knows the zone that a festival names', () => {
    expectOpening({ days: [5], from: 600, to: 660 }, '2026-06-05T10:00', '2026-06-05T11:00', 'Middle/Earth')
  })

  it('are looked at for three years and no longer, however long somebody asks', () => {
    const all: Availability = { windows: [], weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }] }
    expect(openings(all, BERLIN, at(0, MAX_TIME))).toEqual([at(0, MAX_OPENINGS_RANGE)])
    expect(isOffered(all, at(0, MAX_OPENINGS_RANGE), BERLIN)).toBe('yes')
  })

  it('are at every minute what walking through the clocks says', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const weekly = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: minute,
      length: fc.integer({ min: 1, max: 1440 }),
    })
    const start = fc.constantFrom('2026-03-27T00:00', '2026-10-23T00:00', '2028-02-27T00:00').map(utc)
    fc.assert(
      fc.property(
        weekly,
        start,
        fc.constantFrom(BERLIN, 'America/St_Johns', 'Australia/Lord_Howe'),
        (one, from, zone) => {
          const window: WeeklyWindow = { days: one.days, from: one.from, to: one.from + one.length }
          const range = at(from, from + 4 * 24 * HOUR)
          const set = openings({ windows: [], weekly: [window] }, zone, range)
          const isIn = (instant: number): boolean => set.some((part) => part.from <= instant && instant < part.to)
          expect(walk(window, zone, range).filter(([instant, open]) => isIn(instant) !== open)).toEqual([])
        },
      ),
      { seed: 16, numRuns: 60 },
    )
  })
})

/** Minute by minute: the clocks open a day's opening when they first show its beginning or later, and close it likewise. */
function walk(window: WeeklyWindow, zone: string, range: Interval): [number, boolean][] {
  const clock = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const opened = new Map<number, 'open' | 'closed'>()
  const minutes: [number, boolean][] = []
  for (let instant = range.from - 4 * 24 * HOUR; instant < range.to; instant += MINUTE) {
    const shown = Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`)
    for (let back = 0; back <= 3; back += 1) {
      const day = Math.floor(shown / (24 * HOUR)) - back
      if (!window.days.includes(((day + 3) % 7) + 1)) continue
      const since = (shown - day * 24 * HOUR) / MINUTE
      if (since >= window.to) opened.set(day, 'closed')
      else if (since >= window.from && opened.get(day) === undefined) opened.set(day, 'open')
    }
    if (instant >= range.from) minutes.push([instant, [...opened.values()].includes('open')])
  }
  return minutes
}
