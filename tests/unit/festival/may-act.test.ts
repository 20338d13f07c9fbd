// The wallet's checks before it writes (DESIGN 5.2): each refusal has its own code.

import { describe, expect, it } from 'vitest'
import { checkAnswer, checkInterval, checkRequest } from '../../../src/festival/may-act.ts'
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
  requestCreate,
  resourceCreate,
  retire,
  revoke,
  withdraw,
} from './story.ts'

type Log = [string, Operation][]
const story = (ada: Log = [], ben: Log = []): Rows =>
  new Rows()
    .add('ada', 1, [['R', resourceCreate({ capacity: 2 })], ...ada])
    .add('ben', 2, [['E', eventCreate()], ['Q', requestCreate('E', 'R', 100, 200)], ...ben])

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'ok' : result.error.code

const request = (rows: Rows, change: { me?: string; from?: number; quantity?: number } = {}): string =>
  codeOf(
    checkRequest({
      me: key(change.me ?? 'ben'),
      event: rows.events.get(id('E')),
      resource: rows.resources.get(id('R')),
      interval: { from: change.from ?? 100, to: 200 },
      ...(change.quantity === undefined ? {} : { quantity: change.quantity }),
    }),
  )
const answer = (rows: Rows, decision: 'grant' | 'deny', me = 'ada', name = 'Q'): string =>
  codeOf(
    checkAnswer({
      me: key(me),
      decision,
      request: rows.requests.get(id(name)),
      resource: rows.resources.get(id('R')),
      event: rows.events.get(id('E')),
      answers: [...rows.answers.values()],
    }),
  )

describe('checkRequest', () => {
  it.each<[string, string]>([
    ['ok', request(story())],
    ['ok', request(story([['H', hold('R', 0, 999, { quantity: 2 })]]))],
    ['not-your-event', request(story(), { me: 'ada' })],
    ['cancelled', request(story([], [['c', cancel('E')]]))],
    ['retired', request(story([['r', retire('R')]]))],
    ['interval-inverted', request(story(), { from: 200 })],
    ['not-available', request(story(), { quantity: 3 })],
    ['unknown-event', request(new Rows())],
    ['unknown-resource', request(new Rows().add('ben', 2, [['E', eventCreate()]]))],
  ])('answers %s (%#)', (expected, code) => {
    expect(code).toBe(expected)
  })
})

describe('checkAnswer', () => {
  const granted: Log = [['X', grant('Q', 'R', 100, 200)]]
  it.each<[string, string]>([
    ['ok', answer(story(), 'grant')],
    ['ok', answer(story(), 'deny')],
    ['unknown-request', answer(story(), 'grant', 'ada', 'nothing')],
    [
      'unknown-resource',
      answer(
        new Rows().add('ben', 2, [
          ['E', eventCreate()],
          ['Q', requestCreate('E', 'R', 1, 2)],
        ]),
        'grant',
      ),
    ],
    ['not-your-resource', answer(story(), 'grant', 'ben')],
    ['already-answered', answer(story(granted), 'grant')],
    ['already-answered', answer(story(granted), 'deny')],
    ['already-answered', answer(story([['D', deny('Q')]]), 'deny')],
    ['ok', answer(story([['D', deny('Q')]]), 'grant')],
    ['ok', answer(story([...granted, ['e', revoke('X')]]), 'grant')],
    ['not-available', answer(story([['H', hold('R', 150, 160, { quantity: 2 })]]), 'grant')],
    ['ok', answer(story([['H', hold('R', 150, 160)]]), 'grant')],
    ['retired', answer(story([['r', retire('R')]]), 'grant')],
    ['ok', answer(story([['r', retire('R')]]), 'deny')],
    ['cancelled', answer(story([], [['c', cancel('E')]]), 'grant')],
    ['cancelled', answer(story([], [['w', withdraw('Q')]]), 'grant')],
    ['unknown-request', answer(story().add('mallory', 3, [['M', requestCreate('E', 'R', 1, 2)]]), 'grant', 'ada', 'M')],
  ])('answers %s (%#)', (expected, code) => {
    expect(code).toBe(expected)
  })
})

describe('checkInterval', () => {
  it('asks for an end after the start', () => {
    expect(codeOf(checkInterval({ from: 1, to: 2 }))).toBe('ok')
    expect(codeOf(checkInterval({ from: 2, to: 2 }))).toBe('interval-inverted')
  })
})
