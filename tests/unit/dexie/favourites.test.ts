// What a person marked for themselves is found again by day, also in a backup; what is not followed any more is left out.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { readDescription } from '../../../src/adapters/dexie/backup-rows.ts'
import {
  MAX_FAVOURITES,
  readAgenda,
  readFavourites,
  writeFavourite,
} from '../../../src/adapters/dexie/favourite-rows.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readEvent } from '../../../src/adapters/dexie/read-event-overviews.ts'
import { searchEvents } from '../../../src/adapters/dexie/search-events.ts'
import { writeSetting } from '../../../src/adapters/dexie/settings.ts'
import { searchWords } from '../../../src/festival/folded-text.ts'
import { encodeDescription, parseDescription } from '../../../src/wallet/backup-description.ts'
import { eventOf } from '../log/fixtures.ts'
import { id } from '../festival/story.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { adaPublishes, tellStory } from './story.ts'

afterEach(closeDatabases)

it('marks an event, has it in the agenda and in a backup, and takes the mark away', async () => {
  const db = newDatabase()
  const { event, festival } = await tellStory(db)
  await projectAll(db)
  const { to } = (await db.events.get(event)) ?? expect.fail()
  const followed = { festival, topicKey: new Uint8Array(32), trackers: [], joinedAt: 1, persona: id('p').slice(4, 68) }
  await db.memberships.put(followed as never)
  await writeFavourite(db, event, true)
  await writeFavourite(db, event, true)
  await writeFavourite(db, id('elsewhere'), true)
  expect(await readFavourites(db)).toEqual([event, id('elsewhere')])
  const agenda = await readAgenda(db, to - 1, to - 1)
  expect(agenda.events).toEqual([await readEvent(db, event, to - 1)])
  expect(Object.keys(agenda.festivals)).toEqual([festival])
  expect((await readAgenda(db, to, to)).events).toEqual([])
  const kept = parseDescription(encodeDescription(await readDescription(db)))
  expect(kept?.settings.favourites).toEqual([event, id('elsewhere')])
  await db.memberships.clear()
  expect((await readAgenda(db, to - 1, to - 1)).events).toEqual([])
  await writeFavourite(db, event, false)
  expect(await readFavourites(db)).toEqual([id('elsewhere')])
})

it('forgets the oldest mark when there are too many', async () => {
  const db = newDatabase()
  const many = Array.from({ length: MAX_FAVOURITES }, (_, number) => id(`${number}`))
  await writeSetting(db, 'favourites', many)
  await writeFavourite(db, id('last'), true)
  expect((await readFavourites(db)).slice(-1)).toEqual([id('last')])
  expect(await readFavourites(db)).toHaveLength(MAX_FAVOURITES)
})

it('finds each event by its words once, also where more begin together than are read at once', async () => {
  const db = newDatabase()
  const { festival } = await tellStory(db)
  const time = { from: 1_800_000_000_000, to: 1_800_003_600_000 }
  const same = { ...eventOf('Café Ölberg'), ...time, tags: ['Süß'] }
  await adaPublishes(
    db,
    festival,
    Array.from({ length: 300 }, () => () => same),
  )
  await adaPublishes(db, festival, [() => ({ ...eventOf('Later: cafe'), from: time.from + 1, to: time.to + 1 })])
  await projectAll(db)
  const find = (words: string, limit = 1000): ReturnType<typeof searchEvents> =>
    searchEvents(db, festival, searchWords(words), { now: 0, limit })
  const found = await find('CAFE')
  expect(new Set(found.events.map(({ event }) => event.id)).size).toBe(301)
  expect(found.events).toHaveLength(301)
  expect(found.hasMore).toBe(false)
  expect((await find('ol caf suss')).events).toHaveLength(0)
  expect((await find('ölb süß')).events).toHaveLength(300)
  expect(await find('caf', 10)).toMatchObject({ hasMore: true, events: { length: 10 } })
})
