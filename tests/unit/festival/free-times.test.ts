// "Free when?": an interval lies in a free stretch exactly if a grant for it would be effective and the thing is offered.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOffered } from '../../../src/festival/availability.ts'
import { freeTimes, nextFree } from '../../../src/festival/free-times.ts'
import { wouldBeEffective } from '../../../src/festival/judge-answer.ts'
import type { AnswerRow, ResourceRow } from '../../../src/festival/views.ts'
import type { Availability, Interval } from '../../../src/operations/operation.ts'
import { FESTIVAL, id, key } from './story.ts'

const MINUTE = 60_000
/** The minutes that are painted. */
const END = 60
const range: Interval = { from: 0, to: END * MINUTE }

const resource = (fields: Partial<ResourceRow> = {}): ResourceRow => ({
  id: id('R'),
  festival: FESTIVAL,
  log: 1,
  seqNum: 2,
  at: 0,
  owner: key('ada'),
  title: 'Chairs',
  kind: 'thing',
  tags: [],
  images: [],
  availability: 'always',
  capacity: 1,
  buffer: { before: 0, after: 0 },
  policy: { kind: 'manual' },
  requires: [],
  audience: 'public',
  ...fields,
})

const answer = (from: number, to: number, fields: Partial<AnswerRow> = {}): AnswerRow => ({
  id: id(`${from}-${to}`),
  festival: FESTIVAL,
  log: 1,
  seqNum: 3,
  at: 0,
  kind: 'grant',
  owner: key('ada'),
  resource: id('R'),
  from: from * MINUTE,
  to: to * MINUTE,
  quantity: 1,
  by: 'manual',
  state: 'effective',
  occupied: { from: from * MINUTE, to: to * MINUTE },
  ...fields,
})

const minutes = (set: readonly Interval[]): [number, number][] =>
  set.map(({ from, to }) => [from / MINUTE, to / MINUTE])

describe('free when?', () => {
  it('is always without answers, and never for more than there is or what is retired', () => {
    expect(freeTimes(resource(), [], 'UTC', range, { quantity: 1 })).toEqual([range])
    expect(freeTimes(resource(), [], 'UTC', range, { quantity: 2 })).toEqual([])
    expect(freeTimes(resource({ retired: { at: 0 } }), [], 'UTC', range, { quantity: 1 })).toEqual([])
  })

  it('keeps the buffers of the thing and those that an answer froze', () => {
    const frozen = answer(20, 30, { occupied: { from: 19 * MINUTE, to: 32 * MINUTE } })
    const buffered = resource({ buffer: { before: 5 * MINUTE, after: 3 * MINUTE } })
    expect(minutes(freeTimes(buffered, [frozen], 'UTC', range, { quantity: 1 }))).toEqual([
      [0, 16],
      [37, 60],
    ])
  })

  it('counts what is left at every instant, not in sum', () => {
    const chairs = resource({ capacity: 30 })
    const taken = [answer(0, 20, { quantity: 20 }), answer(10, 30, { quantity: 10 }), answer(30, 40, { quantity: 15 })]
    const free = (quantity: number): [number, number][] => minutes(freeTimes(chairs, taken, 'UTC', range, { quantity }))
    expect(free(1)).toEqual([
      [0, 10],
      [20, 60],
    ])
    expect(free(16)).toEqual([
      [20, 30],
      [40, 60],
    ])
  })

  it('looks through denials, ended and void answers', () => {
    const without = [
      answer(0, 60, { kind: 'deny' }),
      answer(0, 60, { state: 'void' }),
      answer(0, 60, { state: 'ended' }),
    ]
    expect(freeTimes(resource(), without, 'UTC', range, { quantity: 1 })).toEqual([range])
  })

  it('next is the first stretch that is long enough, in the openings', () => {
    const availability: Availability = {
      windows: [
        [5 * MINUTE, 25 * MINUTE],
        [40 * MINUTE, 55 * MINUTE],
      ],
    }
    const next = (length: number): Interval | undefined =>
      nextFree(resource({ availability }), [answer(10, 20)], 'UTC', range, {
        quantity: 1,
        length: length * MINUTE,
        step: MINUTE,
      })
    expect(next(5)).toEqual({ from: 5 * MINUTE, to: 10 * MINUTE })
    expect(next(6)).toEqual({ from: 40 * MINUTE, to: 46 * MINUTE })
    expect(next(16)).toBeUndefined()
  })

  it('next begins at a full step', () => {
    const odd = answer(0, 10, { occupied: { from: 0, to: 10 * MINUTE + 1 } })
    const next = nextFree(resource(), [odd], 'UTC', range, { quantity: 1, length: 1, step: 5 * MINUTE })
    expect(next).toEqual({ from: 15 * MINUTE, to: 15 * MINUTE + 1 })
  })

  it('is what painting says: each interval of minutes is in a free stretch if and only if it could be granted', () => {
    const minute = fc.integer({ min: 0, max: END })
    const span = fc.tuple(minute, minute).filter(([from, to]) => from < to)
    const answers = fc.array(
      fc.record({
        span,
        more: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
        quantity: fc.integer({ min: 1, max: 3 }),
        state: fc.constantFrom<AnswerRow['state'][]>('effective', 'effective', 'void', 'ended'),
      }),
      { maxLength: 8 },
    )
    const windows = fc.option(fc.array(span, { maxLength: 3 }), { nil: undefined })
    const shape = fc.record({
      capacity: fc.integer({ min: 1, max: 5 }),
      before: fc.integer({ min: 0, max: 4 }),
      after: fc.integer({ min: 0, max: 4 }),
      quantity: fc.integer({ min: 1, max: 4 }),
    })
    fc.assert(
      fc.property(shape, answers, windows, ({ capacity, before, after, quantity }, some, offered) => {
        const inMinutes = ([from, to]: [number, number]): [number, number] => [from * MINUTE, to * MINUTE]
        const availability: Availability = offered === undefined ? 'always' : { windows: offered.map(inMinutes) }
        const buffer = { before: before * MINUTE, after: after * MINUTE }
        const bookable = resource({ capacity, buffer, availability })
        const given = some.map(({ span: [from, to], more, quantity: used, state }) =>
          answer(from, to, {
            quantity: used,
            state,
            occupied: { from: (from - more[0]) * MINUTE, to: (to + more[1]) * MINUTE },
          }),
        )
        const free = freeTimes(bookable, given, 'UTC', range, { quantity })
        const wrong: [number, number][] = []
        for (let from = 0; from < END; from += 1) {
          for (let to = from + 1; to <= Math.min(END, from + 12); to += 1) {
            const asked = { from: from * MINUTE, to: to * MINUTE }
            const could =
              wouldBeEffective(bookable, given, asked, quantity) && isOffered(availability, asked, 'UTC') === 'yes'
            const isIn = free.some((part) => part.from <= asked.from && asked.to <= part.to)
            if (could !== isIn) wrong.push([from, to])
          }
        }
        expect(wrong).toEqual([])
      }),
      { seed: 9, numRuns: 150 },
    )
  })
})
