// What is read by its time is what reading everything finds (DESIGN 9): the events of a time, and what is free then.

import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { indexedRow } from '../../src/adapters/dexie/indexed-rows.ts'
import { readEvents } from '../../src/adapters/dexie/queries.ts'
import { readEventsBetween } from '../../src/adapters/dexie/read-events-between.ts'
import { readFreeThen } from '../../src/adapters/dexie/read-free-then.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { wouldBeEffective } from '../../src/festival/judge-answer.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { RowChange } from '../../src/festival/views.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { closeDatabases, newDatabase } from '../unit/dexie/databases.ts'
import {
  FESTIVAL,
  Rows,
  cancel,
  eventCreate,
  festivalCreate,
  grant,
  hold,
  id,
  requestCreate,
  resourceCreate,
  retire,
  revoke,
} from '../unit/festival/story.ts'

afterEach(closeDatabases)

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Mostly hours of a few days, sometimes weeks and years; rarely long enough to reach over everything. */
const span = fc
  .record({
    from: fc.nat({ max: 90 }),
    length: fc.integer({ min: 1, max: 8 }),
    unit: fc.constantFrom(1, 1, 1, 24, 24 * 400),
  })
  .map(({ from, length, unit }) => ({ from: from * HOUR, to: (from + length * unit) * HOUR }))

async function keep(db: Database, rows: Rows): Promise<void> {
  for (const table of ['festivals', 'resources', 'events', 'requests', 'answers'] as const) {
    const changes = [...rows[table].values()].map((row) => ({ table, row }) as RowChange)
    await db.table(table).bulkPut(changes.map(indexedRow))
  }
}

describe('the events of a time', () => {
  it('are those of the whole programme that overlap it, the first ones first', async () => {
    const seen = { found: 0, cut: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ span, cancelled: fc.nat({ max: 4 }) }), { maxLength: 25 }),
        fc.array(span, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        async (events, asked, limit) => {
          const [db, rows] = [newDatabase(), new Rows()]
          rows.add('ada', 1, [
            ['R', resourceCreate()],
            ...(events.flatMap(({ span: { from, to }, cancelled }, index) => [
              [`e${index}`, eventCreate({ from, to })],
              [`q${index}`, requestCreate(`e${index}`, 'R', from, to)],
              ...(cancelled === 0 ? [[`c${index}`, cancel(`e${index}`)]] : []),
            ]) as [string, Operation][]),
          ])
          await keep(db, rows)
          const all = await readEvents(db, FESTIVAL, 0)
          for (const time of [...asked, { from: asked[0]?.from ?? 0, to: Number.POSITIVE_INFINITY }]) {
            const wanted = all.filter(({ event }) => overlaps(event, time))
            expect(await readEventsBetween(db, FESTIVAL, time, 0)).toEqual(wanted)
            const held = wanted.filter(({ event }) => event.cancelled === undefined)
            const first = await readEventsBetween(db, FESTIVAL, time, 0, { limit, withoutCancelled: true })
            expect(first).toEqual(held.slice(0, limit))
            seen.found += wanted.length
            if (held.length > limit) seen.cut += 1
          }
          await closeDatabases()
        },
      ),
      { numRuns: 40, seed: 3 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  }, 60_000)
})

const NAMES = ['R', 'S', 'T', 'U'] as const

describe('what is free then', () => {
  it('is what could be granted then, and as much of it as is left', async () => {
    const seen = { free: 0, taken: 0, some: 0 }
    const resource = fc.record({
      capacity: fc.integer({ min: 1, max: 4 }),
      before: fc.constantFrom(0, 0, HOUR, 3 * HOUR, 20 * DAY),
      after: fc.constantFrom(0, 0, HOUR, 40 * DAY),
      retired: fc.nat({ max: 9 }),
    })
    const given = fc.record({
      span,
      on: fc.nat({ max: 3 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      what: fc.nat({ max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(resource, { minLength: 4, maxLength: 4 }),
        fc.array(given, { maxLength: 30 }),
        fc.array(fc.record({ span, quantity: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 5 }),
        async (resources, answers, asked) => {
          const [db, rows] = [newDatabase(), new Rows()]
          rows.add('ada', 1, [
            ['F', festivalCreate()],
            ...NAMES.map((name, index): [string, Operation] => {
              const { capacity = 1, before = 0, after = 0 } = resources[index] ?? {}
              return [name, resourceCreate({ capacity, buffer: { before, after } })]
            }),
            ...answers.map(({ span: { from, to }, on, quantity, what }, index): [string, Operation] => {
              const name = NAMES[on] ?? 'R'
              if (what === 0) return [`g${index}`, revoke(`g${index - 1}`)]
              if (what < 4) return [`g${index}`, hold(name, from, to, { quantity })]
              return [`g${index}`, grant(`q${index}`, name, from, to, { quantity })]
            }),
            ...NAMES.flatMap((name, index): [string, Operation][] =>
              resources[index]?.retired === 0 ? [[`x${name}`, retire(name)]] : [],
            ),
          ])
          await keep(db, rows)
          for (const { span: time, quantity } of asked) {
            const found = await readFreeThen(db, FESTIVAL, time, { quantity })
            const left = new Map(found.map((free) => [free.resource.id, free.left]))
            for (const row of rows.resources.values()) {
              const ofResource = [...rows.answers.values()].filter((answer) => answer.resource === row.id)
              expect(left.has(row.id)).toBe(wouldBeEffective(row, ofResource, time, quantity))
              const most = left.get(row.id)
              seen[most === undefined ? 'taken' : most < row.capacity ? 'some' : 'free'] += 1
              if (most === undefined) continue
              expect(wouldBeEffective(row, ofResource, time, most)).toBe(true)
              expect(wouldBeEffective(row, ofResource, time, most + 1)).toBe(false)
            }
          }
          await closeDatabases()
        },
      ),
      { numRuns: 60, seed: 3 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  }, 60_000)

  it('leaves out other kinds, and what is not offered then', async () => {
    const [db, rows] = [newDatabase(), new Rows()]
    rows.add('ada', 1, [
      ['R', resourceCreate({ kind: 'place' })],
      ['S', resourceCreate({ availability: { windows: [[0, 5 * HOUR]] } })],
      ['T', resourceCreate()],
    ])
    await keep(db, rows)
    const names = async (from: number, kind?: 'place'): Promise<string[]> => {
      const free = await readFreeThen(db, FESTIVAL, { from, to: from + HOUR }, kind === undefined ? {} : { kind })
      return free.map(({ resource }) => resource.id)
    }
    expect(new Set(await names(HOUR))).toEqual(new Set([id('R'), id('S'), id('T')]))
    expect(new Set(await names(5 * HOUR))).toEqual(new Set([id('R'), id('T')]))
    expect(await names(HOUR, 'place')).toEqual([id('R')])
  })
})
