// One event, and what somebody plans, say the same as the whole festival does.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readEvents } from '../../../src/adapters/dexie/queries.ts'
import { readEvent, readEventsOf, readSeriesPlaces } from '../../../src/adapters/dexie/read-event-overviews.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { readEventsBetween } from '../../../src/adapters/dexie/read-events-between.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { AT, eventOf, grantOf, requestOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { adaPublishes, grantRoom, tellStory } from './story.ts'

const HOUR = 3_600_000

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

it('reads many events as it reads each of them, whatever was answered', async () => {
  const db = newDatabase()
  const story = await tellStory(db)
  const { festival, projector, room, bens } = story
  for (let index = 0; index < 80; index += 1) {
    const from = AT + index * HOUR
    const event = await bens.add(eventOf(`Talk ${index}`, from))
    const requests = [await bens.add(requestOf(event, projector, from)), await bens.add(requestOf(event, room, from))]
    await ingest(new DexieLogStore(db), festival, bens.incoming())
    const [asked = expect.fail()] = requests
    if (index % 3 === 0) continue
    const [grant] = await adaPublishes(db, festival, [() => grantOf(asked, projector, from)])
    // Some were taken back, and some moved on and are answered at another time than they are asked for.
    if (grant !== undefined && index % 5 === 0) {
      await adaPublishes(db, festival, [() => ({ v: 1, op: 'authorization.revoke', at: AT, grant })])
    }
    if (index % 7 === 0) await bens.add({ v: 1, op: 'event.update', at: AT, event, set: { from, to: from + 2 * HOUR } })
  }
  await ingest(new DexieLogStore(db), festival, bens.incoming())
  await projectAll(db)
  const time = { from: AT - HOUR, to: AT + 100 * HOUR }
  const all = await readEventsBetween(db, festival, time, AT)
  expect(all).toHaveLength(81)
  for (const overview of all) expect(await readEvent(db, overview.event.id, AT)).toEqual(overview)
  const states = new Set(all.flatMap(({ lines }) => lines.map(({ state }) => state)))
  expect(states).toEqual(new Set(['granted', 'declined', 'waiting', 'needs-reconfirmation']))
})
