// What becomes of request lines when events move and one of several is enough (DESIGN 5.5).

import { describe, expect, it } from 'vitest'
import { groupOf } from '../../../src/festival/alternatives.ts'
import { MAX_FORMER_TIMES } from '../../../src/festival/object-rows.ts'
import { eventOverviews, inbox } from '../../../src/festival/overview.ts'
import { decidePending, type PendingDecision } from '../../../src/festival/policies/decide-all.ts'
import { MAX_AUTOMATIC_GRANTS } from '../../../src/festival/policies/automatic.ts'
import { firstComeFirstServed } from '../../../src/festival/policies/first-come-first-served.ts'
import { earlierRequests, MAX_CHAIN } from '../../../src/festival/request-chain.ts'
import { isOpen, requestState } from '../../../src/festival/request-state.ts'
import type { RequestRow } from '../../../src/festival/views.ts'
import type { EventUpdate, Operation } from '../../../src/operations/operation.ts'
import {
  Rows,
  cancel,
  deny,
  eventCreate,
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

type Log = [string, Operation][]

const NOW = 50
const update = (set: EventUpdate['set']): Operation => ({ v: 1, at: 1000, op: 'event.update', event: id('E'), set })
const GRANTED: Log = [['X', grant('Q', 'R', 100, 200)]]
const again = (from: number, to: number, after = 'Q'): Operation =>
  requestCreate('E', 'R', from, to, { supersedes: id(after) })

/** Ben's event asks for Ada's projector from 100 to 200; `ada` and `ben` say more. */
const story = (ada: Log = [], ben: Log = [], resource = {}): Rows =>
  new Rows()
    .add('ada', 1, [['R', resourceCreate(resource)], ...ada])
    .add('ben', 2, [['E', eventCreate()], ['Q', requestCreate('E', 'R', 100, 200)], ...ben])

const states = (rows: Rows, now = NOW): string[] =>
  (eventOverviews(rows.festival, now)[0]?.lines ?? []).map(({ state }) => state)
const confirmed = (rows: Rows): { required: number; granted: number } | undefined =>
  eventOverviews(rows.festival, NOW)[0]?.confirmation

describe('an event that moved under a grant', () => {
  it.each<[string, Operation, string]>([
    ['keeps it when only words change', update({ title: 'Another title' }), 'granted'],
    ['keeps it inside the granted time', update({ from: 120, to: 180 }), 'granted'],
    ['keeps it at the same time', update({ from: 100, to: 200 }), 'granted'],
    ['asks again when it reaches beyond it', update({ from: 150, to: 250 }), 'needs-reconfirmation'],
    ['asks again when it touches it', update({ from: 200, to: 300 }), 'needs-reconfirmation'],
    ['asks again when it is elsewhere', update({ from: 500, to: 600 }), 'needs-reconfirmation'],
    ['asks again when it grows around it', update({ from: 50, to: 250 }), 'needs-reconfirmation'],
  ])('%s', (_name, moved, state) => {
    expect(states(story(GRANTED, [['u', moved]]))).toEqual([state])
  })

  it('leaves lines alone that have a time of their own, and lines that nobody answered', () => {
    const own: Log = [
      ['setUp', requestCreate('E', 'R', 60, 80)],
      ['u', update({ from: 500, to: 600 })],
    ]
    const rows = story([...GRANTED, ['Y', grant('setUp', 'R', 60, 80)]], own)
    expect(states(rows)).toEqual(['needs-reconfirmation', 'granted'])
    expect(states(story([], [['u', update({ from: 500, to: 600 })]]))).toEqual(['waiting'])
  })

  it('stands on its grant again when it moves back', () => {
    const there = ['u', update({ from: 500, to: 600 })] as const
    const back = ['v', update({ from: 100, to: 200 })] as const
    expect(states(story(GRANTED, [[...there], [...back]]))).toEqual(['granted'])
  })

  it('is not asked about before its maker asks again', () => {
    expect(inbox(story(GRANTED, [['u', update({ from: 500, to: 600 })]]).festival, key('ada'), NOW)).toEqual([])
  })

  it('remembers a bounded number of former times, each once', () => {
    const many = Array.from({ length: 50 }, (_, n): [string, Operation] => [
      `u${n}`,
      update({ from: n + 1, to: n + 2 }),
    ])
    expect(story([], many).events.get(id('E'))?.was).toHaveLength(MAX_FORMER_TIMES)
    const toAndFro = many.map(([name], n): [string, Operation] => [name, update({ from: 100 + (n % 2), to: 200 })])
    expect(story([], toAndFro).events.get(id('E'))?.was).toHaveLength(2)
  })
})

describe('a request that takes the place of another one', () => {
  it.each<[string, Log, Log, string[]]>([
    ['waits alone when the first was not answered', [], [['S', again(150, 250)]], ['superseded', 'waiting']],
    ['waits beside the old grant', GRANTED, [['S', again(150, 250)]], ['superseded', 'needs-reconfirmation']],
    [
      'is granted by the old grant when it lies inside it',
      GRANTED,
      [['S', again(120, 180)]],
      ['superseded', 'granted'],
    ],
    [
      'waits alone once the old grant is gone',
      [...GRANTED, ['r', release('X')]],
      [['S', again(150, 250)]],
      ['superseded', 'waiting'],
    ],
    ['is declined', [...GRANTED, ['D', deny('S')]], [['S', again(150, 250)]], ['superseded', 'declined']],
    [
      'is granted by the move',
      [...GRANTED, ['Y', grant('S', 'R', 150, 250, { replaces: id('X') })]],
      [['S', again(150, 250)]],
      ['superseded', 'granted'],
    ],
    [
      'waits beside the old grant when the move was void',
      [...GRANTED, ['H', hold('R', 240, 300)], ['Y', grant('S', 'R', 150, 250, { replaces: id('X') })]],
      [['S', again(150, 250)]],
      ['superseded', 'needs-reconfirmation'],
    ],
    [
      'can be taken back after it was granted',
      [...GRANTED, ['Y', grant('S', 'R', 150, 250, { replaces: id('X') })], ['v', revoke('Y')]],
      [['S', again(150, 250)]],
      ['superseded', 'declined'],
    ],
    [
      'hands the line back when it is withdrawn',
      GRANTED,
      [
        ['S', again(150, 250)],
        ['w', withdraw('S')],
      ],
      ['granted', 'withdrawn'],
    ],
    [
      'is followed over several moves',
      GRANTED,
      [
        ['S', again(150, 250)],
        ['T', again(300, 400, 'S')],
      ],
      ['superseded', 'superseded', 'needs-reconfirmation'],
    ],
    [
      'is unavailable when the event is cancelled',
      [],
      [
        ['S', again(150, 250)],
        ['c', cancel('E')],
      ],
      ['superseded', 'unavailable'],
    ],
    [
      'is unavailable when the thing is retired',
      [['r', retire('R')]],
      [['S', again(150, 250)]],
      ['superseded', 'unavailable'],
    ],
  ])('%s', (_name, ada, ben, expected) => {
    expect(states(story(ada, ben))).toEqual(expected)
  })

  it('does not care in which order things arrive', () => {
    const rows = new Rows()
      .add('ben', 2, [['S', again(150, 250)]], 3)
      .add('ada', 1, [['R', resourceCreate()], ...GRANTED])
      .add('ben', 2, [
        ['E', eventCreate()],
        ['Q', requestCreate('E', 'R', 100, 200)],
      ])
    expect(states(rows)).toEqual(['superseded', 'needs-reconfirmation'])
  })

  it('counts only from the same author, for the same event and the same resource', () => {
    const others: Log = [
      ['E2', eventCreate({ from: 900, to: 950 })],
      ['other event', requestCreate('E2', 'R', 1, 2, { supersedes: id('Q') })],
      ['other thing', requestCreate('E', 'R2', 1, 2, { supersedes: id('Q') })],
    ]
    const rows = story(GRANTED, others)
      .add('ada', 1, [['R2', resourceCreate()]], 9)
      .add('mallory', 3, [['M', again(1, 2)]])
    expect(states(rows)).toEqual(['granted', 'waiting'])
  })

  it('does not reset other lines', () => {
    const two: Log = [
      ['Q2', requestCreate('E', 'R', 300, 400)],
      ['S', again(150, 250)],
    ]
    const rows = story([...GRANTED, ['Y', grant('Q2', 'R', 300, 400)]], two)
    expect(states(rows)).toEqual(['superseded', 'granted', 'needs-reconfirmation'])
    expect(confirmed(rows)).toEqual({ required: 2, granted: 1 })
  })

  it('expires while the old grant stays', () => {
    const rows = story(GRANTED, [['S', requestCreate('E', 'R', 150, 250, { supersedes: id('Q'), expires: 60 })]])
    expect(states(rows, 59)).toEqual(['superseded', 'needs-reconfirmation'])
    expect(states(rows, 60)).toEqual(['superseded', 'expired'])
  })

  it('is shown to the owner with the grant that it moves, which is not in its way', () => {
    const rows = story([...GRANTED, ['H', hold('R', 300, 400)]], [['S', again(150, 250)]])
    const [item, ...others] = inbox(rows.festival, key('ada'), NOW)
    expect(others).toEqual([])
    expect(item).toMatchObject({ request: { id: id('S') }, moves: { id: id('X') }, taken: [], available: true })
  })

  it('is not available when something else is in its way', () => {
    const rows = story([...GRANTED, ['H', hold('R', 240, 400)]], [['S', again(150, 250)]])
    expect(inbox(rows.festival, key('ada'), NOW)).toMatchObject([
      { moves: { id: id('X') }, taken: [{ answer: { id: id('H') } }], available: false },
    ])
  })

  it('never loops, whatever ids a store gives it', () => {
    const [q, s] = ['Q', 'S'].map((name) => story([], [['S', again(1, 2)]]).requests.get(id(name)))
    if (q === undefined || s === undefined) throw new Error('the story has both')
    const ring = new Map<string, RequestRow>([
      [q.id, { ...q, supersedes: s.id }],
      [s.id, s],
    ])
    const self = { ...q, supersedes: q.id, alternativeTo: q.id }
    expect(earlierRequests(s, (each) => ring.get(each)).map((each) => each.id)).toEqual([q.id])
    expect(earlierRequests(self, () => self)).toEqual([])
    expect(requestState(self, { answers: [], later: [self] }, NOW)).toEqual({ state: 'unavailable' })
    expect(groupOf(self, () => self)).toBe(q.id)
    const pointing = new Map([
      [q.id, { ...q, alternativeTo: s.id }],
      [s.id, { ...s, supersedes: id('unknown'), alternativeTo: q.id }],
    ])
    const first = pointing.get(q.id)
    expect(first && [q.id, s.id]).toContain(first && groupOf(first, (each) => pointing.get(each)))
  })

  it('follows a long line, and not for ever', () => {
    const chain = Array.from({ length: MAX_CHAIN + 50 }, (_, n): [string, Operation] => [
      `c${n + 1}`,
      again(100, 200, n === 0 ? 'Q' : `c${n}`),
    ])
    const rows = story(GRANTED, chain)
    const last = rows.requests.get(id(`c${chain.length}`))
    expect(last && earlierRequests(last, (each) => rows.requests.get(each))).toHaveLength(MAX_CHAIN)
  })
})

describe('first come, first served', () => {
  const desk = {
    policies: new Map([[firstComeFirstServed.kind, firstComeFirstServed]]),
    now: NOW,
    holdings: new Map(),
    tieBreak: () => new Uint8Array(),
    withDeadline: async <T>(work: Promise<T>): Promise<T> => work,
  }
  const served = { policy: { kind: 'first-come-first-served' as const } }
  const decide = (ada: Log, ben: Log, more = (rows: Rows) => rows): Promise<PendingDecision[]> =>
    decidePending(more(story(ada, ben, served)).festival, key('ada'), desk)

  it('moves when the new time is free but for the old grant', async () => {
    const decisions = await decide(GRANTED, [['S', again(150, 250)]])
    expect(decisions).toMatchObject([{ request: { id: id('S') }, decision: { kind: 'grant' } }])
  })

  it('keeps the old time and waits when it is taken', async () => {
    const decisions = await decide([...GRANTED, ['H', hold('R', 240, 300)]], [['S', again(150, 250)]])
    expect(decisions).toMatchObject([{ decision: { kind: 'wait', reason: 'taken' } }])
  })

  it('gives the slot that a move left to whoever waits for it in the same round', async () => {
    const cleo: Log = [
      ['E2', eventCreate()],
      ['Q2', requestCreate('E2', 'R', 100, 150)],
    ]
    const decisions = await decide(GRANTED, [['S', again(200, 300)]], (rows) => rows.add('cleo', 3, cleo))
    expect(decisions.map(({ decision }) => decision.kind)).toEqual(['grant', 'grant'])
  })

  it('does not count a move as one more', async () => {
    const grants = Array.from({ length: MAX_AUTOMATIC_GRANTS - 1 }, (_, n): [string, Operation] => [
      `g${n}`,
      grant(`q${n}`, 'R', 1000 + n, 1001 + n),
    ])
    const requests = grants.map((_, n): [string, Operation] => [`q${n}`, requestCreate('E', 'R', 1000 + n, 1001 + n)])
    const decisions = await decide([...GRANTED, ...grants], [...requests, ['S', again(150, 250)]])
    expect(decisions).toMatchObject([{ decision: { kind: 'grant' } }])
  })
})

describe('alternatives', () => {
  const halls: Log = [
    ['A', resourceCreate({ title: 'Hall A' })],
    ['B', resourceCreate({ title: 'Hall B' })],
  ]
  const or: Log = [
    ['a', requestCreate('E', 'A', 100, 200)],
    ['b', requestCreate('E', 'B', 100, 200, { alternativeTo: id('a') })],
  ]

  it.each<[string, Log, Log, string[], number]>([
    ['both wait', [], [], ['waiting', 'waiting'], 0],
    ['one is granted', [['X', grant('b', 'B', 100, 200)]], [], ['not-needed', 'granted'], 1],
    [
      'one is granted and the other was withdrawn',
      [['X', grant('a', 'A', 100, 200)]],
      [['w', withdraw('b')]],
      ['granted', 'not-needed'],
      1,
    ],
    [
      'both were granted',
      [
        ['X', grant('a', 'A', 100, 200)],
        ['Y', grant('b', 'B', 100, 200)],
      ],
      [],
      ['granted', 'granted'],
      1,
    ],
    ['one is declined', [['D', deny('a')]], [], ['declined', 'waiting'], 0],
    [
      'one is declined and the other granted',
      [
        ['D', deny('a')],
        ['Y', grant('b', 'B', 100, 200)],
      ],
      [],
      ['declined', 'granted'],
      1,
    ],
    [
      'the granted one moves',
      [['X', grant('b', 'B', 100, 200)]],
      [['b2', requestCreate('E', 'B', 300, 400, { supersedes: id('b') })]],
      ['waiting', 'superseded', 'needs-reconfirmation'],
      0,
    ],
    [
      'the first one moved and the other is granted',
      [['X', grant('b', 'B', 100, 200)]],
      [['a2', requestCreate('E', 'A', 150, 200, { supersedes: id('a') })]],
      ['superseded', 'granted', 'not-needed'],
      1,
    ],
  ])('when %s', (_name, ada, ben, expected, granted) => {
    const rows = story([...halls, ...ada], [...or, ...ben])
    expect(states(rows)).toEqual(['waiting', ...expected])
    expect(confirmed(rows)).toEqual({ required: 2, granted })
  })

  it('are not alternatives to the lines of others', () => {
    const rows = story([...halls, ['X', grant('Q', 'R', 100, 200)]], [['E2', eventCreate({ from: 900, to: 950 })]]).add(
      'ben',
      2,
      [['other', requestCreate('E2', 'A', 1, 2, { alternativeTo: id('Q') })]],
      9,
    )
    const other = eventOverviews(rows.festival, NOW).find(({ event }) => event.id === id('E2'))
    expect(other?.lines).toMatchObject([{ state: 'waiting' }])
    expect(other?.confirmation).toEqual({ required: 1, granted: 0 })
  })
})

describe('isOpen', () => {
  it('leaves out a granted line whose event moved away: its maker has to ask first', () => {
    const rows = story(GRANTED, [['u', update({ from: 500, to: 600 })]])
    const [line] = eventOverviews(rows.festival, NOW)[0]?.lines ?? []
    expect(line && isOpen(line.request, line)).toBe(false)
  })
})
