// The provisional place in a line (DESIGN 5.4): by arrival here among those who wait for the same time, and only where there is
// a line at all.

import { describe, expect, it } from 'vitest'
import { indexFestival } from '../../../src/festival/festival-index.ts'
import { placeInLine } from '../../../src/festival/place-in-line.ts'
import type { Operation, Policy } from '../../../src/operations/operation.ts'
import { Rows, deny, eventCreate, grant, id, requestCreate, resourceCreate, withdraw } from './story.ts'

const NOW = 50

const story = (policy: Policy, answers: [string, Operation][] = [], more: [string, Operation][] = []): Rows =>
  new Rows()
    .add('ada', 1, [['R', resourceCreate({ policy })], ...answers])
    .add('ben', 2, [
      ['E', eventCreate()],
      ['Q1', requestCreate('E', 'R', 100, 200)],
      ['Q2', requestCreate('E', 'R', 150, 250)],
      ['Q3', requestCreate('E', 'R', 200, 300)],
      ['Q4', requestCreate('E', 'R', 100, 300)],
      ...more,
    ])

function places(rows: Rows): (string | undefined)[] {
  const index = indexFestival(rows.festival)
  const resource = rows.resources.get(id('R')) ?? expect.fail()
  return ['Q1', 'Q2', 'Q3', 'Q4'].map((name) => {
    const found = placeInLine(index, resource, rows.requests.get(id(name)) ?? expect.fail(), NOW)
    return found && `${found.place} of ${found.of}`
  })
}

const served = { kind: 'first-come-first-served' } as const

describe('the place in a line', () => {
  it('counts those who wait for the same time and came before, touching ones not', () => {
    expect(places(story(served))).toEqual(['1 of 3', '2 of 4', '2 of 3', '4 of 4'])
    expect(places(story({ kind: 'token', resource: id('T') }))).toEqual(places(story(served)))
  })

  it('moves up when somebody before is served, refused or gives up', () => {
    expect(places(story(served, [['X', grant('Q1', 'R', 100, 200)]]))[3]).toBe('3 of 3')
    expect(places(story(served, [['X', deny('Q1')]]))[3]).toBe('3 of 3')
    expect(places(story(served, [], [['w', withdraw('Q1')]]))).toEqual([undefined, '1 of 3', '2 of 3', '3 of 3'])
  })

  it('is the same for everybody at once when two arrived together', () => {
    const rows = story(served)
    for (const row of rows.requests.values()) rows.requests.set(row.id, { ...row, arrival: 1 })
    expect(places(rows)).toEqual(['1 of 3', '2 of 4', '2 of 3', '4 of 4'])
  })

  it('is unknown where a person, a web site or lots decide', () => {
    const none = [undefined, undefined, undefined, undefined]
    expect(places(story({ kind: 'manual' }))).toEqual(none)
    expect(places(story({ kind: 'external', url: 'https://game.example/' }))).toEqual(none)
    expect(places(story({ kind: 'lottery', until: 10, commitment: id('nonce') }))).toEqual(none)
  })
})
