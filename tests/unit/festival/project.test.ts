// Who may say what (DESIGN 5.2): a row changes only by entries of its home log, and everything else leaves no trace.

import { describe, expect, it } from 'vitest'
import { nextProfileTime } from '../../../src/festival/profile-rows.ts'
import type { FestivalRow } from '../../../src/festival/views.ts'
import type { EventUpdate, Operation } from '../../../src/operations/operation.ts'
import {
  FESTIVAL,
  Rows,
  cancel,
  deny,
  eventCreate,
  festivalCreate,
  festivalJoin,
  grant,
  hold,
  id,
  key,
  release,
  requestCreate,
  resourceCreate,
  retire,
  revoke,
  withdraw,
} from './story.ts'

const at = { v: 1, at: 2000 } as const
const update = (set: EventUpdate['set']): Operation => ({ ...at, op: 'event.update', event: id('E'), set })
const profile = (name: string, when: number): Operation => ({ v: 1, op: 'profile.set', at: when, name })

const snapshot = (rows: Rows): string =>
  JSON.stringify([...rows.festivals, ...rows.resources, ...rows.events, ...rows.requests, ...rows.answers])

describe('a festival', () => {
  it('is created by the entry that it is named after, as first entry', () => {
    const rows = new Rows().add('ada', 1, [['festival', festivalCreate('Summer')]])
    expect(rows.festivals.get(FESTIVAL)).toMatchObject({ title: 'Summer', creator: key('ada'), tags: [] })
    expect(rows.festivals.get(FESTIVAL)).not.toHaveProperty('nonce')
    expect([...rows.profiles.values()]).toEqual([{ festival: FESTIVAL, author: key('ada'), log: 1, joinedAt: 1000 }])
  })

  it('is not created later, by another log or under another name', () => {
    const rows = new Rows()
      .add('ada', 1, [['festival', festivalCreate()]], 2)
      .add('ben', 2, [['elsewhere', festivalCreate('Winter')]])
    expect(rows.festivals.size).toBe(0)
  })

  it('is changed only by its home log', () => {
    const rename = (title: string): Operation => ({ ...at, op: 'festival.update', set: { title } })
    const rows = new Rows()
      .add('ada', 1, [
        ['festival', festivalCreate('Summer')],
        ['u', rename('Late summer')],
      ])
      .add('ben', 2, [
        ['j', festivalJoin()],
        ['v', rename('Mine')],
      ])
    expect(rows.festivals.get(FESTIVAL)?.title).toBe('Late summer')
  })

  it('keeps its dates when an update would turn them around', () => {
    const dates = (set: object): Operation => ({ ...at, op: 'festival.update', set })
    const rows = new Rows().add('ada', 1, [
      ['festival', festivalCreate()],
      ['a', dates({ from: 10, to: 20 })],
      ['b', dates({ from: 20, title: 'Other' })],
    ])
    expect(rows.festivals.get(FESTIVAL)).toMatchObject({ title: 'Summer', from: 10, to: 20 })
  })
})

describe('what an update takes away of a festival', () => {
  const told = (op: object): FestivalRow | undefined => {
    const change = { ...at, op: 'festival.update', ...op } as Operation
    const dates: Operation = { ...at, op: 'festival.update', set: { from: 10, to: 20, eventTicket: id('T') } }
    const rows = new Rows().add('ada', 1, [
      ['festival', festivalCreate()],
      ['a', dates],
      ['b', change],
    ])
    return rows.festivals.get(FESTIVAL)
  }

  it('is gone', () => {
    const row = told({ set: { title: 'Late' }, unset: ['from', 'to'] })
    expect(row).toMatchObject({ title: 'Late', eventTicket: id('T') })
    expect(row).not.toHaveProperty('from')
    expect(row).not.toHaveProperty('to')
    expect(told({ set: {}, unset: ['eventTicket'] })).not.toHaveProperty('eventTicket')
  })

  it('stays when it is set at the same time, as those see it who know of no taking away', () => {
    expect(told({ set: { to: 30 }, unset: ['to', 'from'] })).toMatchObject({ to: 30 })
  })

  it('leaves the dates in order: an end that stays needs no start', () => {
    expect(told({ set: { to: 5 }, unset: ['from'] })).toMatchObject({ to: 5 })
    expect(told({ set: { to: 5 } })).toMatchObject({ from: 10, to: 20 })
  })
})

describe('what another log says about my objects', () => {
  const story = (): Rows =>
    new Rows()
      .add('ada', 1, [
        ['R', resourceCreate()],
        ['X', grant('Q', 'R', 100, 200)],
      ])
      .add('ben', 2, [
        ['E', eventCreate()],
        ['Q', requestCreate('E', 'R', 100, 200)],
      ])

  it.each<[string, Operation]>([
    ['an update of the resource', { ...at, op: 'resource.update', resource: id('R'), set: { title: 'Mine' } }],
    ['its retirement', retire('R')],
    ['a grant of it', grant('other', 'R', 500, 600)],
    ['a hold of it', hold('R', 500, 600)],
    ['a revocation of its grant', revoke('X')],
    ['a release of its grant', release('X')],
    ['an update of the event', update({ title: 'Mine' })],
    ['a cancellation of the event', cancel('E')],
    ['a withdrawal of the request', withdraw('Q')],
    ['a grant of a resource that nobody has', grant('Q', 'nothing', 1, 2)],
  ])('changes nothing: %s', (_name, op) => {
    const rows = story()
    const before = snapshot(rows)
    rows.add('mallory', 3, [['m', op]])
    expect(snapshot(rows)).toBe(before)
  })

  it('can not take a denial back, and neither can its owner', () => {
    const rows = story().add('ada', 1, [['D', deny('Q')]], 3)
    rows.add('ada', 1, [['e', revoke('D')]], 4)
    expect(rows.answers.get(id('D'))?.state).toBe('effective')
  })

  it('leaves the same rows whether it comes before or after the object', () => {
    const early = new Rows()
      .add('mallory', 3, [['m', grant('Q', 'R', 100, 200)]])
      .add('ada', 1, [['R', resourceCreate()]])
    expect(early.answers.size).toBe(0)
  })

  it('is kept as a denial that readers do not count', () => {
    const rows = story().add('mallory', 3, [['m', deny('Q')]])
    expect(rows.answers.get(id('m'))).toMatchObject({ kind: 'deny', owner: key('mallory'), log: 3 })
  })
})

