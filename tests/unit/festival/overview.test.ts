// Joins of logs (DESIGN 5.3, 5.5): the state of a line, the confirmation of an event, what waits for an owner.

import { describe, expect, it } from 'vitest'
import { eventOverviews, inbox, requestState } from '../../../src/festival/overview.ts'
import { MAX_SHOWN_COLLISIONS } from '../../../src/festival/inbox.ts'
import { MAX_AUTOMATIC_LENGTH } from '../../../src/festival/policies/automatic.ts'
import type { Operation } from '../../../src/operations/operation.ts'
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

const NOW = 50
type Log = [string, Operation][]

/** Ben's event asks for Ada's projector from 100 to 200; `ada` and `ben` say more. */
const story = (ada: Log = [], ben: Log = []): Rows =>
  new Rows()
    .add('ada', 1, [['R', resourceCreate()], ...ada])
    .add('ben', 2, [['E', eventCreate()], ['Q', requestCreate('E', 'R', 100, 200)], ...ben])

const line = (rows: Rows, now = NOW): string | undefined =>
  eventOverviews(rows.festival, now)[0]?.lines.find(({ request }) => request.id === id('Q'))?.state

describe('the state of a request', () => {
  it.each<[string, string, Log, Log]>([
    ['waiting', 'nobody answered', [], []],
    ['granted', 'an effective grant names it', [['X', grant('Q', 'R', 100, 200)]], []],
    [
      'waiting',
      'its only grant is void',
      [
        ['H', hold('R', 0, 999)],
        ['X', grant('Q', 'R', 100, 200)],
      ],
      [],
    ],
    ['declined', 'the owner said no', [['D', deny('Q')]], []],
    ['declined', 'a web site said no for the owner', [['D', deny('Q', 'site:https://game.example')]], []],
    ['unavailable', 'a policy said no', [['D', deny('Q', 'first-come-first-served')]], []],
    [
      'granted',
      'a grant follows a denial',
      [
        ['D', deny('Q')],
        ['X', grant('Q', 'R', 100, 200)],
      ],
      [],
    ],
    [
      'granted',
      'a denial follows a grant',
      [
        ['X', grant('Q', 'R', 100, 200)],
        ['D', deny('Q')],
      ],
      [],
    ],
    [
      'declined',
      'the grant was taken back',
      [
        ['X', grant('Q', 'R', 100, 200)],
        ['e', revoke('X')],
      ],
      [],
    ],
    [
      'declined',
      'the grant was released though nobody withdrew',
      [
        ['X', grant('Q', 'R', 100, 200)],
        ['e', release('X')],
      ],
      [],
    ],
    ['withdrawn', 'the maker withdrew', [], [['w', withdraw('Q')]]],
    [
      'withdrawn',
      'the maker withdrew and the slot is still blocked',
      [['X', grant('Q', 'R', 100, 200)]],
      [['w', withdraw('Q')]],
    ],
    [
      'withdrawn',
      'the maker withdrew and the owner released',
      [
        ['X', grant('Q', 'R', 100, 200)],
        ['e', release('X')],
      ],
      [['w', withdraw('Q')]],
    ],
    ['unavailable', 'the event is cancelled', [], [['c', cancel('E')]]],
    ['unavailable', 'the resource is retired', [['r', retire('R')]], []],
    [
      'granted',
      'the resource is retired after its grant',
      [
        ['X', grant('Q', 'R', 100, 200)],
        ['r', retire('R')],
      ],
      [],
    ],
  ])('is %s when %s', (state, _when, ada, ben) => {
    expect(line(story(ada, ben))).toBe(state)
  })

  it('is expired from the moment that the maker named', () => {
    const rows = new Rows().add('ada', 1, [['R', resourceCreate()]]).add('ben', 2, [
      ['E', eventCreate()],
      ['Q', requestCreate('E', 'R', 100, 200, { expires: 60 })],
    ])
    expect(line(rows, 59)).toBe('waiting')
    expect(line(rows, 60)).toBe('expired')
  })

  it('is superseded for the old line once a move answered the new one', () => {
    const rows = story(
      [
        ['X', grant('Q', 'R', 100, 200)],
        ['Y', grant('Q2', 'R', 150, 250, { replaces: id('X') })],
      ],
      [['Q2', requestCreate('E', 'R', 150, 250, { supersedes: id('Q') })]],
    )
    const [overview] = eventOverviews(rows.festival, NOW)
    expect(overview?.lines.map(({ state }) => state)).toEqual(['superseded', 'granted'])
    expect(overview?.confirmation).toEqual({ required: 1, granted: 1 })
  })

  it('does not listen to answers from other logs', () => {
    const rows = story().add('mallory', 3, [
      ['D', deny('Q')],
      ['S', resourceCreate()],
      ['X', grant('Q', 'S', 100, 200)],
    ])
    expect(line(rows)).toBe('waiting')
  })

  it('is not granted by a grant of another resource of the same owner', () => {
    const rows = story([
      ['S', resourceCreate({ title: 'Screen' })],
      ['X', grant('Q', 'S', 100, 200)],
    ])
    expect(line(rows)).toBe('waiting')
  })

  it('is unavailable while the resource has not arrived', () => {
    const rows = new Rows().add('ben', 2, [
      ['E', eventCreate()],
      ['Q', requestCreate('E', 'R', 100, 200)],
    ])
    expect(line(rows)).toBe('unavailable')
  })

  it('is unavailable for somebody else than the maker of the event, even when it was granted', () => {
    const rows = story([['X', grant('M', 'R', 100, 200)]]).add('mallory', 3, [['M', requestCreate('E', 'R', 100, 200)]])
    const request = rows.requests.get(id('M'))
    const context = {
      event: rows.events.get(id('E')),
      resource: rows.resources.get(id('R')),
      answers: rows.answers.values(),
    }
    expect(request && requestState(request, context, NOW)).toEqual({ state: 'unavailable' })
  })
})

