// Judging with the answers around what is asked gives the verdict that all answers give (DESIGN 5.3): as a rule, and as the
// database finds them, in batches of any size, with buffers that change between grants.

import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { loadRows, writeChanges } from '../../src/adapters/dexie/batch-rows.ts'
import { readAnswersBetween } from '../../src/adapters/dexie/answers-between.ts'
import { bearsOn, judgeAnswer, occupiedBy } from '../../src/festival/judge-answer.ts'
import { project, reads, type FoldEntry } from '../../src/festival/project.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { RowChange } from '../../src/festival/views.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { closeDatabases, newDatabase } from '../unit/dexie/databases.ts'
import { FESTIVAL, Rows, grant, hold, id, key, resourceCreate, revoke } from '../unit/festival/story.ts'

afterEach(closeDatabases)

const HOUR = 3_600_000
const names = ['R', 'S'] as const

/** Numbers mean hours; `long` makes some of them days, months and centuries. */
const deed = fc.record({
  do: fc.constantFrom('grant', 'grant', 'grant', 'grant', 'hold', 'revoke', 'buffer'),
  on: fc.nat({ max: 1 }),
  from: fc.nat({ max: 40 }),
  length: fc.integer({ min: 1, max: 6 }),
  long: fc.constantFrom(1, 1, 1, 24, 700, 900_000),
  quantity: fc.integer({ min: 1, max: 2 }),
  other: fc.nat({ max: 20 }),
  moves: fc.boolean(),
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

function said({ do: what, on, from, length, long, quantity, other, moves }: Deed): Operation {
  const resource = names[on] ?? 'R'
  const [start, end] = [from * HOUR, (from + length * long) * HOUR]
  switch (what) {
    case 'hold':
      return hold(resource, start, end, { quantity })
    case 'revoke':
      return revoke(`e${other}`)
    case 'buffer': {
      const buffer = { before: (other % 4) * HOUR, after: (from % 30) * HOUR }
      return { v: 1, op: 'resource.update', at: 1, resource: id(resource), set: { buffer } }
    }
    case 'grant': {
      const move = moves ? { replaces: id(`e${other}`) } : {}
      return grant(`q${other % 12}`, resource, start, end, { quantity, ...move })
    }
  }
}

function entriesOf(deeds: readonly Deed[]): FoldEntry[] {
  const make = resourceCreate({ capacity: 2, buffer: { before: 0, after: HOUR } })
  const all: [string, Operation][] = [
    ['R', make],
    ['S', make],
    ...deeds.map((each, index): [string, Operation] => [`e${index}`, said(each)]),
  ]
  return all.map(([name, op], index) => {
    return { id: id(name), festival: FESTIVAL, log: 1, author: key('ada'), seqNum: index + 1, arrival: 0, op }
  })
}

const deeds = fc.array(deed, { minLength: 10, maxLength: 40, size: 'max' })

describe('a verdict', () => {
  it('needs none but the answers that bear on what is asked', () => {
    const seen = { yes: 0, no: 0, fewer: 0 }
    fc.assert(
      fc.property(deeds, deed, (todo, last) => {
        const rows = new Rows()
        for (const entry of entriesOf(todo)) rows.apply(entry)
        const resource = rows.resources.get(id('R'))
        if (resource === undefined) throw new Error('made above')
        const all = [...rows.answers.values()].filter((answer) => answer.resource === resource.id)
        const { from, length, long, quantity, other } = last
        const asked = {
          from: from * HOUR,
          to: (from + length * long) * HOUR,
          quantity,
          ...(last.do === 'hold' ? {} : { request: id(`q${other % 12}`) }),
          ...(last.moves ? { replaces: id(`e${other}`) } : {}),
        }
        const occupied = occupiedBy(asked, resource.buffer)
        const near = all.filter((answer) => bearsOn(answer, asked, occupied))
        const verdict = judgeAnswer(resource, near, asked)
        expect(verdict).toEqual(judgeAnswer(resource, all, asked))
        seen[verdict.effective ? 'yes' : 'no'] += 1
        if (near.length < all.length) seen.fewer += 1
      }),
      { numRuns: 500, seed: 5 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50)
  })

  it('is the same with what the database finds, batch by batch', async () => {
    const seen = { effective: 0, void: 0, ended: 0 }
    await fc.assert(
      fc.asyncProperty(deeds, fc.integer({ min: 1, max: 9 }), async (todo, size) => {
        const [db, all] = [newDatabase(), new Rows()]
        const entries = entriesOf(todo)
        for (const entry of entries) all.apply(entry)
        for (let start = 0; start < entries.length; start += size) {
          const batch = entries.slice(start, start + size)
          const rows = await loadRows(db, batch.map(reads))
          const changes: RowChange[] = []
          for (const entry of batch) {
            const made = project(entry, rows.load(reads(entry)))
            for (const change of made) rows.apply(change)
            changes.push(...made)
          }
          await writeChanges(db, changes)
        }
        const stored = await db.answers.toArray()
        const plain = stored.map(({ level: _level, ...answer }: (typeof stored)[number] & { level?: number }) => answer)
        expect(new Map(plain.map((answer) => [answer.id, answer]))).toEqual(all.answers)
        for (const { state } of plain) seen[state] += 1
        // And what is in force is found by its time.
        const asked = { from: 12 * HOUR, to: 15 * HOUR }
        for (const of of [{ resource: id('R') }, { festival: FESTIVAL }]) {
          const found = await readAnswersBetween(db, of, asked)
          const there = plain.filter((answer) => {
            const isOf = 'resource' in of ? answer.resource === of.resource : true
            return isOf && answer.state === 'effective' && overlaps(answer.occupied, asked)
          })
          expect(new Set(found.map((answer) => answer.id))).toEqual(new Set(there.map((answer) => answer.id)))
        }
        await closeDatabases()
      }),
      { numRuns: 40, seed: 5 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  }, 60_000)
})
