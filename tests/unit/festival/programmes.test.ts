// Which of an author's lists counts: the last one under each title, whatever came first here.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentProgrammes } from '../../../src/festival/programmes.ts'
import type { ProgrammeRow } from '../../../src/festival/views.ts'
import { FESTIVAL, id, key } from './story.ts'

const list = (name: string, fields: Partial<ProgrammeRow> = {}): ProgrammeRow => ({
  id: id(name),
  festival: FESTIVAL,
  log: 1,
  seqNum: 2,
  at: 100,
  author: key('ada'),
  title: 'For children',
  events: [{ event: id('E') }],
  ...fields,
})

const names = (rows: readonly ProgrammeRow[]): string[] =>
  rows.map((row) => Buffer.from(row.id.slice(4), 'hex').toString().replaceAll('\0', ''))

describe('programme lists', () => {
  it('take the place of older ones in the same log, whatever their clocks say', () => {
    const rows = [list('new', { seqNum: 3, at: 0 }), list('old'), list('other', { title: 'For all', seqNum: 4 })]
    expect(names(currentProgrammes(rows))).toEqual(['other', 'new'])
  })

  it('of another author or festival are lists of their own', () => {
    const rows = [list('a'), list('b', { author: key('ben') }), list('c', { festival: id('other') })]
    expect(currentProgrammes(rows)).toHaveLength(3)
  })

  it('of two logs are compared by the date that their author gave them', () => {
    const rows = [
      list('late', { at: 500 }),
      list('early', { log: 2, seqNum: 9, at: 200 }),
      list('older', { log: 2, seqNum: 8, at: 900 }),
    ]
    expect(names(currentProgrammes(rows))).toEqual(['late'])
  })

  it('end with an empty one', () => {
    expect(currentProgrammes([list('list'), list('end', { seqNum: 3, events: [] })])).toEqual([])
  })

  it('are the same in whatever order they came', () => {
    const row = fc
      .record({
        log: fc.integer({ min: 1, max: 3 }),
        seqNum: fc.integer({ min: 1, max: 6 }),
        at: fc.integer({ min: 0, max: 2 }),
        title: fc.constantFrom('A', 'B'),
        size: fc.integer({ min: 0, max: 1 }),
      })
      .map(({ size, ...fields }) =>
        list(`${fields.log}-${fields.seqNum}`, { ...fields, events: [{ event: id('E') }].slice(0, size) }),
      )
    const rows = fc.uniqueArray(row, { selector: ({ log, seqNum }) => `${log}/${seqNum}`, maxLength: 12 })
    const shuffled = rows.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(
      fc.property(shuffled, ([some, other]) => {
        expect(currentProgrammes(other)).toEqual(currentProgrammes(some))
      }),
      { seed: 6, numRuns: 1000 },
    )
  })
})
