// The fold of DESIGN 5.3: the named cases in which earlier drafts of the rule, or other people's software, were wrong.

import { describe, expect, it } from 'vitest'
import { foldResource } from '../../../src/festival/fold-resource.ts'
import { MAX_BLOCKERS, judgeAnswer } from '../../../src/festival/judge-answer.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { deny, grant, hold, id, log, release, resourceCreate, retire, revoke } from './story.ts'

/** Name → state of every answer, for a projector with these fields. */
function states(
  fields: Parameters<typeof resourceCreate>[0],
  ...entries: [string, Operation][]
): Record<string, string> {
  const fold = foldResource(log(['R', resourceCreate(fields)], ...entries), id('R'))
  const names = new Map(entries.map(([name]) => [id(name), name]))
  return Object.fromEntries(fold.answers.map((answer) => [names.get(answer.id), answer.state]))
}

describe('a resource of capacity one', () => {
  it('gives a slot to the first grant and names it as what is in the way of the second', () => {
    const fold = foldResource(
      log(['R', resourceCreate()], ['X', grant('q1', 'R', 10, 20)], ['Y', grant('q2', 'R', 15, 25)]),
      id('R'),
    )
    expect(fold.answers.map(({ state }) => state)).toEqual(['effective', 'void'])
    expect(fold.answers[1]?.void).toEqual({ code: 'over-capacity', blockers: [id('X')] })
  })

  it('lets grants touch', () => {
    expect(
      states({}, ['X', grant('q1', 'R', 10, 20)], ['Y', grant('q2', 'R', 20, 30)], ['Z', grant('q3', 'R', 0, 10)]),
    ).toEqual({ X: 'effective', Y: 'effective', Z: 'effective' })
  })

  it.each([
    ['inside', 12, 18],
    ['around', 5, 25],
    ['over the start', 5, 11],
    ['over the end', 19, 25],
    ['the same', 10, 20],
    ['from the same start', 10, 30],
    ['to the same end', 0, 20],
  ])('refuses a second grant that lies %s', (_name, from, to) => {
    expect(states({}, ['X', grant('q1', 'R', 10, 20)], ['Y', grant('q2', 'R', from, to)])['Y']).toBe('void')
  })

  it('frees the slot after a revoke, and what was void stays void', () => {
    expect(
      states(
        {},
        ['X', grant('q1', 'R', 10, 20)],
        ['Y', grant('q2', 'R', 10, 20)],
        ['end', revoke('X', 'broken')],
        ['Z', grant('q3', 'R', 10, 20)],
      ),
    ).toEqual({ X: 'ended', Y: 'void', Z: 'effective' })
  })

  it('keeps the first of two endings', () => {
    const fold = foldResource(
      log(['R', resourceCreate()], ['X', grant('q1', 'R', 10, 20)], ['a', revoke('X', 'broken')], ['b', release('X')]),
      id('R'),
    )
    expect(fold.answers[0]?.ended).toEqual({ kind: 'revoke', by: id('a'), at: 1000, reason: 'broken' })
  })

  it('does not end a void grant', () => {
    expect(states({}, ['X', grant('q1', 'R', 1, 9)], ['Y', grant('q2', 'R', 1, 9)], ['e', revoke('Y')])['Y']).toBe(
      'void',
    )
  })

  it('blocks a grant by a hold until the hold is released', () => {
    expect(
      states(
        {},
        ['H', hold('R', 0, 100)],
        ['X', grant('q1', 'R', 10, 20)],
        ['e', release('H')],
        ['Y', grant('q1', 'R', 10, 20)],
      ),
    ).toEqual({ H: 'ended', X: 'void', Y: 'effective' })
  })

  it('does not let a denial block anything', () => {
    expect(states({}, ['D', deny('q1')], ['X', grant('q1', 'R', 10, 20)])).toEqual({ X: 'effective' })
  })
})

