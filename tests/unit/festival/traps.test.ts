// Traps that other systems fell into (tests/README.md lists all of them and where each is tested), as far as they are about
// grants, intervals and what one log says about another.

import { describe, expect, it } from 'vitest'
import { foldResource } from '../../../src/festival/fold-resource.ts'
import { requestState } from '../../../src/festival/overview.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import { decodeOperation, encodeOperation } from '../../../src/operations/codec.ts'
import { Rows, cancel, eventCreate, grant, hold, id, log, requestCreate, resourceCreate, revoke } from './story.ts'

/** States of the answers to a first hold [10, 20) and whatever follows, by name. */
function states(...entries: Parameters<typeof log>): Record<string, string> {
  const { answers } = foldResource(log(['R', resourceCreate()], ['first', hold('R', 10, 20)], ...entries), id('R'))
  const names = new Map(['first', ...entries.map(([name]) => name)].map((name) => [id(name), name]))
  return Object.fromEntries([...answers.values()].map((answer) => [names.get(answer.id), answer.state]))
}

describe('a second answer', () => {
  it.each([
    ['before', 0, 9, 'effective'],
    ['meets', 0, 10, 'effective'],
    ['overlaps', 5, 15, 'void'],
    ['is overlapped by', 15, 25, 'void'],
    ['starts', 10, 15, 'void'],
    ['finishes', 15, 20, 'void'],
    ['during', 12, 18, 'void'],
    ['contains', 5, 25, 'void'],
    ['equals', 10, 20, 'void'],
    ['is met by', 20, 30, 'effective'],
    ['after', 21, 30, 'effective'],
    ['one millisecond', 19, 20, 'void'],
  ])('that %s the first one is judged so', (_relation, from, to, expected) => {
    expect(states(['second', hold('R', from, to)])).toEqual({ first: 'effective', second: expected })
  })

  it('between two that leave a gap has the gap, and not what lies between their ends', () => {
    expect(states(['later', hold('R', 30, 40)], ['gap', hold('R', 20, 30)], ['across', hold('R', 25, 35)])).toEqual({
      first: 'effective',
      later: 'effective',
      gap: 'effective',
      across: 'void',
    })
  })

  it('after the first one was revoked has its place, and a third one has not', () => {
    const again = states(['end', revoke('first')], ['second', hold('R', 10, 20)], ['third', hold('R', 10, 20)])
    expect(again).toEqual({ first: 'ended', second: 'effective', third: 'void' })
  })

  it('written offline on the same log is void, whoever it was promised to', () => {
    const offline = states(
      ['end', revoke('first')],
      ['one', grant('q1', 'R', 10, 20)],
      ['two', grant('q2', 'R', 10, 20)],
    )
    expect([offline['one'], offline['two']]).toEqual(['effective', 'void'])
  })

  it('of n + 1 for a thing of which there are n is void', () => {
    const chairs = log(
      ['R', resourceCreate({ capacity: 3 })],
      ...Array.from({ length: 4 }, (_, n): [string, ReturnType<typeof hold>] => [`h${n}`, hold('R', 0, 10)]),
    )
    const found = [...foldResource(chairs, id('R')).answers.values()].map(({ state }) => state)
    expect(found).toEqual(['effective', 'effective', 'effective', 'void'])
  })
})

describe('a grant', () => {
  it('counts whether its request comes before or after it, and for nobody while that is not here', () => {
    const rows = new Rows().add('ada', 1, [
      ['R', resourceCreate()],
      ['G', grant('q', 'R', 0, 10)],
    ])
    expect([...rows.answers.values()].map(({ state }) => state)).toEqual(['effective'])
    rows.add('ben', 2, [
      ['E', eventCreate()],
      ['q', requestCreate('E', 'R', 0, 10)],
    ])
    const [request, resource] = [rows.requests.get(id('q')), rows.resources.get(id('R'))]
    if (request === undefined || resource === undefined) throw new Error('neither')
    expect(requestState(request, { resource, answers: rows.answers.values() }, 0).state).toBe('granted')
  })

  it('for an event that nobody knew stays when that comes and is cancelled: only its owner frees the slot', () => {
    const rows = new Rows().add('ada', 1, [
      ['R', resourceCreate()],
      ['G', grant('q', 'R', 0, 10)],
    ])
    rows.add('ben', 2, [
      ['E', eventCreate()],
      ['q', requestCreate('E', 'R', 0, 10)],
      ['no', cancel('E')],
    ])
    expect(rows.answers.get(id('G'))?.state).toBe('effective')
    rows.add('ada', 1, [['late', hold('R', 5, 6)]], 3)
    expect(rows.answers.get(id('late'))?.state).toBe('void')
  })
})

describe('bytes', () => {
  const decoded = (fields: Record<string, CborValue>): string => {
    const found = decodeOperation(encodeCbor(new Map(Object.entries(fields))))
    return found.ok ? 'an operation' : found.error.code
  }
  const event = { v: 1, op: 'event.create', at: 1, title: 'x' }

  it('with intervals that are empty, turned round or beyond any calendar are no operation', () => {
    const times: [CborValue, CborValue][] = [
      [5, 5],
      [9, 5],
      [-1, 5],
      [0, 253_402_300_800_001],
      [0, 2n ** 53n + 1n],
      [2n ** 63n, 2n ** 64n - 1n],
      ['0', '9'],
    ]
    expect(times.map(([from, to]) => decoded({ ...event, from, to }))).toEqual(times.map(() => 'invalid-field'))
    expect(decoded({ ...event, from: 0, to: 253_402_300_800_000 })).toBe('an operation')
  })

  it('mean the same in every engine: no normal form of text and no name of a zone is asked for', () => {
    const composed = { ...event, title: '\u00e9', from: 1, to: 2 }
    const decomposed = { ...composed, title: 'e\u0301' }
    expect([decoded(composed), decoded(decomposed)]).toEqual(['an operation', 'an operation'])
    const nonce = new Uint8Array(16)
    const festival = { v: 1, op: 'festival.create', at: 1, title: 'x', visibility: 'open', nonce }
    expect(decoded({ ...festival, timezone: 'Mars/Olympus' })).toBe('an operation')
  })

  it('of hostile text are kept as they are', () => {
    const title = '\u202e<img src=x onerror=alert(1)>\u0000\u2066"\'; DROP TABLE'
    const encoded = encodeOperation(eventCreate({ title }))
    const found = encoded.ok ? decodeOperation(encoded.value) : encoded
    expect(found).toMatchObject({ ok: true, value: { title } })
  })
})
