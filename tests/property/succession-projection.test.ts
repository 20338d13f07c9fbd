// The projection is exact (DESIGN 3.3, 4.1, 4.2): whatever the order and the portions in which entries, late payloads and
// fork proofs come, also when the end of a log is dropped and another comes, and wherever the projector runs in between, the rows at rest are those of a rebuild and those of a node
// that folds everything at once.

import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { VIEW_TABLES } from '../../src/adapters/dexie/batch-rows.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { indexedRow } from '../../src/adapters/dexie/indexed-rows.ts'
import { projectAll, projectLog, rebuildViews } from '../../src/adapters/dexie/projector.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { countInbox, readFestivalRows, readInbox } from '../../src/adapters/dexie/queries.ts'
import { inbox, type InboxItem } from '../../src/festival/overview.ts'
import { indexFestival } from '../../src/festival/festival-index.ts'
import { standingRow, type StandingRow } from '../../src/festival/standing-rows.ts'
import type { EventRow, RowChange } from '../../src/festival/views.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { createNode } from '../../src/node.ts'
import type { LogStore, StoredLog, VerifiedAppend } from '../../src/ports/log-store.ts'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { closeDatabases, newDatabase } from '../unit/dexie/databases.ts'
import { AT, person, portsOf } from '../unit/log/fixtures.ts'
import { deeds, worldOf, type World } from './succession-world.ts'

beforeAll(prepareHashing)
afterEach(closeDatabases)

interface Delivery {
  do: 'append' | 'fork' | 'fill' | 'cut' | 'project'
  log: number
  count: number
}

const deliveries: fc.Arbitrary<Delivery[]> = fc.array(
  fc.record({
    do: fc.constantFrom('append', 'append', 'append', 'append', 'fork', 'fill', 'cut', 'project', 'project'),
    log: fc.nat({ max: 3 }),
    count: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 10, maxLength: 30, size: 'max' },
)
/** Places of entries whose payload does not come with them, and of those among them whose payload never comes. */
const missing = fc.array(
  fc.record({
    log: fc.nat({ max: 3 }),
    seqNum: fc.integer({ min: 2, max: 25 }),
    ever: fc.nat({ max: 3 }).map((n) => n > 0),
  }),
  {
    maxLength: 5,
  },
)
type Missing = { log: number; seqNum: number; ever: boolean }[]

/** A world on its way into a store. */
class Postman {
  readonly #world: World
  readonly #missing: Missing
  readonly #stores: LogStore[]
  /** Logs of which the other branch comes, since they were cut. */
  readonly #turned = new Set<number>()

  constructor(world: World, missing: Missing, stores: LogStore[]) {
    this.#world = world
    this.#missing = missing
    this.#stores = stores
  }

  async deliver({ do: what, log: index, count }: Delivery): Promise<void> {
    const log = this.#world.logs[index]
    if (log === undefined) return
    if (what === 'cut' && log.twin !== undefined && !this.#turned.delete(index)) this.#turned.add(index)
    for (const store of this.#stores) {
      const held = await store.log(log.author, log.logId)
      if (what === 'append') await this.#append(store, index, held?.seqNum ?? 0, count)
      if (what === 'fill' && held !== undefined) await this.fill(store, index, held, count)
      if (what === 'cut') await store.cut(log.author, log.logId, log.twin?.at ?? count)
      const fork = this.#world.forks.find(({ author, logId }) => author === log.author && logId === log.logId)
      if (what === 'fork' && fork !== undefined) await store.keepForkProof(fork)
    }
  }

  /** Everything that has not come yet, except what never comes. */
  async deliverAll(): Promise<void> {
    for (const log of this.#world.logs.keys()) {
      for (const what of ['append', 'fork', 'fill'] as const) await this.deliver({ do: what, log, count: 999 })
    }
  }

  async fill(store: LogStore, index: number, held: StoredLog, count: number): Promise<void> {
    const gone = this.#missing.filter(({ log, ever }) => log === index && !ever)
    const never = new Set(gone.map(({ seqNum }) => seqNum))
    const wanted = (await store.holes(held, 999)).filter((seqNum) => !never.has(seqNum)).slice(0, count)
    const payloads = wanted.map((seqNum) => {
      const payload = this.#entries(index)[seqNum - 1]?.payload
      if (payload === undefined) throw new Error('every entry has one')
      return { seqNum, payload }
    })
    await store.fill(held, payloads)
  }

  #entries(index: number): VerifiedAppend[] {
    const log = this.#world.logs[index]
    return (this.#turned.has(index) ? log?.twin?.entries : log?.entries) ?? []
  }

  async #append(store: LogStore, index: number, from: number, count: number): Promise<void> {
    const log = this.#world.logs[index]
    const entries = this.#entries(index).slice(from, from + count)
    if (log === undefined || entries.length === 0) return
    const places = this.#missing.filter((place) => place.log === index)
    const bare = new Set(places.map(({ seqNum }) => seqNum))
    const appends = entries.map((full): VerifiedAppend => {
      const { payload: _payload, ...entry } = full
      return bare.has(entry.seqNum) ? entry : full
    })
    const { author, logId } = log
    const target = { author, logId, festival: this.#world.festival, own: false, provisional: true }
    const result = await store.append(target, from, appends)
    if (!result.ok) throw new Error(result.error.code)
  }
}

/** The person with three logs. */
const LENDER = 'a'.repeat(64) as PublicKey

const withoutArrival = (row: object): object => ({ ...row, arrival: 0 })

/** Rows by table and key, as texts that differ when the rows do. */
async function rowsIn(db: Database): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const table of VIEW_TABLES) rows[table] = inOrder((await db.table(table).toArray()) as RowChange['row'][])
  return rows
}