describe('a resource of more than one', () => {
  it('takes the double click of an owner as one answer, so that the second unit stays free', () => {
    const entries: [string, Operation][] = [
      ['X', grant('q1', 'R', 0, 10)],
      ['again', grant('q1', 'R', 0, 10)],
      ['Y', grant('q2', 'R', 0, 10)],
    ]
    expect(states({ capacity: 2 }, ...entries)).toEqual({ X: 'effective', again: 'void', Y: 'effective' })
  })

  it('counts what is in force at each instant, not how many answers overlap', () => {
    expect(
      states(
        { capacity: 2 },
        ['X', grant('q1', 'R', 0, 1)],
        ['Y', grant('q2', 'R', 1, 2)],
        ['Z', grant('q3', 'R', 0, 2)],
      ),
    ).toEqual({ X: 'effective', Y: 'effective', Z: 'effective' })
  })

  it('adds up quantities', () => {
    expect(
      states(
        { capacity: 30 },
        ['X', grant('q1', 'R', 0, 10, { quantity: 20 })],
        ['Y', grant('q2', 'R', 5, 15, { quantity: 11 })],
        ['Z', grant('q3', 'R', 5, 15, { quantity: 10 })],
        ['A', grant('q4', 'R', 20, 30, { quantity: 31 })],
      ),
    ).toEqual({ X: 'effective', Y: 'void', Z: 'effective', A: 'void' })
  })

  it('counts the quantity of a hold', () => {
    const entries: [string, Operation][] = [
      ['H', hold('R', 0, 10, { quantity: 2 })],
      ['X', grant('q1', 'R', 0, 10)],
      ['Y', grant('q2', 'R', 0, 10)],
    ]
    expect(states({ capacity: 3 }, ...entries)).toEqual({ H: 'effective', X: 'effective', Y: 'void' })
  })

  it('names what is in the way at the first instant that is too full, and nothing that was over before', () => {
    const fold = foldResource(
      log(
        ['R', resourceCreate({ capacity: 2 })],
        ['over', grant('q1', 'R', 0, 5)],
        ['first', grant('q2', 'R', 6, 8, { quantity: 2 })],
        ['later', grant('q3', 'R', 8, 9, { quantity: 2 })],
        ['Z', grant('q4', 'R', 0, 10)],
      ),
      id('R'),
    )
    expect(fold.answers.at(-1)?.void?.blockers).toEqual([id('first')])
  })

  it('names them in the order of the log, in whatever order they were loaded', () => {
    const fold = foldResource(
      log(['R', resourceCreate({ capacity: 2 })], ['X', grant('q1', 'R', 0, 10)], ['Y', grant('q2', 'R', 0, 10)]),
      id('R'),
    )
    const { resource, answers } = fold
    const verdict = judgeAnswer(resource, answers.toReversed(), { from: 5, to: 6, quantity: 1 })
    expect(verdict).toMatchObject({ effective: false, blockers: [id('X'), id('Y')] })
  })

  it('names the earliest blockers and not thousands of them', () => {
    const many = Array.from({ length: 20 }, (_, index): [string, Operation] => [
      `g${index}`,
      grant(`q${index}`, 'R', 0, 10),
    ])
    const fold = foldResource(
      log(['R', resourceCreate({ capacity: 20 })], ...many, ['Y', grant('late', 'R', 5, 6)]),
      id('R'),
    )
    const blockers = fold.answers.at(-1)?.void?.blockers
    expect(blockers).toEqual(many.slice(0, MAX_BLOCKERS).map(([name]) => id(name)))
  })
})

describe('buffers', () => {
  it('compares occupied intervals with each other, so a buffer before one grant keeps the other away on both sides', () => {
    const buffer = { before: 1, after: 0 }
    expect(states({ buffer }, ['X', grant('q1', 'R', 6, 7)], ['Y', grant('q2', 'R', 4, 6)])['Y']).toBe('void')
    expect(states({ buffer }, ['X', grant('q1', 'R', 6, 7)], ['Y', grant('q2', 'R', 4, 5)])['Y']).toBe('effective')
    expect(states({ buffer }, ['X', grant('q1', 'R', 4, 6)], ['Y', grant('q2', 'R', 6, 7)])['Y']).toBe('void')
  })

  it('freezes what was in force at each grant', () => {
    const update: Operation = {
      v: 1,
      op: 'resource.update',
      at: 1,
      resource: id('R'),
      set: { buffer: { before: 0, after: 0 } },
    }
    const fold = foldResource(
      log(
        ['R', resourceCreate({ buffer: { before: 5, after: 5 } })],
        ['X', grant('q1', 'R', 10, 20)],
        ['u', update],
        ['Y', grant('q2', 'R', 20, 25)],
        ['Z', grant('q3', 'R', 25, 30)],
      ),
      id('R'),
    )
    expect(fold.answers.map(({ state }) => state)).toEqual(['effective', 'void', 'effective'])
    expect(fold.answers.map(({ occupied }) => occupied)).toEqual([
      { from: 5, to: 25 },
      { from: 20, to: 25 },
      { from: 25, to: 30 },
    ])
  })
})

