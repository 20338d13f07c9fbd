// What an event would meet at another time, before it is moved there.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readEvent } from '../../../src/adapters/dexie/read-event-overviews.ts'
import { readMove, type OtherPlace } from '../../../src/adapters/dexie/read-move.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import type { Interval, Operation } from '../../../src/operations/operation.ts'
import { AT } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { adaPublishes, grantRoom, tellStory, type Story } from './story.ts'

const HOUR = 3_600_000
const THEN = { from: AT + HOUR, to: AT + 2 * HOUR }

afterEach(closeDatabases)

/** Ben's event asks for a projector and a room; the room was granted. */
async function begin(): Promise<{ db: Database; story: Story }> {
  const db = newDatabase()
  const story = await tellStory(db)
  await grantRoom(db, story)
  await projectAll(db)
  return { db, story }
}

async function met(db: Database, story: Story, to: Interval, place?: OtherPlace): Promise<[string, string, boolean][]> {
  const overview = (await readEvent(db, story.event, AT)) ?? expect.fail()
  const lines = await readMove(db, overview, { to, place }, AT)
  return lines.map(({ resource, state, asksAgain }) => [resource.title, state, asksAgain])
}

it('is not what the event has there already, and asks again for what it was promised at another time', async () => {
  const { db, story } = await begin()
  expect(await met(db, story, THEN)).toEqual([
    ['Projector', 'free', false],
    ['Room', 'free', false],
  ])
  expect(await met(db, story, { from: THEN.from + HOUR / 2, to: THEN.to + HOUR / 2 })).toEqual([
    ['Projector', 'free', true],
    ['Room', 'free', true],
  ])
})

it('is what somebody else has then, and what is not offered then', async () => {
  const { db, story } = await begin()
  const later = { from: THEN.to, to: THEN.to + HOUR }
  const hold: Operation = { v: 1, op: 'authorization.hold', at: AT, resource: story.room, ...later }
  await adaPublishes(db, story.festival, [() => hold])
  await projectAll(db)
  const row = (await db.resources.get(story.projector)) ?? expect.fail()
  await db.resources.put({ ...row, availability: { windows: [[THEN.from, THEN.to]] } })
  expect(await met(db, story, later)).toEqual([
    ['Projector', 'closed', true],
    ['Room', 'taken', true],
  ])
})

it('is nothing of a line that was declined', async () => {
  const { db, story } = await begin()
  const deny: Operation = { v: 1, op: 'authorization.deny', at: AT, request: story.requests[0], by: 'manual' }
  await adaPublishes(db, story.festival, [() => deny])
  await projectAll(db)
  expect(await met(db, story, THEN)).toEqual([['Room', 'free', false]])
})

it('is another place instead of its own, at the time that the event would have', async () => {
  const { db, story } = await begin()
  const hold: Operation = {
    v: 1,
    op: 'authorization.hold',
    at: AT,
    resource: story.projector,
    from: THEN.to,
    to: THEN.to + HOUR,
  }
  await adaPublishes(db, story.festival, [() => hold])
  await projectAll(db)
  const other = (await db.resources.get(story.projector)) ?? expect.fail()
  const place = { resource: other, instead: story.requests[1] }
  // Its own line for the same thing waits too.
  expect(await met(db, story, THEN, place)).toEqual([
    ['Projector', 'asked', true],
    ['Projector', 'free', false],
  ])
  const later = { from: THEN.to, to: THEN.to + HOUR }
  expect(await met(db, story, later, place)).toEqual([
    ['Projector', 'taken', true],
    ['Projector', 'taken', true],
  ])
})
