// "Free when?" from the database: past a grant, by the zone of the resource's festival.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readNextFree } from '../../../src/adapters/dexie/read-next-free.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { grantRoom, tellStory } from './story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

afterEach(closeDatabases)

it('the next free time begins when what is granted ends', async () => {
  const db = newDatabase()
  const story = await tellStory(db)
  await projectAll(db)
  const grant = await grantRoom(db, story)
  await projectAll(db)
  const { from, to } = (await db.answers.get(grant)) ?? expect.fail()
  const wanted = { quantity: 1, length: HOUR, step: 1 }
  expect(await readNextFree(db, story.room, { from, to: to + DAY }, wanted)).toEqual({ from: to, to: to + HOUR })
  expect(await readNextFree(db, story.room, { from, to: to + HOUR - 1 }, wanted)).toBeUndefined()
  expect(await readNextFree(db, story.festival, { from, to: to + DAY }, wanted)).toBeUndefined()
})

it('the next free time is in the openings by the clocks of the festival', async () => {
  const db = newDatabase()
  const story = await tellStory(db)
  await projectAll(db)
  const room = (await db.resources.get(story.room)) ?? expect.fail()
  const weekly = [{ days: [5], from: 20 * 60, to: 22 * 60 }]
  await db.resources.put({ ...room, availability: { windows: [], weekly } })
  const festival = (await db.festivals.get(story.festival)) ?? expect.fail()
  expect(festival.timezone).toBe('Europe/Berlin')
  // A Friday in summer: Berlin is two hours ahead.
  const range = { from: Date.UTC(2030, 5, 7), to: Date.UTC(2030, 5, 8) }
  expect(await readNextFree(db, story.room, range, { quantity: 1, length: HOUR, step: 60_000 })).toEqual({
    from: Date.UTC(2030, 5, 7, 18),
    to: Date.UTC(2030, 5, 7, 19),
  })
})
