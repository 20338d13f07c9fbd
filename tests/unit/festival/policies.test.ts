// Automatic answers (DESIGN 5.4): who is served first, what waits, what is left to a person, and what broken policies do.

import { describe, expect, it } from 'vitest'
import { utf8Encode } from '../../../src/bamboo/bytes.ts'
import { decidePending, type Desk } from '../../../src/festival/policies/decide-all.ts'
import {
  MAX_AUTOMATIC_GRANTS,
  MAX_AUTOMATIC_HORIZON,
  MAX_AUTOMATIC_LENGTH,
} from '../../../src/festival/policies/automatic.ts'
import { firstComeFirstServed } from '../../../src/festival/policies/first-come-first-served.ts'
import { MAX_FAILURES } from '../../../src/festival/policies/ask-policy.ts'
import { manual } from '../../../src/festival/policies/manual.ts'
import type { Decision, Policy } from '../../../src/festival/policies/policy.ts'
import { token } from '../../../src/festival/policies/token.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import type { Operation, ResourceCreate } from '../../../src/operations/operation.ts'
import {
  Rows,
  cancel,
  deny,
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

type Log = [string, Operation][]
const NOW = 50
const served = (fields: Partial<ResourceCreate> = {}): ResourceCreate =>
  resourceCreate({ policy: { kind: 'first-come-first-served' }, ...fields })

const desk = (change: Partial<Desk> = {}): Desk => ({
  policies: new Map<Policy['kind'], Policy>([
    ['first-come-first-served', firstComeFirstServed],
    ['manual', manual],
  ]),
  now: NOW,
  holdings: new Map(),
  tieBreak: (request) => utf8Encode(request),
  withDeadline: (work) => work,
  ...change,
})

const nameOf = (hash: string): string => Buffer.from(hash.slice(4), 'hex').toString().replaceAll('\0', '')

/** Name → decision, in the order in which they are to be published. */
async function decide(rows: Rows, change: Partial<Desk> = {}): Promise<[string, Decision][]> {
  const decisions = await decidePending(rows.festival, key('ada'), desk(change))
  return decisions.map(({ request, decision }) => [nameOf(request.id), decision])
}

const ada = (fields: Partial<ResourceCreate> = {}, more: Log = []): Rows =>
  new Rows().add('ada', 1, [['R', served(fields)], ...more])
const ask = (rows: Rows, ...requests: Log): Rows => rows.add('ben', 2, [['E', eventCreate()], ...requests])

describe('first come, first served', () => {
  it('grants what is free, in the order of arrival, and lets the rest wait', async () => {
    const rows = ask(
      ada(),
      ['Q1', requestCreate('E', 'R', 100, 200)],
      ['Q2', requestCreate('E', 'R', 150, 250)],
      ['Q3', requestCreate('E', 'R', 200, 300)],
    )
    expect(await decide(rows)).toEqual([
      ['Q1', { kind: 'grant' }],
      ['Q2', { kind: 'wait', reason: 'taken' }],
      ['Q3', { kind: 'grant' }],
    ])
  })

  it('promotes the one who waits longest when the slot frees', async () => {
    const rows = ask(
      ada({}, [
        ['X', grant('Q1', 'R', 100, 200)],
        ['e', revoke('X')],
      ]),
      ['Q1', requestCreate('E', 'R', 100, 200)],
      ['Q2', requestCreate('E', 'R', 100, 200)],
      ['Q3', requestCreate('E', 'R', 100, 200)],
    )
    expect(await decide(rows)).toEqual([
      ['Q2', { kind: 'grant' }],
      ['Q3', { kind: 'wait', reason: 'taken' }],
    ])
  })

  it('keeps buffers between the grants of one round', async () => {
    const rows = ask(
      ada({ buffer: { before: 0, after: 10 } }),
      ['Q1', requestCreate('E', 'R', 100, 200)],
      ['Q2', requestCreate('E', 'R', 205, 300)],
    )
    expect((await decide(rows)).map(([, { kind }]) => kind)).toEqual(['grant', 'wait'])
  })

  it('orders what arrived together by the tie break, not by hash or claimed time', async () => {
    const rows = ask(
      ada(),
      ['Q1', requestCreate('E', 'R', 100, 200)],
      ['Q2', requestCreate('E', 'R', 100, 200, { at: 0 })],
    )
    for (const request of rows.requests.values()) rows.requests.set(request.id, { ...request, arrival: 7 })
    const order = (first: string) => async (): Promise<string[]> =>
      (await decide(rows, { tieBreak: (request) => Uint8Array.of(nameOf(request) === first ? 0 : 1) })).map(
        ([name]) => name,
      )
    expect(await order('Q1')()).toEqual(['Q1', 'Q2'])
    expect(await order('Q2')()).toEqual(['Q2', 'Q1'])
  })

  it('waits for the event, and does not answer anybody but its maker', async () => {
    const lone = ada().add('ben', 2, [['Q', requestCreate('E', 'R', 100, 200)]])
    expect(await decide(lone)).toEqual([['Q', { kind: 'wait', reason: 'event-unknown' }]])
    const foreign = ask(ada()).add('mallory', 3, [['M', requestCreate('E', 'R', 100, 200)]])
    expect(await decide(foreign)).toEqual([])
  })

  it('says no, by the system, to what is outside the windows', async () => {
    const rows = ask(ada({ availability: { windows: [[0, 150]] } }), ['Q', requestCreate('E', 'R', 100, 200)])
    expect(await decide(rows)).toEqual([['Q', { kind: 'deny' }]])
  })

  it('answers by weekly openings in the zone of the festival, and waits while nobody knows that', async () => {
    // 1 January 1970 was a Thursday; Berlin's clocks were an hour ahead.
    const availability = { windows: [], weekly: [{ days: [4], from: 60, to: 120 }] }
    const rows = ask(ada({ availability }), ['Q', requestCreate('E', 'R', 100, 200)])
    expect(await decide(rows, { zone: 'Europe/Berlin' })).toEqual([['Q', { kind: 'grant' }]])
    expect(await decide(rows, { zone: 'UTC' })).toEqual([['Q', { kind: 'deny' }]])
    expect(await decide(rows)).toEqual([['Q', { kind: 'wait', reason: 'festival-unknown' }]])
  })

  it.each<[string, Partial<ResourceCreate>, Operation]>([
    ['too-long', {}, requestCreate('E', 'R', 100, 101 + MAX_AUTOMATIC_LENGTH)],
    ['too-far', {}, requestCreate('E', 'R', NOW + MAX_AUTOMATIC_HORIZON, NOW + MAX_AUTOMATIC_HORIZON + 1)],
    ['event-elsewhere', {}, requestCreate('F', 'R', 100, 200, { eventFestival: id('other festival') })],
  ])('leaves to the owner what is %s', async (reason, fields, request) => {
    expect(await decide(ask(ada(fields), ['Q', request]))).toEqual([['Q', { kind: 'ask', reason }]])
  })

  it('grants also to an event of another festival that is here, unless it is in yet another one', async () => {
    const from = (festival: string) =>
      ask(ada(), ['Q', requestCreate('E', 'R', 100, 200, { eventFestival: id(festival) })])
    const inChild = from('child')
    const event = inChild.events.get(id('E')) ?? expect.fail()
    inChild.events.set(event.id, { ...event, festival: id('child') })
    expect(await decide(inChild)).toEqual([['Q', { kind: 'grant' }]])
    const elsewhere = [['Q', { kind: 'ask', reason: 'event-elsewhere' }]]
    expect(await decide(from('child'))).toEqual(elsewhere)
  })

  it('leaves to the owner who has a lot already, also within one round, and does not count what is over', async () => {
    const many = (start: number): Log =>
      Array.from({ length: MAX_AUTOMATIC_GRANTS + 1 }, (_, index) => [
        `Q${index}`,
        requestCreate('E', 'R', start + index, start + index + 1),
      ])
    const decisions = await decide(ask(ada(), ...many(100)))
    expect(decisions.filter(([, { kind }]) => kind === 'grant')).toHaveLength(MAX_AUTOMATIC_GRANTS)
    expect(decisions.at(-1)?.[1]).toEqual({ kind: 'ask', reason: 'too-many' })
    const past = ask(
      ada(
        {},
        many(1)
          .slice(1)
          .map(([name], index) => [`X${name}`, grant(name, 'R', index + 2, index + 3)]),
      ),
      ...many(1),
    )
    expect((await decide(past)).map(([, { kind }]) => kind)).toEqual(['grant'])
  })
})

describe('what needs something else first', () => {
  const holding = (...names: string[]): Partial<Desk> => ({
    policies: new Map<Policy['kind'], Policy>([
      ['first-come-first-served', firstComeFirstServed],
      ['token', token],
    ]),
    holdings: new Map([[id('E'), new Set(names.map(id))]]),
  })
  const missing = [['Q', { kind: 'wait', reason: 'needs-token' }]]

  it.each<[string, Partial<ResourceCreate>]>([
    ['with a token', { policy: { kind: 'token', resource: id('ticket') } }],
    ['that requires a ticket', { requires: [id('ticket')] }],
    [
      'that requires what its token is',
      { requires: [id('ticket')], policy: { kind: 'token', resource: id('ticket') } },
    ],
  ])('waits %s until the event has it, then is granted in turn', async (_name, fields) => {
    const rows = ask(ada(fields), ['Q', requestCreate('E', 'R', 100, 200)])
    expect(await decide(rows, holding())).toEqual(missing)
    expect(await decide(rows, holding('another'))).toEqual(missing)
    expect(await decide(rows, holding('ticket'))).toEqual([['Q', { kind: 'grant' }]])
  })

  it('asks for all of it', async () => {
    const fields = { requires: [id('a'), id('b')], policy: { kind: 'token', resource: id('c') } } as const
    const rows = ask(ada({ ...fields, requires: [...fields.requires] }), ['Q', requestCreate('E', 'R', 100, 200)])
    expect(await decide(rows, holding('a', 'c'))).toEqual(missing)
    expect(await decide(rows, holding('a', 'b'))).toEqual(missing)
    expect(await decide(rows, holding('a', 'b', 'c'))).toEqual([['Q', { kind: 'grant' }]])
  })

  it('lets somebody with it overtake somebody without', async () => {
    const rows = ask(
      ada({ requires: [id('ticket')] }),
      ['Q1', requestCreate('F', 'R', 100, 200)],
      ['F', eventCreate()],
    ).add('ben', 2, [['Q2', requestCreate('E', 'R', 100, 200)]], 20)
    expect(await decide(rows, holding('ticket'))).toEqual([
      ['Q1', { kind: 'wait', reason: 'needs-token' }],
      ['Q2', { kind: 'grant' }],
    ])
  })
})

describe('a round of decisions', () => {
  it('passes over what was answered before, void answers included, and what nobody waits for', async () => {
    const rows = ask(
      ada({}, [
        ['H', hold('R', 0, 50)],
        ['V', grant('void', 'R', 10, 20)],
        ['D', deny('denied')],
      ]),
      ['void', requestCreate('E', 'R', 10, 20)],
      ['denied', requestCreate('E', 'R', 100, 200)],
      ['gone', requestCreate('E', 'R', 100, 200)],
      ['w', withdraw('gone')],
    )
    expect(await decide(rows)).toEqual([])
    const cancelled = ask(ada(), ['Q', requestCreate('E', 'R', 100, 200)], ['c', cancel('E')])
    expect(await decide(cancelled)).toEqual([])
  })

  it('is only about my resources', async () => {
    const rows = ask(ada(), ['Q', requestCreate('E', 'R', 100, 200)])
    expect(await decidePending(rows.festival, key('ben'), desk())).toEqual([])
  })

  it('asks a person by hand, and where this version has no such policy', async () => {
    const rows = ask(ada({ policy: { kind: 'manual' } }), ['Q', requestCreate('E', 'R', 100, 200)])
    expect(await decide(rows)).toEqual([['Q', { kind: 'ask', reason: 'manual' }]])
    expect(await decide(rows, { policies: new Map() })).toEqual([['Q', { kind: 'ask', reason: 'no-policy' }]])
  })

  it('answers a request once even if it is given twice', async () => {
    const rows = ask(ada({ capacity: 2 }), ['Q', requestCreate('E', 'R', 100, 200)])
    const twice = { ...rows.festival, requests: [...rows.festival.requests, ...rows.festival.requests] }
    expect(await decidePending(twice, key('ada'), desk())).toHaveLength(1)
  })
})

describe('a broken policy', () => {
  const rows = (): Rows =>
    ask(ada(), ['Q1', requestCreate('E', 'R', 100, 200)], ['Q2', requestCreate('E', 'R', 100, 200)])
  const failed = { kind: 'wait', reason: 'policy-failed' }
  const policyThat = (decide: Policy['decide']): Partial<Desk> => ({
    policies: new Map([['first-come-first-served', { kind: 'first-come-first-served', decide }]]),
  })

  it.each<[string, Policy['decide']]>([
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['answers nonsense', () => ({ kind: 'maybe' }) as never],
    ['answers nothing', () => undefined as never],
    ['waits for a reason that nobody knows', () => ({ kind: 'wait', reason: '<b>soon</b>' }) as never],
    ['denies with a book', () => ({ kind: 'deny', reason: 'no'.repeat(2000) })],
    [
      'throws while its answer is read',
      () => ({
        get kind(): never {
          throw new Error('broken')
        },
      }),
    ],
    ['changes the resource', ({ resource }) => Object.assign(resource, { capacity: 9 }) && { kind: 'grant' }],
    ['puts itself in front', ({ pending }) => (pending as unknown[]).reverse() && { kind: 'grant' }],
    ['forgets the others', ({ answers }) => Object.assign(answers, { length: 0 }) && { kind: 'grant' }],
    ['gives out tokens', (context) => Object.assign(context, { holdings: new Set() }) && { kind: 'grant' }],
  ])('that %s leaves its requests pending', async (_name, decideBadly) => {
    expect(await decide(rows(), policyThat(decideBadly))).toEqual([
      ['Q1', failed],
      ['Q2', failed],
    ])
  })

  it('that never answers is left behind at the deadline, and the next request has its turn', async () => {
    const calls: string[] = []
    const silent = policyThat(({ request }) => {
      calls.push(nameOf(request.id))
      return nameOf(request.id) === 'Q1' ? new Promise<never>(() => {}) : { kind: 'grant' }
    })
    // The deadline of the first passes at once; the others are in time.
    const withDeadline: Desk['withDeadline'] = (work) => (calls.length === 0 ? Promise.race([work, tick()]) : work)
    const tick = async (): Promise<never> => {
      while (calls.length === 0) await Promise.resolve()
      throw new Error('too late')
    }
    expect(await decide(rows(), { ...silent, withDeadline })).toEqual([
      ['Q1', failed],
      ['Q2', { kind: 'grant' }],
    ])
  })

  it('that fails again and again about one resource is not asked to the end', async () => {
    let calls = 0
    const many: Log = Array.from({ length: 50 }, (_, index) => [`Q${index}`, requestCreate('E', 'R', 100, 200)])
    const decisions = await decide(
      ask(ada(), ...many),
      policyThat(() => {
        calls += 1
        throw new Error('broken')
      }),
    )
    expect(decisions.map(([, decision]) => decision)).toEqual(many.map(() => failed))
    expect(calls).toBe(MAX_FAILURES)
  })

  it('that answers twice is heard once, and what comes after the deadline is not heard', async () => {
    let later: (decision: Decision) => void = () => undefined
    const twice = policyThat(
      () =>
        new Promise((resolve) => {
          for (const kind of ['wait', 'grant'] as const) resolve(kind === 'wait' ? { kind, reason: 'taken' } : { kind })
        }),
    )
    expect((await decide(rows(), twice)).map(([, { kind }]) => kind)).toEqual(['wait', 'wait'])
    const late = policyThat(() => new Promise((resolve) => (later = resolve)))
    const decisions = await decide(rows(), { ...late, withDeadline: () => Promise.reject(new Error('too late')) })
    later({ kind: 'grant' })
    await Promise.resolve()
    expect(decisions).toEqual([
      ['Q1', failed],
      ['Q2', failed],
    ])
  })

  it('whose order fails serves nobody, and one that has a token for an event can not lend it to the next', async () => {
    const orders = (order: Policy['order']): Partial<Desk> => ({
      policies: new Map([['first-come-first-served', { ...firstComeFirstServed, ...(order && { order }) }]]),
    })
    const broken = orders(() => {
      throw new Error('broken')
    })
    for (const change of [broken, orders(() => 'first' as never)]) {
      expect((await decide(rows(), change)).map(([, decision]) => decision)).toEqual([failed, failed])
    }
    const greedy: Policy['decide'] = ({ holdings }) => {
      const decision: Decision = holdings.has(id('T')) ? { kind: 'grant' } : { kind: 'wait', reason: 'needs-token' }
      ;(holdings as Set<ObjectId>).add(id('T'))
      return decision
    }
    const holdings = new Map([[id('E'), new Set<ObjectId>()]])
    expect((await decide(rows(), { ...policyThat(greedy), holdings })).map(([, { kind }]) => kind)).toEqual([
      'wait',
      'wait',
    ])
    expect(holdings.get(id('E'))?.size).toBe(0)
  })

  it('that grants everything never leads to a void grant', async () => {
    const decisions = await decide(
      rows(),
      policyThat(() => ({ kind: 'grant' })),
    )
    expect(decisions).toEqual([
      ['Q1', { kind: 'grant' }],
      ['Q2', { kind: 'wait', reason: 'taken' }],
    ])
  })
})
