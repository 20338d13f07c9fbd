// Beside what is to be signed: who has the thing then, until when, who else waits, and who would get nothing any more.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readInTheWay, type InTheWay, type Wanted } from '../../../src/adapters/dexie/read-in-the-way.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { EntryHash, ObjectId } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { AT, eventOf, HandLog, joinOf, person, requestOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { adaPublishes, grantRoom, tellStory, type Story } from './story.ts'

const HOUR = 3_600_000
const THEN = { from: AT + HOUR, to: AT + 2 * HOUR }

afterEach(closeDatabases)

async function begin(): Promise<{ db: Database; story: Story }> {
  const db = newDatabase()
  const story = await tellStory(db)
  await projectAll(db)
  return { db, story }
}

async function way(db: Database, resource: ObjectId, wanted: Partial<Wanted> = {}): Promise<InTheWay> {
  const row = (await db.resources.get(resource)) ?? expect.fail()
  return readInTheWay(db, row, { ...THEN, quantity: 1, ...wanted }, AT)
}

/** Somebody else's event that asks for a thing, half an hour later than Ben's. */
async function cleoAsks(db: Database, story: Story, resource: ObjectId): Promise<EntryHash> {
  const log = new HandLog(await person('cleo'))
  await log.add(joinOf(story.festival))
  const event = await log.add(eventOf('Concert', THEN.from + HOUR / 2))
  const request = await log.add(requestOf(event, resource, THEN.from + HOUR / 2))
  const result = await ingest(new DexieLogStore(db), story.festival, log.incoming())
  if (!result.ok) throw new Error(result.error.code)
  await projectAll(db)
  return request
}

it('is nothing where nobody else wants it', async () => {
  const { db, story } = await begin()
  expect(await way(db, story.room, { request: story.requests[1] })).toEqual({ free: true, taken: [], rivals: [] })
})

it('is who has it, for which event and until when, and the owner with what they keep', async () => {
  const { db, story } = await begin()
  await grantRoom(db, story)
  const hold: Operation = { v: 1, op: 'authorization.hold', at: AT, resource: story.projector, ...THEN }
  await adaPublishes(db, story.festival, [() => hold])
  await projectAll(db)
  const room = await way(db, story.room)
  expect(room).toMatchObject({
    free: false,
    taken: [{ answer: { occupied: THEN }, event: { title: 'Slides at night' } }],
  })
  expect(room.taken[0]?.request?.id).toBe(story.requests[1])
  const projector = await way(db, story.projector)
  expect(projector.free).toBe(false)
  expect(projector.taken).toMatchObject([{ answer: { kind: 'hold' } }])
  expect(projector.taken[0]?.request).toBe(undefined)
  expect(await way(db, story.room, { from: THEN.to, to: THEN.to + HOUR })).toMatchObject({ free: true, taken: [] })
})

it('is not what the same line has already, nor what a grant moves', async () => {
  const { db, story } = await begin()
  const grant = await grantRoom(db, story)
  await projectAll(db)
  expect((await way(db, story.room, { supersedes: story.requests[1] })).free).toBe(true)
  expect((await way(db, story.room, { replaces: grant })).free).toBe(true)
})

it('names who else waits then, and who would lose it by this', async () => {
  const { db, story } = await begin()
  const cleos = await cleoAsks(db, story, story.room)
  const [, bens] = story.requests
  const rivals = async (wanted: Partial<Wanted>): Promise<[ObjectId, boolean][]> =>
    (await way(db, story.room, wanted)).rivals.map(({ request, loses }) => [request.id, loses])
  expect(await rivals({ request: bens })).toEqual([[cleos, true]])
  expect(await rivals({ request: cleos, from: THEN.from + HOUR / 2, to: THEN.to + HOUR / 2 })).toEqual([[bens, true]])
  expect(await rivals({ request: bens, from: THEN.from - HOUR, to: THEN.from })).toEqual([])
  // Enough for both.
  const row = (await db.resources.get(story.room)) ?? expect.fail()
  await db.resources.put({ ...row, capacity: 2 })
  expect(await rivals({ request: bens })).toEqual([[cleos, false]])
  // Who has lost already loses nothing by what can not be.
  await db.resources.put(row)
  await grantRoom(db, story)
  await projectAll(db)
  expect(await rivals({})).toEqual([[cleos, false]])
})
