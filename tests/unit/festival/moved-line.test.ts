// What lines ask for after their event moved, what is over-committed, what a wallet does by itself (DESIGN 5.3, 5.5).

import { assert, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chores } from '../../../src/festival/chores.ts'
import { movedInterval } from '../../../src/festival/moved-line.ts'
import { overCommitted } from '../../../src/festival/over-committed.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import {
  Rows,
  cancel,
  eventCreate,
  grant,
  hold,
  id,
  key,
  requestCreate,
  resourceCreate,
  revoke,
  withdraw,
} from './story.ts'

const at = (from: number, to: number): { from: number; to: number } => ({ from, to })
const EVENT = at(100, 200)

describe('a line of an event that moves', () => {
  it.each([
    ['takes the new time when it was for the whole event', at(100, 200), at(300, 350), at(300, 350)],
    ['stays set-up', at(60, 100), at(150, 250), at(110, 150)],
    ['stays tear-down when the event gets longer', at(200, 220), at(100, 300), at(300, 320)],
    ['stays at the beginning when the event gets longer', at(60, 100), at(100, 300), at(60, 100)],
    ['stays around the event', at(60, 220), at(150, 300), at(110, 320)],
    ['stays inside', at(120, 140), at(150, 250), at(170, 190)],
    ['keeps its length when the end comes too near', at(180, 200), at(100, 110), at(180, 200)],
  ])('%s', (_name, line, to, expected) => {
    expect(movedInterval(line, EVENT, to)).toEqual(expected)
  })

  it('takes the new time when it was for a whole time that the event had before', () => {
    expect(movedInterval(at(100, 200), { ...at(120, 180), was: [EVENT] }, at(300, 400))).toEqual(at(300, 400))
  })

  it('is never inverted, and moves as far as the event when that keeps its length', () => {
    const interval = tuple(integer({ min: 0, max: 1000 }), integer({ min: 1, max: 1000 })).map(([from, length]) =>
      at(from, from + length),
    )
    assert(
      property(interval, interval, integer({ min: -2000, max: 2000 }), (line, event, by) => {
        expect(movedInterval(line, event, at(event.from + by, event.to + by))).toEqual(at(line.from + by, line.to + by))
      }),
      { seed: 7 },
    )
    assert(
      property(interval, interval, interval, (line, event, to) => {
        const moved = movedInterval(line, event, to)
        expect(moved.from).toBeLessThan(moved.to)
      }),
      { seed: 8 },
    )
  })
})

describe('over-committed', () => {
  const promised: [string, Operation][] = [
    ['R', resourceCreate({ capacity: 30 })],
    ['A', hold('R', 100, 200, { quantity: 20 })],
    ['B', hold('R', 200, 300, { quantity: 20 })],
    ['C', hold('R', 250, 300, { quantity: 5 })],
  ]
  const lowered = (capacity: number): ReturnType<typeof overCommitted> => {
    const rows = new Rows().add('ada', 1, promised)
    rows.add('ada', 1, [['u', { v: 1, at: 1, op: 'resource.update', resource: id('R'), set: { capacity } }]], 9)
    const resource = rows.resources.get(id('R')) ?? expect.fail()
    return overCommitted(resource, rows.answers.values(), 150)
  }

  it('is said with the first instant and how much is promised then', () => {
    expect(lowered(25)).toBeUndefined()
    expect(lowered(24)).toEqual({ at: 250, promised: 25 })
    expect(lowered(19)).toEqual({ at: 150, promised: 20 })
  })

  it('breaks no promise', () => {
    const rows = new Rows().add('ada', 1, promised)
    rows.add('ada', 1, [['u', { v: 1, at: 1, op: 'resource.update', resource: id('R'), set: { capacity: 1 } }]], 9)
    expect([...rows.answers.values()].map(({ state }) => state)).toEqual(['effective', 'effective', 'effective'])
  })
})

describe('chores', () => {
  type Log = [string, Operation][]
  const GRANTED: Log = [['X', grant('Q', 'R', 100, 200)]]
  const story = (ada: Log, ben: Log): Rows =>
    new Rows()
      .add('ada', 1, [['R', resourceCreate({ capacity: 2 })], ...ada])
      .add('ben', 2, [['E', eventCreate()], ['Q', requestCreate('E', 'R', 100, 200)], ...ben])
  const again = requestCreate('E', 'R', 150, 250, { supersedes: id('Q') })

  it.each<[string, Log, Log, string[]]>([
    ['nothing when all is well', GRANTED, [], []],
    ['releases what was withdrawn', GRANTED, [['w', withdraw('Q')]], ['X']],
    ['releases what was for a cancelled event', GRANTED, [['c', cancel('E')]], ['X']],
    ['keeps the old slot while a move waits', GRANTED, [['S', again]], []],
    [
      'releases the old slot when both were granted',
      [...GRANTED, ['Y', grant('S', 'R', 150, 250)]],
      [['S', again]],
      ['X'],
    ],
    ['does nothing for what ended', [...GRANTED, ['r', revoke('X')]], [['w', withdraw('Q')]], []],
    ['does nothing for a hold', [['H', hold('R', 100, 200)]], [['c', cancel('E')]], []],
  ])('%s', (_name, ada, ben, released) => {
    const done = chores(story(ada, ben).festival, key('ada'), 50)
    expect(done.map((chore) => (chore.kind === 'release' ? chore.answer.id : 'other'))).toEqual(released.map(id))
    expect(chores(story(ada, ben).festival, key('ben'), 50)).toEqual([])
  })

  it('leaves alone what is over', () => {
    expect(chores(story(GRANTED, [['w', withdraw('Q')]]).festival, key('ada'), 200)).toEqual([])
  })

  it('does not listen to others about my grants', () => {
    const rows = story(GRANTED, []).add('mallory', 3, [
      ['w', withdraw('Q')],
      ['c', cancel('E')],
      ['M', again],
      ['v', withdraw('M')],
    ])
    expect(chores(rows.festival, key('ada'), 50)).toEqual([])
  })

  it('releases a grant for an event that arrives later, cancelled', () => {
    const rows = new Rows()
      .add('ada', 1, [['R', resourceCreate()], ...GRANTED])
      .add('ben', 2, [['Q', requestCreate('E', 'R', 100, 200)]], 2)
    expect(chores(rows.festival, key('ada'), 50)).toEqual([])
    rows.add('ben', 2, [['E', eventCreate()]])
    expect(chores(rows.festival, key('ada'), 50)).toEqual([])
    rows.add('ben', 2, [['c', cancel('E')]], 3)
    expect(chores(rows.festival, key('ada'), 50)).toMatchObject([{ kind: 'release', answer: { id: id('X') } }])
  })

  it('withdraws the alternatives of what is granted, and of several granted all but the first', () => {
    const or: Log = [['a', requestCreate('E', 'R', 100, 200, { alternativeTo: id('Q') })]]
    const withdrawn = (ada: Log): string[] =>
      chores(story(ada, or).festival, key('ben'), 50).map((chore) => chore.request.id)
    expect(withdrawn([])).toEqual([])
    expect(withdrawn(GRANTED)).toEqual([id('a')])
    expect(withdrawn([['Y', grant('a', 'R', 100, 200)]])).toEqual([id('Q')])
    expect(withdrawn([...GRANTED, ['Y', grant('a', 'R', 100, 200)]])).toEqual([id('a')])
  })
})