describe('the programme', () => {
  it('is sorted by start and leaves out requests of other people', () => {
    const rows = story([], [['early', eventCreate({ from: 10, to: 20 })]]).add('mallory', 3, [
      ['M', requestCreate('E', 'R', 100, 200)],
    ])
    const overviews = eventOverviews(rows.festival, NOW)
    expect(overviews.map(({ event }) => event.id)).toEqual([id('early'), id('E')])
    expect(overviews[1]?.lines.map(({ request }) => request.id)).toEqual([id('Q')])
    expect(overviews[0]?.confirmation).toEqual({ required: 0, granted: 0 })
  })

  it('counts required lines only, without withdrawn ones, and alternatives once', () => {
    const ada: Log = [
      ['S', resourceCreate({ title: 'Hall A' })],
      ['T', resourceCreate({ title: 'Hall B' })],
      ['X', grant('alternative', 'T', 100, 200)],
      ['Y', grant('nice', 'S', 300, 400)],
    ]
    const ben: Log = [
      ['first', requestCreate('E', 'S', 100, 200)],
      ['alternative', requestCreate('E', 'T', 100, 200, { alternativeTo: id('first') })],
      ['nice', requestCreate('E', 'S', 300, 400, { required: false })],
      ['gone', requestCreate('E', 'S', 500, 600)],
      ['w', withdraw('gone')],
    ]
    const [overview] = eventOverviews(story(ada, ben).festival, NOW)
    // Required: the projector, and one of the two halls.
    expect(overview?.confirmation).toEqual({ required: 2, granted: 1 })
    expect(overview?.lines).toHaveLength(5)
  })

  it('takes a superseding line in place of the superseded one', () => {
    const moved: Log = [['Q2', requestCreate('E', 'R', 150, 250, { supersedes: id('Q') })]]
    const [overview] = eventOverviews(story([['X', grant('Q', 'R', 100, 200)]], moved).festival, NOW)
    expect(overview?.lines.map(({ state }) => state)).toEqual(['superseded', 'needs-reconfirmation'])
    expect(overview?.confirmation).toEqual({ required: 1, granted: 0 })
  })
})

