// Blocking takes nothing but the blocked (DESIGN 5.7, decision 0018): wherever in the order of arrival somebody is blocked, what
// is known of the others is what it would be if the blocked had never said anything.

import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, rebuildViews } from '../../src/adapters/dexie/projector.ts'
import { readFestivalRows } from '../../src/adapters/dexie/queries.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { eventOverviews } from '../../src/festival/overview.ts'
import { ingest } from '../../src/log/ingest.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { closeDatabases, newDatabase, viewsOf } from '../unit/dexie/databases.ts'
import {
  AT,
  HandLog,
  eventOf,
  festivalCreate,
  grantOf,
  joinOf,
  person,
  profileOf,
  requestOf,
  resourceOf,
} from '../unit/log/fixtures.ts'

beforeAll(prepareHashing)
afterEach(closeDatabases)

const NAMES = ['ada', 'ben', 'cleo'] as const
const HOUR = 3_600_000

interface World {
  festival: FestivalId
  /** Ben and Cleo have a second log each. */
  logs: { author: PublicKey; log: HandLog }[]
}

interface Deed {
  log: number
  kind: 'thing' | 'event' | 'request' | 'grant' | 'name'
  /** Which of the objects that are there it is about. */
  which: number
}

interface Step {
  do: 'take' | 'project' | 'block' | 'unblock'
  log: number
  count: number
}

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    log: fc.nat({ max: 4 }),
    kind: fc.constantFrom('thing', 'event', 'request', 'request', 'grant', 'grant', 'name'),
    which: fc.nat({ max: 20 }),
  }),
  { minLength: 8, maxLength: 24, size: 'max' },
)

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom('take', 'take', 'take', 'take', 'project', 'block', 'unblock'),
    log: fc.nat({ max: 4 }),
    count: fc.integer({ min: 1, max: 8 }),
  }),
  { minLength: 6, maxLength: 24, size: 'max' },
)

async function worldOf(all: readonly Deed[]): Promise<World> {
  const people = await Promise.all(NAMES.map(person))
  const [ada = expect.fail(), ben = expect.fail(), cleo = expect.fail()] = people
  const logs = [ada, ben, cleo, ben, cleo].map((signer, index) => {
    return { author: signer.publicKey, log: new HandLog(signer, BigInt(index + 1)) }
  })
  const festival = (await logs[0]?.log.add(festivalCreate)) ?? expect.fail()
  for (const { log } of logs.slice(1)) await log.add(joinOf(festival))
  const things: EntryHash[] = []
  const events: EntryHash[] = []
  const requests: { id: EntryHash; thing: EntryHash; from: number }[] = []
  for (const { log: index, kind, which } of all) {
    const log = logs[index]?.log ?? expect.fail()
    const from = AT + which * HOUR
    const pick = <T>(list: readonly T[]): T | undefined => list[which % Math.max(1, list.length)]
    const [thing, event, request] = [pick(things), pick(events), pick(requests)]
    if (kind === 'thing') things.push(await log.add(resourceOf(`Thing ${which}`)))
    else if (kind === 'event') events.push(await log.add(eventOf(`Event ${which}`, from)))
    else if (kind === 'name') await log.add(profileOf(`Name ${which}`, from))
    else if (kind === 'request' && thing !== undefined && event !== undefined)
      requests.push({ id: await log.add(requestOf(event, thing, from)), thing, from })
    else if (kind === 'grant' && request !== undefined) await log.add(grantOf(request.id, request.thing, request.from))
  }
  return { festival, logs }
}

async function take(db: Database, { festival, logs }: World, index: number, count: number): Promise<string> {
  const { author, log } = logs[index] ?? expect.fail()
  const store = new DexieLogStore(db)
  const held = (await store.log(author, BigInt(index + 1)))?.seqNum ?? 0
  const incoming = log.incoming(held + 1, held + count)
  if (incoming.length === 0) return 'nothing'
  const result = await ingest(store, festival, incoming)
  return result.ok ? 'taken' : result.error.code
}

/** Rows without what is this database's own business: local numbers, order of arrival. */
async function rowsOf(db: Database): Promise<unknown> {
  const own = new Set(['log', 'arrival'])
  return JSON.parse(JSON.stringify(await viewsOf(db), (key, value: unknown) => (own.has(key) ? undefined : value)))
}

async function outlook(db: Database, festival: FestivalId): Promise<unknown> {
  const overviews = eventOverviews(await readFestivalRows(db, festival), AT)
  return overviews.map(({ event, lines, confirmation }) => [event.id, lines.map(({ state }) => state), confirmation])
}

/** Everything of everybody but the blocked; of the founder's log the festival itself comes in any case. */
async function without(world: World, blocked: PublicKey): Promise<Database> {
  const db = newDatabase()
  for (const [index, { author }] of world.logs.entries()) {
    if (author !== blocked) await take(db, world, index, 99)
    else if (index === 0) await take(db, world, index, 1)
  }
  await projectAll(db)
  return db
}

describe('somebody who is blocked', () => {
  it('changes nothing of others, whenever it happens and in whatever order all of it comes', async () => {
    let blocks = 0
    await fc.assert(
      fc.asyncProperty(deeds, steps, fc.nat({ max: 2 }), async (done, journey, whom) => {
        const world = await worldOf(done)
        const author = (await person(NAMES[whom] ?? 'ada')).publicKey
        const db = newDatabase()
        const store = new DexieLogStore(db)
        for (const step of journey) {
          if (step.do === 'project') await projectAll(db)
          else if (step.do === 'unblock') await store.unblock(author)
          else if (step.do === 'block') {
            blocks += 1
            await store.block(author)
          } else await take(db, world, step.log, step.count)
        }
        await store.block(author)
        for (const index of world.logs.keys()) await take(db, world, index, 99)
        await projectAll(db)
        const other = await without(world, author)
        expect(await rowsOf(db)).toEqual(await rowsOf(other))
        expect(await outlook(db, world.festival)).toEqual(await outlook(other, world.festival))
        await rebuildViews(db)
        expect(await rowsOf(db)).toEqual(await rowsOf(other))

        // And it can be undone.
        await store.unblock(author)
        for (const index of world.logs.keys()) expect(await take(db, world, index, 99)).not.toBe('blocked')
        await projectAll(db)
        expect(await rowsOf(db)).toEqual(await rowsOf(await without(world, 'nobody' as PublicKey)))
        await closeDatabases()
      }),
      { numRuns: 25, seed: 18 },
    )
    expect(blocks).toBeGreaterThan(15)
  }, 120_000)
})
