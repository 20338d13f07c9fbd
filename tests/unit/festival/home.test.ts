// Who speaks for an object: the logs that it lived in, while it lived there (DESIGN 4.2).

import { describe, expect, it } from 'vitest'
import { homeOf, homeOrder, speaksFor } from '../../../src/festival/home.ts'
import { requestState } from '../../../src/festival/overview.ts'
import { AuthorStory } from './author-story.ts'
import { Rows, deny, eventCreate, id, requestCreate } from './story.ts'

describe('a place', () => {
  const moved = {
    log: 1,
    stays: [
      { log: 1, from: 2, to: 4 },
      { log: 7, from: 3, to: 5 },
      { log: 2, from: 9 },
    ],
  }
  const row = { ...moved, id: id('R'), festival: id('festival'), seqNum: 2, at: 1 }
  const stayed = { id: id('S'), festival: id('festival'), log: 3, seqNum: 5, at: 1 }

  it('speaks for an object that lived there then', () => {
    const speaking = [1, 7, 2].flatMap((number) => {
      return [1, 2, 3, 4, 5, 6, 8, 9, 99]
        .filter((seqNum) => speaksFor(row, { log: number, seqNum }))
        .map((n) => [number, n])
    })
    expect(speaking).toEqual([
      [1, 2],
      [1, 3],
      [1, 4],
      [7, 3],
      [7, 4],
      [7, 5],
      [2, 9],
      [2, 99],
    ])
    expect([homeOf(row), homeOf(stayed)]).toEqual([2, 3])
    expect([speaksFor(stayed, { log: 3, seqNum: 6 }), speaksFor(stayed, { log: 1, seqNum: 6 })]).toEqual([true, false])
  })

  it('has its order from the life of the object', () => {
    const places = [
      { log: 2, seqNum: 9 },
      { log: 1, seqNum: 4 },
      { log: 7, seqNum: 3 },
      { log: 1, seqNum: 2 },
    ]
    expect(places.toSorted((a, b) => homeOrder(row, a, b)).map(({ log: number }) => number)).toEqual([1, 1, 7, 2])
    expect(homeOrder({}, { log: 1, seqNum: 3 }, { log: 1, seqNum: 4 })).toBeLessThan(0)
  })
})

describe('a denial', () => {
  it('counts while the resource lives in its log', () => {
    const asked = new Rows().add('ben', 9, [
      ['E', eventCreate()],
      ['Q', requestCreate('E', 'R', 100, 200)],
    ])
    const request = asked.requests.get(id('Q'))
    const story = new AuthorStory().resource('A', 'R').continues('B', 'b', 'A', 2)
    const state = (): unknown => {
      const { rows } = story.seen()
      const resource = rows.resources.get(id('R'))
      return request && requestState(request, { resource, answers: rows.answers.values() }, 0).state
    }
    story.says('A', 'late', deny('Q'))
    expect(state()).toBe('waiting')
    story.says('B', 'now', deny('Q'))
    expect(state()).toBe('declined')
  })
})
