// The fold of DESIGN 5.3 against a second, slower implementation that paints minutes on a wall, and its promises on every
// prefix of random home logs.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldResource, type FoldStep } from '../../src/festival/fold-resource.ts'
import { indexIntervals, overlapping } from '../../src/festival/interval-index.ts'
import { contains, intersection, overlaps } from '../../src/festival/timeframe.ts'
import type { Interval, Operation } from '../../src/operations/operation.ts'
import { Rows, deny, grant, hold, id, log, release, resourceCreate, retire, revoke } from '../unit/festival/story.ts'

const RESOURCE = id('R')
const END = 16

type Step =
  | { do: 'grant'; request: number; from: number; length: number; quantity: number; replaces?: number }
  | { do: 'hold'; from: number; length: number; quantity: number }
  | { do: 'revoke' | 'release'; answer: number }
  | { do: 'update'; capacity: number; before: number; after: number }
  | { do: 'deny' | 'other' | 'retire' }

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
const span = { from: fc.integer({ min: 2, max: 11 }), length: fc.integer({ min: 1, max: 4 }) }
const quantity = fc.integer({ min: 1, max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      { do: fc.constant('grant' as const), request: small(9), ...span, quantity, replaces: small(15) },
      { requiredKeys: ['do', 'request', 'from', 'length', 'quantity'] },
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hold' as const), ...span, quantity }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('revoke' as const, 'release' as const), answer: small(15) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('update' as const),
      capacity: fc.integer({ min: 1, max: 4 }),
      before: small(2),
      after: small(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('deny' as const, 'other' as const) }) },
)
const history: fc.Arbitrary<{ capacity: number; before: number; after: number; steps: Step[] }> = fc
  .record({
    capacity: fc.integer({ min: 1, max: 4 }),
    before: small(2),
    after: small(2),
    steps: fc.array(step, { maxLength: 30, size: 'max' }),
    retires: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ retires, capacity, before, after, steps }) => {
    return { capacity, before, after, steps: steps.toSpliced(retires, 0, { do: 'retire' }) }
  })

function operationOf(step: Step): Operation {
  switch (step.do) {
    case 'grant': {
      const move = step.replaces === undefined ? {} : { replaces: id(`e${step.replaces}`) }
      const fields = { quantity: step.quantity, ...move }
      return grant(`q${step.request}`, 'R', step.from, step.from + step.length, fields)
    }
    case 'hold':
      return hold('R', step.from, step.from + step.length, { quantity: step.quantity })
    case 'revoke':
      return revoke(`e${step.answer}`)
    case 'release':
      return release(`e${step.answer}`)
    case 'update': {
      const set = { capacity: step.capacity, buffer: { before: step.before, after: step.after } }
      return { v: 1, op: 'resource.update', at: 1, resource: RESOURCE, set }
    }
    case 'retire':
      return retire('R')
    case 'deny':
      return deny('q1')
    case 'other':
      return grant('q1', 'S', 0, 100)
  }
}

const entriesOf = ({
  capacity,
  before,
  after,
  steps,
}: {
  capacity: number
  before: number
  after: number
  steps: Step[]
}): [string, Operation][] => [
  ['R', resourceCreate({ capacity, buffer: { before, after } })],
  ...steps.map((step, index): [string, Operation] => [`e${index}`, operationOf(step)]),
]

/** The second implementation: a wall with one line per minute, on which answers in force are painted. */
function paint({ capacity, before, after, steps }: Parameters<typeof entriesOf>[0]): Map<string, string> {
  const states = new Map<string, string>()
  const painted = new Map<number, { minutes: number[]; quantity: number; request?: number }>()
  const now = { capacity, before, after, retired: false }
  steps.forEach((step, index) => {
    if (step.do === 'retire') now.retired = true
    if (step.do === 'update') Object.assign(now, { capacity: step.capacity, before: step.before, after: step.after })
    if ((step.do === 'revoke' || step.do === 'release') && painted.delete(step.answer)) {
      states.set(`e${step.answer}`, 'ended')
    }
    if (step.do !== 'grant' && step.do !== 'hold') return
    const minutes: number[] = []
    for (let minute = step.from - now.before; minute < step.from + step.length + now.after; minute += 1) {
      minutes.push(minute)
    }
    const old = step.do === 'grant' && step.replaces !== undefined ? step.replaces : -1
    const others = [...painted].filter(([number]) => number !== old).map(([, answer]) => answer)
    const isFull = minutes.some((minute) => {
      const used = others.filter((answer) => answer.minutes.includes(minute))
      return used.reduce((sum, answer) => sum + answer.quantity, step.quantity) > now.capacity
    })
    const isAnswered = step.do === 'grant' && others.some((answer) => answer.request === step.request)
    const isVoid = now.retired || isFull || isAnswered
    states.set(`e${index}`, isVoid ? 'void' : 'effective')
    if (isVoid) return
    if (painted.delete(old)) states.set(`e${old}`, 'ended')
    painted.set(index, { minutes, quantity: step.quantity, ...(step.do === 'grant' ? { request: step.request } : {}) })
  })
  return states
}

