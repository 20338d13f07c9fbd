// The chooser of an event: what is offered, and what is to be had of each thing at a time, read without the rest of the festival.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readOffers, type Stock } from '../../../src/adapters/dexie/read-offers.ts'
import type { Interval } from '../../../src/operations/operation.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { grantRoom, tellStory } from './story.ts'

const DAY = 86_400_000

afterEach(closeDatabases)

it('says what is left, what is asked for and what is closed, at that time', async () => {
  const db = newDatabase()
  const story = await tellStory(db)
  await projectAll(db)
  await grantRoom(db, story)
  await projectAll(db)
  const { from, to } = (await db.events.get(story.event)) ?? expect.fail()
  const read = async (interval?: Interval): Promise<(readonly [string, Stock | undefined])[]> =>
    (await readOffers(db, story.festival, interval, from)).map(({ resource, stock }) => [resource.title, stock])

  expect(await read({ from, to })).toEqual([
    ['Projector', { left: 1, isOffered: true, asked: 1 }],
    ['Room', { left: 0, isOffered: true, asked: 0 }],
  ])
  expect(await read({ from: from + DAY, to: to + DAY })).toEqual([
    ['Projector', { left: 1, isOffered: true, asked: 0 }],
    ['Room', { left: 1, isOffered: true, asked: 0 }],
  ])
  expect(await read()).toEqual([
    ['Projector', undefined],
    ['Room', undefined],
  ])

  const projector = (await db.resources.get(story.projector)) ?? expect.fail()
  const window: [number, number] = [from + DAY, to + DAY]
  await db.resources.put({ ...projector, availability: { windows: [window] } })
  const room = (await db.resources.get(story.room)) ?? expect.fail()
  await db.resources.put({ ...room, retired: { at: from } })
  expect(await read({ from, to })).toEqual([['Projector', { left: 0, isOffered: false, asked: 1 }]])
})
