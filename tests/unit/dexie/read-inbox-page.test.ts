// A page of what waits costs the same however much waits behind it, and leaves out nobody between whom one has to choose.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readInboxPage, type InboxPage } from '../../../src/adapters/dexie/read-inbox.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { EntryHash, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { AT, eventOf, person, requestOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase, sameDatabase } from './databases.ts'
import { requestsOf } from './store-requests.ts'
import { adaPublishes, tellStory, type Story } from './story.ts'

const HOUR = 3_600_000

let db: Database
let story: Story
let ada: PublicKey

beforeEach(async () => {
  db = newDatabase()
  story = await tellStory(db)
  await projectAll(db)
  ada = (await person('ada')).publicKey
})
afterEach(closeDatabases)

/** Ben asks for the projector so many times, every three hours, for an event each. */
async function benAsks(times: number, every = 3 * HOUR): Promise<EntryHash[]> {
  const asked: EntryHash[] = []
  for (let index = 0; index < times; index += 1) {
    const from = AT + 100 * HOUR + index * every
    const event = await story.bens.add(eventOf('Slides', from))
    asked.push(await story.bens.add(requestOf(event, story.projector, from)))
  }
  await ingest(new DexieLogStore(db), story.festival, story.bens.incoming())
  await projectAll(db)
  return asked
}

function page(of: Database, count: number): Promise<InboxPage> {
  return readInboxPage(of, [ada], AT, { count })
}

async function questions(count: number): Promise<number> {
  const watched = sameDatabase(db.name)
  const seen = requestsOf(watched)
  await page(watched, count)
  return seen.length
}

it('is the first of it by time, and says how much there is', async () => {
  const asked = await benAsks(9)
  const { items, total } = await page(db, 4)
  expect(total).toBe(10)
  expect(items.map(({ request }) => request.id)).toEqual([story.requests[0], ...asked.slice(0, 3)])
  expect((await page(db, 30)).items).toHaveLength(10)
})

it('asks the database no more questions when more waits', async () => {
  await benAsks(10)
  const few = await questions(10)
  expect(few).toBeLessThan(25)
  await benAsks(100)
  expect((await page(db, 10)).total).toBe(111)
  const many = await questions(10)
  expect(many).toBeLessThan(40)
  await benAsks(100)
  expect((await page(db, 10)).total).toBe(211)
  expect(await questions(10)).toBe(many)
})

it('has all that want the time of one that it shows', async () => {
  // Each half an hour after the one before, and an hour long.
  const asked = await benAsks(3, HOUR / 2)
  const { items, total } = await page(db, 2)
  expect(total).toBe(4)
  expect(items.map(({ request }) => request.id)).toEqual([story.requests[0], ...asked])
})

it('has the one that somebody came for, however late it is, and what wants its time', async () => {
  const asked = await benAsks(40)
  const late = asked[38] ?? expect.fail('asked less')
  const { items, total } = await readInboxPage(db, [ada], AT, { count: 2, about: late })
  expect(total).toBe(41)
  expect(items.map(({ request }) => request.id)).toEqual([story.requests[0], asked[0], late])
  expect((await readInboxPage(db, [ada], AT, { count: 2, about: asked[0] })).items).toHaveLength(2)
})

it('goes on to what can be given when all before it is kept by its owner', async () => {
  const asked = await benAsks(6)
  const hold: Operation = {
    v: 1,
    op: 'authorization.hold',
    at: AT,
    resource: story.projector,
    from: AT,
    to: AT + 112 * HOUR,
  }
  await adaPublishes(db, story.festival, [() => hold])
  await projectAll(db)
  const { items, total } = await page(db, 1)
  expect(total).toBe(7)
  expect(items.find(({ available }) => available)?.request.id).toBe(asked[4])
})
