// The same entries in another order and in other portions: through the one door into stores, signed for real, with forks that
// nobody announces (DESIGN 3.3, 4.1), and through the projector that keeps rows up to date (3.3). All of them end where the
// model does.

import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import { VIEW_TABLES } from '../../../src/adapters/dexie/batch-rows.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { ViewRows } from '../../../src/festival/view-rows.ts'
import type { RowChange } from '../../../src/festival/views.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { createNode } from '../../../src/node.ts'
import type { LogStore } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { closeDatabases, newDatabase } from '../../unit/dexie/databases.ts'
import { person, portsOf } from '../../unit/log/fixtures.ts'
import { deeds, historyOf, type Deed } from './deeds.ts'
import type { History } from './history.ts'
import { modelView } from './model.ts'
import { allOf } from './part.ts'
import { statedByModel, statedByRows, type Statement } from './real.ts'

const SEED = Number(process.env['MODEL_SEED'] ?? 42)
const DOOR = Number(process.env['MODEL_DOOR'] ?? 600)
const DATABASES = Number(process.env['MODEL_DATABASES'] ?? 60)

beforeAll(prepareHashing)
afterEach(closeDatabases)

/** A portion of one branch of one log: as many entries from the last one offered on. */
interface Portion {
  log: number
  isTwin: boolean
  count: number
}

const portions: fc.Arbitrary<Portion[]> = fc.array(
  fc.record({ log: fc.nat({ max: 5 }), isTwin: fc.boolean(), count: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 5, maxLength: 25, size: 'max' },
)

/** Offers everything to a store: these portions first, then the rest. The store finds the forks itself. */
async function deliver(
  store: LogStore,
  { festival, logs }: History,
  order: readonly Portion[],
  after: (portion: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const offered = new Map<string, number>()
  const rest = logs.flatMap((_, log) => [true, false].map((isTwin) => ({ log, isTwin, count: 999 })))
  // Whose rest comes first is another thing that may not matter.
  const last = order.length % 2 === 0 ? rest : rest.toReversed()
  for (const [index, { log, isTwin, count }] of [...order, ...last].entries()) {
    const { entries, twin } = logs[log] ?? { entries: [] }
    const branch = isTwin ? (twin?.entries ?? []) : entries
    const from = offered.get(`${log} ${isTwin}`) ?? 0
    offered.set(`${log} ${isTwin}`, from + count)
    const batch = branch.slice(from, from + count).map(({ bytes, payload }) => ({ entry: bytes, payload }))
    // What is refused is refused for a reason that the end shows: the view is the model's.
    if (batch.length > 0) await ingest(store, festival, batch)
    await after(index)
  }
}

/** What a store's rows say, with logs named by their places in the history. */
async function stated(store: LogStore, rows: ViewRows, { logs }: History): Promise<Record<string, Statement>> {
  const numbers = new Map<number, number>()
  for (const [index, { author, logId }] of logs.entries()) {
    const held = await store.log(author, logId)
    if (held !== undefined) numbers.set(held.id, index)
  }
  return statedByRows(rows, (log) => numbers.get(log) ?? -1)
}

async function rowsIn(db: Database): Promise<ViewRows> {
  const rows = new ViewRows()
  for (const table of VIEW_TABLES) {
    for (const row of (await db.table(table).toArray()) as RowChange['row'][]) rows.apply({ table, row } as RowChange)
  }
  return rows
}

function expected(history: History): Record<string, Statement> {
  return statedByModel(modelView(allOf(history), history.festival))
}

describe('in whatever order and portions signed entries come through the door,', () => {
  it(
    'a node says what the model says',
    async () => {
      const somebody = await person('somebody')
      const seen = { histories: 0, entries: 0, forks: 0 }
      await fc.assert(
        fc.asyncProperty(deeds, portions, portions, async (todo: Deed[], ...orders) => {
          const history = historyOf(todo, true)
          for (const order of orders) {
            const store = new MemoryLogStore()
            await deliver(store, history, order)
            const rows = await createNode(portsOf(store, somebody)).views(history.festival)
            expect(await stated(store, rows, history)).toEqual(expected(history))
          }
          seen.histories += 1
          seen.entries += history.logs.reduce((sum, { entries }) => sum + entries.length, 0)
          seen.forks += history.logs.filter(({ twin }) => twin !== undefined).length
        }),
        { numRuns: DOOR, seed: SEED },
      )
      console.log(`through the door, seed ${SEED}:`, JSON.stringify(seen))
      expect(seen.forks).toBeGreaterThan(DOOR / 10)
    },
    20_000 + DOOR * 400,
  )

  it(
    'the rows of a database say it too, whenever it was brought up to date, and so do those of a rebuild',
    async () => {
      const seen = { histories: 0, projections: 0, forks: 0 }
      await fc.assert(
        fc.asyncProperty(deeds, portions, fc.nat({ max: 4 }), async (todo, order, pace) => {
          const history = historyOf(todo, true)
          const db = newDatabase()
          const store = new DexieLogStore(db)
          await deliver(store, history, order, async (portion) => {
            if (portion % (pace + 1) !== 0) return
            await projectAll(db)
            seen.projections += 1
          })
          await projectAll(db)
          // Payloads that went for a retraction which a fork took back are asked for again, as gossip does.
          await deliver(store, history, [])
          await projectAll(db)
          expect(await stated(store, await rowsIn(db), history)).toEqual(expected(history))
          await rebuildViews(db)
          expect(await stated(store, await rowsIn(db), history)).toEqual(expected(history))
          seen.histories += 1
          seen.forks += history.logs.filter(({ twin }) => twin !== undefined).length
          await closeDatabases()
        }),
        { numRuns: DATABASES, seed: SEED, endOnFailure: true },
      )
      console.log(`through the projector, seed ${SEED}:`, JSON.stringify(seen))
      expect(seen.forks).toBeGreaterThan(DATABASES / 10)
    },
    20_000 + DATABASES * 4_000,
  )
})