describe('the inbox', () => {
  it('shows what waits for me with its event, its rivals and what is in its way', () => {
    const rows = story([['H', hold('R', 180, 300)]]).add('cleo', 3, [
      ['E2', eventCreate({ title: 'Film night', from: 150, to: 250 })],
      ['Q2', requestCreate('E2', 'R', 150, 250)],
    ])
    const [item, second] = inbox(rows.festival, key('ada'), NOW)
    expect(item?.request.id).toBe(id('Q'))
    expect(item?.event?.title).toBe('Reading group')
    expect(item?.competing).toMatchObject([
      { request: { id: id('Q2') }, event: { title: 'Film night' }, overlap: { from: 150, to: 200 } },
    ])
    expect(item?.taken).toMatchObject([{ answer: { id: id('H') }, overlap: { from: 180, to: 200 } }])
    expect(item?.available).toBe(false)
    expect(second?.request.id).toBe(id('Q2'))
  })

  it('names the request and the event of what is in the way', () => {
    const rows = story([['X', grant('Q', 'R', 100, 200)]]).add('cleo', 3, [
      ['E2', eventCreate()],
      ['Q2', requestCreate('E2', 'R', 150, 250)],
    ])
    const [item] = inbox(rows.festival, key('ada'), NOW)
    expect(item?.taken).toMatchObject([{ request: { id: id('Q') }, event: { id: id('E') } }])
  })

  it('sees the buffers of both sides', () => {
    const rows = new Rows()
      .add('ada', 1, [
        ['R', resourceCreate({ buffer: { before: 10, after: 0 } })],
        ['H', hold('R', 205, 300)],
      ])
      .add('ben', 2, [
        ['E', eventCreate()],
        ['Q', requestCreate('E', 'R', 100, 200)],
      ])
    const [item] = inbox(rows.festival, key('ada'), NOW)
    expect(item?.taken).toMatchObject([{ overlap: { from: 195, to: 200 } }])
    expect(item?.available).toBe(false)
  })

  it('is empty for everybody else and once it was answered', () => {
    expect(inbox(story().festival, key('ben'), NOW)).toEqual([])
    expect(inbox(story([['D', deny('Q')]]).festival, key('ada'), NOW)).toEqual([])
  })

  it('shows a request whose event has not arrived, and none that is not by its maker', () => {
    const lone = new Rows()
      .add('ada', 1, [['R', resourceCreate()]])
      .add('ben', 2, [['Q', requestCreate('E', 'R', 1, 2)]])
    expect(inbox(lone.festival, key('ada'), NOW)).toMatchObject([{ available: true }])
    const foreign = story().add('mallory', 3, [['M', requestCreate('E', 'R', 1, 2)]])
    expect(inbox(foreign.festival, key('ada'), NOW).map(({ request }) => request.id)).toEqual([id('Q')])
  })

  it('puts what is over behind what is to come', () => {
    const rows = story(
      [],
      [
        ['past', requestCreate('E', 'R', 10, 20)],
        ['soon', requestCreate('E', 'R', 60, 70)],
      ],
    )
    const shown = inbox(rows.festival, key('ada'), NOW).map(({ request }) => request.id)
    expect(shown).toEqual([id('soon'), id('Q'), id('past')])
  })

  it('leaves first come, first served to the policy, except what the policy leaves to the owner', () => {
    const served = { policy: { kind: 'first-come-first-served' as const } }
    const rows = new Rows()
      .add('ada', 1, [
        ['R', resourceCreate(served)],
        ['H', hold('R', 900, 950)],
        ['V', grant('void', 'R', 900, 950, { by: 'first-come-first-served' })],
      ])
      .add('ben', 2, [
        ['E', eventCreate()],
        ['Q', requestCreate('E', 'R', 100, 200)],
        ['taken', requestCreate('E', 'R', 900, 950)],
        ['void', requestCreate('E', 'R', 900, 950)],
        ['long', requestCreate('E', 'R', 300, 301 + MAX_AUTOMATIC_LENGTH)],
        ['abroad', requestCreate('elsewhere', 'R', 400, 500, { eventFestival: id('other festival') })],
        ['unknown', requestCreate('not here yet', 'R', 400, 500)],
      ])
    const shown = inbox(rows.festival, key('ada'), NOW).map(({ request }) => request.id)
    expect(shown).toEqual([id('long'), id('abroad'), id('void')])
  })

  it('shows what a web site or a lottery answers only when background left a note that it can not', () => {
    const site = { policy: { kind: 'external' as const, url: 'https://game.example/' } }
    const lots = { policy: { kind: 'lottery' as const, until: NOW - 1, commitment: id('nonce') } }
    const rows = new Rows()
      .add('ada', 1, [
        ['R', resourceCreate(site)],
        ['L', resourceCreate(lots)],
      ])
      .add('ben', 2, [
        ['E', eventCreate()],
        ['Q', requestCreate('E', 'R', 100, 200)],
        ['P', requestCreate('E', 'L', 100, 200)],
      ])
    expect(inbox(rows.festival, key('ada'), NOW)).toEqual([])
    const left = new Map([
      [id('Q'), 'no-site'],
      [id('P'), 'nonce-lost'],
    ] as const)
    const shown = inbox(rows.festival, key('ada'), NOW, left).map((item) => [item.request.id, item.left])
    expect(shown).toEqual([
      [id('Q'), 'no-site'],
      [id('P'), 'nonce-lost'],
    ])
  })

  it('shows nothing of a lottery before its end, however long or far the wish', () => {
    const lots = (until: number): Rows =>
      new Rows()
        .add('ada', 1, [['R', resourceCreate({ policy: { kind: 'lottery', until, commitment: id('nonce') } })]])
        .add('ben', 2, [
          ['E', eventCreate()],
          ['Q', requestCreate('E', 'R', 300, 301 + MAX_AUTOMATIC_LENGTH)],
        ])
    expect(inbox(lots(NOW + 1).festival, key('ada'), NOW)).toEqual([])
    expect(inbox(lots(NOW).festival, key('ada'), NOW)).toHaveLength(1)
  })

  it('stays bounded when somebody asks for one evening a thousand times', () => {
    const flood = Array.from({ length: 1000 }, (_, index): [string, Operation] => [
      `f${index}`,
      requestCreate('E', 'R', 100, 200),
    ])
    const items = inbox(story([], flood).festival, key('ada'), NOW)
    expect(items).toHaveLength(1001)
    expect(Math.max(...items.map(({ competing }) => competing.length))).toBe(MAX_SHOWN_COLLISIONS)
  })
})