function inOrder(rows: readonly RowChange['row'][]): unknown[] {
  const keyOf = (row: RowChange['row']): string => ('id' in row ? row.id : row.author)
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(withoutArrival)
}

async function nodeRows(store: LogStore, { festival }: World): Promise<Record<string, unknown[]>> {
  const views = await createNode(portsOf(store, await person('somebody'))).views(festival)
  const rows: Record<string, unknown[]> = {}
  for (const table of VIEW_TABLES)
    rows[table] = inOrder([...views[table].values()].map((row) => indexedRow({ table, row } as RowChange)))
  return rows
}

/** The standings of the requests for what a person lends, computed from all rows at once. */
async function nodeStandings(store: LogStore, { festival }: World): Promise<StandingRow[]> {
  const views = await createNode(portsOf(store, await person('somebody'))).views(festival)
  const index = indexFestival(views.rowsOf(festival))
  const rows = [...views.requests.values()].map((request) => standingRow(index, request))
  return rows.flatMap((row) => (row?.owner === LENDER ? [comparable(row)] : []))
}

/** What waits, computed from everything. */
async function inboxOf(db: Database, { festival }: World): Promise<InboxItem[]> {
  return inbox(await readFestivalRows(db, festival), LENDER, AT)
}

async function standingsIn(db: Database): Promise<StandingRow[]> {
  return (await db.standings.toArray()).map(comparable).toSorted(byRequest)
}

/** Without what depends on when it came, and with its event as it is stored. */
function comparable(row: StandingRow): StandingRow {
  const { event, asked } = row
  const stored = event === undefined ? {} : { event: indexedRow({ table: 'events', row: event }) as EventRow }
  return { ...row, asked: { ...asked, arrival: 0 }, ...stored }
}

function byRequest(a: StandingRow, b: StandingRow): number {
  return a.request < b.request ? -1 : 1
}

async function relationsIn(db: Database): Promise<unknown> {
  const marks = (await db.logs.toArray()).map(({ id, folded, newerAt, foldedFork }) => [
    id,
    folded,
    newerAt,
    foldedFork,
  ])
  return { claims: await db.claims.toArray(), retracts: await db.retracts.toArray(), marks }
}

/** Payloads that were removed for a retraction which a fork took back are asked for again, as gossip would. */
async function comeToRest(db: Database, memory: LogStore, { logs }: World): Promise<void> {
  const store = new DexieLogStore(db)
  await projectAll(db)
  for (const { author, logId } of logs) {
    const [ours, theirs] = [await store.log(author, logId), await memory.log(author, logId)]
    if (ours === undefined || theirs === undefined) continue
    const entries = await memory.entries(theirs, 1, theirs.seqNum)
    const holes = await store.holes(ours, 999)
    const payloads = entries.flatMap(({ seqNum, payload }) => {
      return payload === undefined || !holes.includes(seqNum) ? [] : [{ seqNum, payload }]
    })
    await store.fill(ours, payloads)
  }
  await projectAll(db)
}

describe('the projection at rest', () => {
  it('is that of a rebuild and of a fold of everything, in whatever order things came', async () => {
    const seen = {
      stays: 0,
      incomplete: 0,
      done: 0,
      counts: 0,
      pending: 0,
      never: 0,
      answers: 0,
      waiting: 0,
      granted: 0,
      items: 0,
    }
    await fc.assert(
      fc.asyncProperty(deeds, deliveries, missing, fc.nat({ max: 2 }), async (todo, order, gaps, whole) => {
        const world = await worldOf(todo)
        const db = newDatabase()
        await writeSetting(db, 'personas', [{ publicKey: LENDER, index: 0 }])
        const [store, memory] = [new DexieLogStore(db), new MemoryLogStore()]
        const postman = new Postman(world, gaps, [store, memory])
        for (const delivery of order) {
          if (delivery.do !== 'project') await postman.deliver(delivery)
          else if (delivery.count > 5) await projectAll(db)
          else await projectLog(db, delivery.log + 1)
        }
        if (whole === 0) await postman.deliverAll()
        await comeToRest(db, memory, world)
        const rows = await rowsIn(db)
        const relations = await relationsIn(db)
        expect(rows).toEqual(await nodeRows(memory, world))
        const standings = await standingsIn(db)
        expect(standings).toEqual((await nodeStandings(memory, world)).toSorted(byRequest))
        const items = await inboxOf(db, world)
        expect(await readInbox(db, LENDER, AT)).toEqual(items)
        expect(await countInbox(db, LENDER, AT)).toBe(items.length)
        seen.items += items.length
        await rebuildViews(db)
        expect(await rowsIn(db)).toEqual(rows)
        expect(await standingsIn(db)).toEqual(standings)
        expect(await relationsIn(db)).toEqual(relations)
        await count(db, seen)
        await closeDatabases()
      }),
      { numRuns: 60, seed: 42 },
    )
    // All of it happens often, so the agreement says something.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
  }, 120_000)
})

async function count(db: Database, seen: Record<string, number>): Promise<void> {
  const add = (what: string, more: number): void => {
    seen[what] = (seen[what] ?? 0) + more
  }
  const rows = Object.values(await rowsIn(db)).flat() as { stays?: unknown; incomplete?: unknown }[]
  add('stays', rows.filter(({ stays }) => stays !== undefined).length)
  add('incomplete', rows.filter(({ incomplete }) => incomplete !== undefined).length)
  add('answers', await db.answers.filter(({ stays }) => stays !== undefined).count())
  add('done', await db.retracts.filter(({ done }) => done === 1).count())
  for (const { state } of await db.claims.toArray()) add(state, 1)
  for (const { state } of await db.standings.toArray()) add(state, 1)
}
