// One event, and what somebody plans, say the same as the whole festival does.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readEvents } from '../../../src/adapters/dexie/queries.ts'
import { readEvent, readEventsOf, readSeriesPlaces } from '../../../src/adapters/dexie/read-event-overviews.ts'
import { eventOf, requestOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { adaPublishes, grantRoom, tellStory } from './story.ts'

afterEach(closeDatabases)

it('reads an event with its lines, or those of one author', async () => {
  const db = newDatabase()
  const story = await tellStory(db)
  const { festival, event, projector } = story
  await grantRoom(db, story)
  const hers = await adaPublishes(db, festival, [
    () => ({ ...eventOf('First of two'), series: 'ab' }),
    ([first = expect.fail()]) => requestOf(first, projector),
    () => ({ ...eventOf('Second of two'), series: 'ab' }),
    () => eventOf('Alone'),
  ])
  await projectAll(db)
  const { author, to } = (await db.events.get(event)) ?? expect.fail()
  const all = await readEvents(db, festival, to - 1)
  expect(all).toHaveLength(4)
  for (const overview of all) expect(await readEvent(db, overview.event.id, to - 1)).toEqual(overview)
  expect(await readEvent(db, projector, to)).toBeUndefined()

  const bens = { festival, author }
  expect(await readEventsOf(db, bens, to - 1)).toEqual(all.filter((each) => each.event.author === author))
  expect(await readEventsOf(db, bens, to)).toEqual([])
  expect(await readEventsOf(db, { ...bens, festival: projector }, 0)).toEqual([])

  const places = await readSeriesPlaces(
    db,
    festival,
    all.map((each) => each.event),
  )
  const [first, , second] = hers
  // They are at the same time: which one is the first is told by their ids.
  expect(new Set(places.keys())).toEqual(new Set([first, second]))
  expect(new Set([...places.values()].map((place) => `${place.number}/${place.of}`))).toEqual(new Set(['1/2', '2/2']))
})
