// The steps of a demo festival are ticked by what is in the rows, whoever pressed whatever.

import { describe, expect, it } from 'vitest'
import { stepsDone, type Tried } from '../../../src/festival/first-steps.ts'
import { Rows, deny, eventCreate, grant, hold, id, key, requestCreate, resourceCreate } from './story.ts'

const NOW = 50

/** Ada tries it: she lends R, for which Ben asks. */
const begun = (): Rows =>
  new Rows().add('ada', 1, [['R', resourceCreate()]]).add('ben', 2, [
    ['T', resourceCreate()],
    ['E', eventCreate()],
    ['Q', requestCreate('E', 'R', 100, 200)],
  ])

const done = (rows: Rows, more: Partial<Tried> = {}): string[] => [
  ...stepsDone({ rows: rows.festival, mine: [key('ada')], held: [], marked: [], ...more }, NOW),
]

describe('the first steps in a demo festival', () => {
  it('are all open in the beginning, whatever others do', () => {
    expect(done(begun())).toEqual([])
  })

  it.each([
    ['yes', grant('Q', 'R', 100, 200)],
    ['no', deny('Q')],
  ])('begin with an answer: %s', (_word, answer) => {
    expect(
      done(
        begun().add('ada', 1, [
          ['R', resourceCreate()],
          ['X', answer],
        ]),
      ),
    ).toContain('answer')
  })

  it('count an answer from when it is given, not only when it is signed', () => {
    expect(done(begun(), { held: [id('Q')] })).toEqual(['answer'])
    expect(done(begun(), { held: [id('elsewhere')] })).toEqual([])
  })

  it("count one's own use as no answer", () => {
    expect(
      done(
        begun().add('ada', 1, [
          ['R', resourceCreate()],
          ['H', hold('R', 0, 10)],
        ]),
      ),
    ).toEqual([])
  })

  it('go on with a thing of one’s own, an event that asks, and its first dot', () => {
    const mine = begun().add('ada', 1, [
      ['R', resourceCreate()],
      ['S', resourceCreate()],
      ['M', eventCreate()],
    ])
    expect(done(mine)).toEqual(['offer'])
    const asks = begun().add('ada', 1, [
      ['R', resourceCreate()],
      ['M', eventCreate()],
      ['A', requestCreate('M', 'T', 100, 200)],
    ])
    expect(done(asks)).toEqual(['event'])
    asks.add('ben', 2, [
      ['T', resourceCreate()],
      ['E', eventCreate()],
      ['Q', requestCreate('E', 'R', 100, 200)],
      ['G', grant('A', 'T', 100, 200)],
    ])
    expect(done(asks)).toEqual(['event', 'dots'])
  })

  it('end with an event that is marked, of this festival', () => {
    expect(done(begun(), { marked: [id('E')] })).toEqual(['mark'])
    expect(done(begun(), { marked: [id('elsewhere')] })).toEqual([])
  })
})