describe('an event', () => {
  const story = (...ops: [string, Operation][]): Rows =>
    new Rows().add('ben', 2, [['E', eventCreate({ description: 'x' })], ...ops])

  it('is changed field by field, and an empty text takes a text away', () => {
    const rows = story(['u', update({ to: 300, description: '' })])
    expect(rows.events.get(id('E'))).toMatchObject({ from: 100, to: 300, title: 'Reading group', links: [] })
    expect(rows.events.get(id('E'))).not.toHaveProperty('description')
  })

  it('keeps its time when an update would end it before it begins', () => {
    expect(story(['u', update({ from: 200, title: 'Other' })]).events.get(id('E'))).toMatchObject({
      from: 100,
      title: 'Reading group',
    })
  })

  it('stays, with the reason of the first cancellation', () => {
    const because = (reason: string): Operation => ({ ...at, op: 'event.cancel', event: id('E'), reason })
    const rows = story(['c', because('rain')], ['d', because('snow')])
    expect(rows.events.get(id('E'))?.cancelled).toEqual({ at: 2000, reason: 'rain' })
  })
})

describe('a request', () => {
  it('is a row whatever it names, with its order of arrival', () => {
    const rows = new Rows().add('ben', 2, [['Q', requestCreate('nowhere', 'nothing', 1, 2)]])
    expect(rows.requests.get(id('Q'))).toMatchObject({ quantity: 1, required: true, arrival: 1, author: key('ben') })
  })

  it('is withdrawn once', () => {
    const because = (reason: string): Operation => ({ ...at, op: 'request.withdraw', request: id('Q'), reason })
    const rows = new Rows().add('ben', 2, [
      ['Q', requestCreate('E', 'R', 1, 2)],
      ['w', because('moved')],
      ['x', because('again')],
    ])
    expect(rows.requests.get(id('Q'))?.withdrawn).toEqual({ at: 2000, reason: 'moved' })
  })
})

describe('people', () => {
  const phone: [string, Operation][] = [
    ['j1', festivalJoin(500)],
    ['p1', profile('Ada', 1000)],
  ]
  const laptop: [string, Operation][] = [
    ['j2', festivalJoin(700)],
    ['p2', profile('Ada L.', 3000)],
  ]

  it('are one row however many logs they write, the same in any order of arrival', () => {
    const one = new Rows().add('ada', 1, phone).add('ada', 2, laptop)
    const other = new Rows().add('ada', 2, laptop).add('ada', 1, phone)
    expect([...one.profiles.values()]).toEqual([...other.profiles.values()])
    expect([...one.profiles.values()]).toMatchObject([{ name: 'Ada L.', joinedAt: 500, log: 2 }])
  })

  it('belong to the first of their logs until they describe themselves, also when the clocks are equal', () => {
    const begin: [string, Operation][] = [['j', festivalJoin(500)]]
    const one = new Rows().add('ada', 1, begin).add('ada', 2, begin)
    const other = new Rows().add('ada', 2, begin).add('ada', 1, begin)
    expect([...one.profiles.values()]).toEqual([...other.profiles.values()])
    expect([...one.profiles.values()][0]?.log).toBe(1)
  })

  it('have the description of the larger entry hash when the clocks are equal', () => {
    const write = (first: string, second: string): Rows =>
      new Rows().add('ada', 1, [[first, profile(first, 9)]], 2).add('ada', 2, [[second, profile(second, 9)]], 2)
    expect([...write('a', 'b').profiles.values()][0]?.name).toBe('b')
    expect([...write('b', 'a').profiles.values()][0]?.name).toBe('b')
  })

  it('are described anew by every profile, and not joined by a later festival.join', () => {
    const about: Operation = { v: 1, op: 'profile.set', at: 2000, about: 'lends things' }
    const rows = new Rows().add('ada', 1, [...phone, ['p3', about], ['j3', festivalJoin(1)]])
    expect([...rows.profiles.values()]).toEqual([
      {
        festival: FESTIVAL,
        author: key('ada'),
        log: 1,
        joinedAt: 500,
        about: 'lends things',
        set: { at: 2000, entry: id('p3') },
      },
    ])
  })

  it('can describe themselves again after their clock was set back', () => {
    const rows = new Rows().add('ada', 1, [
      ['j', festivalJoin()],
      ['p', profile('Future', 9000)],
    ])
    const known = [...rows.profiles.values()][0]
    expect(nextProfileTime(2000, undefined)).toBe(2000)
    rows.add('ada', 1, [['q', profile('Now', nextProfileTime(2000, known))]], 3)
    expect([...rows.profiles.values()][0]?.name).toBe('Now')
  })
})
