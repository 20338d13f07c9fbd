// The days of a thing as bars: nothing is left out, nothing is twice, and they agree with "free when?".

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayBars, daysFrom, type DayBar } from '../../../src/festival/day-bars.ts'
import { freeTimes } from '../../../src/festival/free-times.ts'
import { union } from '../../../src/festival/interval-sets.ts'
import type { Decided } from '../../../src/festival/judge-answer.ts'
import type { Availability, Interval } from '../../../src/operations/operation.ts'
import { id } from './story.ts'

const HOUR = 3_600_000
/** Monday, 1 June 2026, midnight UTC. */
const MONDAY = Date.UTC(2026, 5, 1)
const hours = (from: number, to: number): Interval => ({ from: MONDAY + from * HOUR, to: MONDAY + to * HOUR })

const thing = (availability: Availability, capacity = 1): Parameters<typeof dayBars>[0] => ({
  availability,
  capacity,
  buffer: { before: 0, after: 0 },
})
const grant = (occupied: Interval, fields: Partial<Decided> = {}): Decided => ({
  id: id(`${occupied.from}`),
  seqNum: 3,
  kind: 'grant',
  state: 'effective',
  quantity: 1,
  occupied,
  ...fields,
})
const words = (bar: DayBar | undefined): string[] =>
  (bar?.parts ?? []).map(({ kind, from, to }) => `${kind} ${(from - MONDAY) / HOUR}–${(to - MONDAY) / HOUR}`)
const week = daysFrom(MONDAY, 'UTC', 2)
const tenToSix: Availability = { windows: [], weekly: [{ days: [1], from: 600, to: 1080 }] }

describe('a day of a thing', () => {
  it('is closed, free, taken and asked for, one after the other', () => {
    const [monday, tuesday] = dayBars(thing(tenToSix), [grant(hours(12, 14))], [hours(13, 16)], 'UTC', week)
    expect(words(monday)).toEqual([
      'closed 0–10',
      'free 10–12',
      'taken 12–14',
      'asked 14–16',
      'free 16–18',
      'closed 18–24',
    ])
    expect(words(tuesday)).toEqual(['closed 24–48'])
  })

  it('shows what is promised while it is not offered, and nothing of what was taken back or declined', () => {
    const answers = [
      grant(hours(20, 22)),
      grant(hours(10, 12), { state: 'ended' }),
      grant(hours(14, 15), { kind: 'deny' }),
    ]
    expect(words(dayBars(thing(tenToSix), answers, [], 'UTC', week)[0])).toEqual([
      'closed 0–10',
      'free 10–18',
      'closed 18–20',
      'taken 20–22',
      'closed 22–24',
    ])
  })

  it('is free while one of several is left', () => {
    const answers = [grant(hours(1, 3)), grant(hours(2, 4))]
    expect(words(dayBars(thing('always', 2), answers, [], 'UTC', week)[0])).toEqual([
      'free 0–2',
      'taken 2–3',
      'free 3–24',
    ])
  })

  it('of something that is not offered any more has only its promises', () => {
    const retired = { ...thing('always'), retired: { at: 0 } }
    expect(words(dayBars(retired, [grant(hours(1, 3))], [hours(5, 6)], 'UTC', week)[0])).toEqual([
      'closed 0–1',
      'taken 1–3',
      'closed 3–24',
    ])
  })

  it('has as many hours as the clocks show', () => {
    const length = ([day]: Interval[]): number => ((day?.to ?? 0) - (day?.from ?? 0)) / HOUR
    expect(length(daysFrom(Date.UTC(2026, 2, 29, 12), 'Europe/Berlin', 1))).toBe(23)
    expect(length(daysFrom(Date.UTC(2026, 9, 25, 12), 'Europe/Berlin', 1))).toBe(25)
    expect(daysFrom(Date.UTC(2026, 2, 29, 12), 'Europe/Berlin', 3).map(({ from }) => from)).toEqual([
      Date.UTC(2026, 2, 28, 23),
      Date.UTC(2026, 2, 29, 22),
      Date.UTC(2026, 2, 30, 22),
    ])
  })

  it('leaves nothing out and agrees with "free when?"', () => {
    const interval = fc
      .tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: 1, max: 30 }))
      .map(([from, length]) => hours(from, from + length))
    const availability = fc.oneof(
      fc.constant<Availability>('always'),
      fc
        .array(interval, { maxLength: 3 })
        .map((all): Availability => ({ windows: all.map(({ from, to }) => [from, to]) })),
    )
    fc.assert(
      fc.property(
        availability,
        fc.array(interval, { maxLength: 4 }),
        fc.array(interval, { maxLength: 3 }),
        fc.integer({ min: 1, max: 2 }),
        (offered, taken, asked, capacity) => {
          const answers = taken.map((each) => grant(each))
          const bars = dayBars(thing(offered, capacity), answers, asked, 'UTC', week)
          for (const { from, to, parts } of bars) {
            expect([from, ...parts.map((part) => part.to)]).toEqual([...parts.map((part) => part.from), to])
          }
          const open = bars.flatMap(({ parts }) => parts).filter(({ kind }) => kind === 'free' || kind === 'asked')
          const range = { from: week[0]?.from ?? 0, to: week[1]?.to ?? 0 }
          expect(union(open)).toEqual(freeTimes(thing(offered, capacity), answers, 'UTC', range, { quantity: 1 }))
        },
      ),
    )
  })
})