const names = (entries: [string, Operation][]): Map<string, string> =>
  new Map(entries.map(([name]): [string, string] => [id(name), name]))
const statesOf = (entries: [string, Operation][]): Map<string, string> => {
  const nameOf = names(entries)
  return new Map(foldResource(log(...entries), RESOURCE).answers.map(({ id, state }) => [nameOf.get(id) ?? '', state]))
}
const prefixes = (entries: FoldStep[]): FoldStep[][] => entries.map((_, index) => entries.slice(0, index + 1))

describe('the fold of a resource', () => {
  it('agrees with the painted wall', () => {
    const seen = { effective: 0, void: 0, ended: 0 }
    fc.assert(
      fc.property(history, (story) => {
        const states = statesOf(entriesOf(story))
        expect(states).toEqual(paint(story))
        for (const state of states.values()) seen[state as keyof typeof seen] += 1
      }),
      { numRuns: 1500, seed: 7 },
    )
    // All three happen often, so the agreement says something.
    expect(Math.min(seen.effective, seen.void, seen.ended)).toBeGreaterThan(500)
  })

  it('never promises more than the capacity at any instant in any prefix', () => {
    fc.assert(
      fc.property(history, (story) => {
        let largest = story.capacity
        for (const prefix of prefixes(log(...entriesOf(story)))) {
          const { resource, answers } = foldResource(prefix, RESOURCE)
          largest = Math.max(largest, resource?.capacity ?? 0)
          for (let instant = 0; instant < END; instant += 1) {
            const used = answers.filter(
              ({ state, from, to }) => state === 'effective' && from <= instant && instant < to,
            )
            expect(used.reduce((sum, answer) => sum + answer.quantity, 0)).toBeLessThanOrEqual(largest)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps void what is void and frees only what the owner ended, however the log goes on', () => {
    fc.assert(
      fc.property(history, (story) => {
        const before = new Map<string, string>()
        for (const prefix of prefixes(log(...entriesOf(story)))) {
          for (const { id: answer, state } of foldResource(prefix, RESOURCE).answers) {
            const known = before.get(answer)
            if (known === 'void' || known === 'ended') expect(state).toBe(known)
            if (known === 'effective') expect(state).not.toBe('void')
            before.set(answer, state)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is the same taken whole and projected entry by entry', () => {
    fc.assert(
      fc.property(history, (story) => {
        const entries = entriesOf(story)
        const rows = new Rows().add('ada', 1, entries)
        const fold = foldResource(log(...entries), RESOURCE)
        const place = { festival: id('festival'), log: 1, owner: rows.resources.get(RESOURCE)?.owner }
        expect([...rows.answers.values()].filter(({ kind }) => kind !== 'deny')).toEqual(
          fold.answers.map((answer) => ({ ...answer, ...place })),
        )
        expect(rows.resources.get(RESOURCE)).toEqual({ ...fold.resource, ...place })
      }),
      { numRuns: 300 },
    )
  })
})

const interval: fc.Arbitrary<Interval> = fc
  .tuple(small(20), fc.integer({ min: 1, max: 6 }))
  .map(([from, length]) => ({ from, to: from + length }))
const minutes = ({ from, to }: Interval): number[] => Array.from({ length: to - from }, (_, index) => from + index)

describe('timeframes', () => {
  it('overlap, contain and intersect exactly as sets of minutes do', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const shared = minutes(a).filter((minute) => minutes(b).includes(minute))
        const both = intersection(a, b)
        expect(overlaps(a, b)).toBe(shared.length > 0)
        expect(contains(a, b)).toBe(shared.length === minutes(b).length)
        expect(both === undefined ? [] : minutes(both)).toEqual(shared)
      }),
    )
  })

  it('are found by the index exactly when they overlap', () => {
    fc.assert(
      fc.property(fc.array(interval), interval, (intervals, asked) => {
        const found = overlapping(
          indexIntervals(intervals, (item) => item),
          asked,
          Infinity,
        )
        expect(new Set(found)).toEqual(new Set(intervals.filter((item) => overlaps(item, asked))))
        expect(
          overlapping(
            indexIntervals(intervals, (item) => item),
            asked,
            2,
          ).length,
        ).toBe(Math.min(2, found.length))
      }),
    )
  })
})