describe('a move (replaces)', () => {
  it('frees and takes in one step', () => {
    const fold = foldResource(
      log(
        ['R', resourceCreate()],
        ['X', grant('q1', 'R', 10, 20)],
        ['Y', grant('q2', 'R', 15, 25, { replaces: id('X') })],
      ),
      id('R'),
    )
    expect(fold.answers.map(({ state }) => state)).toEqual(['ended', 'effective'])
    expect(fold.answers[0]?.ended).toEqual({ kind: 'replaced', by: id('Y'), at: 1000 })
  })

  it('leaves the old one when the new one is void', () => {
    const entries: [string, Operation][] = [
      ['X', grant('q1', 'R', 10, 20)],
      ['B', grant('q0', 'R', 20, 30)],
      ['Y', grant('q2', 'R', 15, 25, { replaces: id('X') })],
    ]
    expect(states({}, ...entries)).toEqual({ X: 'effective', B: 'effective', Y: 'void' })
  })

  it('may answer the same request as the grant that it replaces', () => {
    const entries: [string, Operation][] = [
      ['X', grant('q1', 'R', 10, 20)],
      ['Y', grant('q1', 'R', 30, 40, { replaces: id('X') })],
    ]
    expect(states({}, ...entries)).toEqual({ X: 'ended', Y: 'effective' })
  })

  it('is an ordinary grant when it names something ended, void, unknown or of another resource', () => {
    const entries: [string, Operation][] = [
      ['X', grant('q1', 'R', 10, 20)],
      ['V', grant('q2', 'R', 10, 20)],
      ['e', revoke('X')],
      ['A', grant('q3', 'R', 10, 20, { replaces: id('X') })],
      ['B', grant('q4', 'R', 10, 20, { replaces: id('V') })],
      ['C', grant('q5', 'R', 30, 40, { replaces: id('nowhere') })],
    ]
    expect(states({}, ...entries)).toEqual({ X: 'ended', V: 'void', A: 'effective', B: 'void', C: 'effective' })
  })

  it('may replace a hold', () => {
    const entries: [string, Operation][] = [
      ['H', hold('R', 0, 50)],
      ['X', grant('q1', 'R', 10, 20, { replaces: id('H') })],
    ]
    expect(states({}, ...entries)).toEqual({ H: 'ended', X: 'effective' })
  })
})

describe('changes of the resource', () => {
  it('judges later grants only when capacity shrinks', () => {
    const shrink: Operation = { v: 1, op: 'resource.update', at: 1, resource: id('R'), set: { capacity: 1 } }
    expect(
      states(
        { capacity: 2 },
        ['X', grant('q1', 'R', 0, 10)],
        ['Y', grant('q2', 'R', 0, 10)],
        ['u', shrink],
        ['Z', grant('q3', 'R', 5, 6)],
      ),
    ).toEqual({ X: 'effective', Y: 'effective', Z: 'void' })
  })

  it('ends nothing when it is retired, and grants nothing afterwards', () => {
    const fold = foldResource(
      log(
        ['R', resourceCreate()],
        ['X', grant('q1', 'R', 10, 20)],
        ['r', retire('R')],
        ['Y', grant('q2', 'R', 30, 40)],
      ),
      id('R'),
    )
    expect(fold.answers.map(({ state }) => state)).toEqual(['effective', 'void'])
    expect(fold.answers[1]?.void).toEqual({ code: 'retired', blockers: [] })
    expect(fold.resource?.retired).toEqual({ at: 1000 })
  })

  it('keeps the reason of its first retirement', () => {
    const because = (reason: string): Operation => ({
      v: 1,
      op: 'resource.retire',
      at: 5,
      resource: id('R'),
      reason,
    })
    const fold = foldResource(log(['R', resourceCreate()], ['a', because('sold')], ['b', because('lost')]), id('R'))
    expect(fold.resource?.retired).toEqual({ at: 5, reason: 'sold' })
  })

  it('takes a text away when an update sets it to nothing', () => {
    const update: Operation = { v: 1, op: 'resource.update', at: 1, resource: id('R'), set: { description: '' } }
    const fold = foldResource(log(['R', resourceCreate({ description: 'heavy' })], ['u', update]), id('R'))
    expect(fold.resource).not.toHaveProperty('description')
    expect(fold.resource?.title).toBe('Projector')
  })

  it('is nowhere any more when an update takes its place away', () => {
    const location = { type: 'url', url: 'https://meet.example/room' } as const
    const update: Operation = { v: 1, op: 'resource.update', at: 1, resource: id('R'), set: {}, unset: ['location'] }
    const moved: Operation = { ...update, set: { location } }
    const of = (op: Operation): unknown =>
      foldResource(log(['R', resourceCreate({ location })], ['u', op]), id('R')).resource?.location
    expect([of(update), of(moved)]).toEqual([undefined, location])
  })

  it('is deaf to entries about other resources', () => {
    const fold = foldResource(
      log(
        ['R', resourceCreate()],
        ['S', resourceCreate({ title: 'Screen' })],
        ['X', grant('q1', 'S', 0, 10)],
        ['Y', grant('q1', 'R', 0, 10)],
        ['e', revoke('X')],
        ['r', retire('S')],
      ),
      id('R'),
    )
    expect(fold.answers.map((answer) => [answer.id, answer.state])).toEqual([[id('Y'), 'effective']])
    expect(fold.resource?.retired).toBeUndefined()
  })

  it('gives nothing for a resource that the log does not create', () => {
    const fold = foldResource(log(['X', grant('q1', 'R', 0, 10)]), id('R'))
    expect(fold.resource).toBeUndefined()
    expect(fold.answers[0]?.void).toEqual({ code: 'no-resource', blockers: [] })
  })
})
