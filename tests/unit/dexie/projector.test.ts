// The projector keeps views in step with logs, whatever dies, runs twice, or turns out to be forked.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, projectLog, rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import { followPersonas } from '../../../src/adapters/dexie/standings.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { encodeCbor } from '../../../src/operations/cbor.ts'
import { ingestForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import {
  HandLog,
  eventOf,
  festivalCreate,
  joinOf,
  joinedLog,
  person,
  profileOf,
  requestOf,
  resourceOf,
} from '../log/fixtures.ts'
import { closeDatabases, dieAtWrite, newDatabase, sameDatabase, viewsOf } from './databases.ts'
import { grantRoom, tellStory } from './story.ts'

afterEach(closeDatabases)

async function take(db: Database, festival: FestivalId, log: HandLog): Promise<void> {
  const result = await ingest(new DexieLogStore(db), festival, log.incoming())
  if (!result.ok) throw new Error(result.error.code)
}

describe('views', () => {
  it('say what the logs say', async () => {
    const db = newDatabase()
    const story = await tellStory(db)
    const grant = await grantRoom(db, story)
    expect(await projectAll(db)).toEqual([story.festival])
    expect(await db.festivals.get(story.festival)).toMatchObject({ title: 'Panda Camp', timezone: 'Europe/Berlin' })
    expect(await db.resources.get(story.projector)).toMatchObject({ title: 'Projector', capacity: 1 })
    expect(await db.events.get(story.event)).toMatchObject({ title: 'Slides at night' })
    expect(await db.requests.count()).toBe(2)
    expect(await db.answers.toArray()).toMatchObject([{ id: grant, kind: 'grant', state: 'effective' }])
    const ben = (await person('ben')).publicKey
    expect(await db.profiles.get([story.festival, ben])).toMatchObject({ name: 'Ben' })
  })

  it('change nothing when there is no news', async () => {
    const db = newDatabase()
    await tellStory(db)
    await projectAll(db)
    const before = await viewsOf(db)
    expect(await projectAll(db)).toEqual([])
    expect(await projectLog(db, 1)).toEqual([])
    expect(await projectLog(db, 99)).toEqual([])
    expect(await viewsOf(db)).toEqual(before)
  })

  it('are the same whether the log comes entry by entry or at once', async () => {
    const [slow, fast] = [newDatabase(), newDatabase()]
    const { festival, bens } = await tellStory(fast)
    await projectAll(fast)
    await slow.settings.bulkPut(await fast.settings.toArray())
    const store = new DexieLogStore(slow)
    const logOfAda = await new DexieLogStore(fast).ownLog((await person('ada')).publicKey, festival)
    if (logOfAda === undefined) throw new Error('no log')
    await ingest(store, festival, await new DexieLogStore(fast).entries(logOfAda, 1, 9))
    for (const item of bens.incoming()) {
      await ingest(store, festival, [item])
      await projectAll(slow)
    }
    const withoutArrival = async (db: Database): Promise<unknown> => {
      const requests = (await db.requests.toArray()).map(({ arrival: _arrival, ...row }) => row)
      const standings = (await db.standings.toArray()).map((row) => {
        if (row.state === 'granted') return row
        const { arrival: _arrival, ...asked } = row.asked
        return Object.assign(row, { asked })
      })
      return { ...(await viewsOf(db)), requests, standings }
    }
    expect(await withoutArrival(slow)).toEqual(await withoutArrival(fast))
  })

  it('leave out what no entry of the log may say', async () => {
    const db = newDatabase()
    const { festival, projector, bens } = await tellStory(db)
    await bens.add({ v: 1, op: 'resource.update', at: 1, resource: projector, set: { title: 'Mine now' } })
    await bens.add(festivalCreate)
    await take(db, festival, bens)
    await projectAll(db)
    expect(await db.resources.get(projector)).toMatchObject({ title: 'Projector' })
    expect(await db.festivals.count()).toBe(1)
  })

  it('wait at an entry whose payload is not held, and go on from there', async () => {
    const db = newDatabase()
    const { festival } = await tellStory(db)
    const carlas = await joinedLog('carla', festival, 3)
    const appends = carlas.entries.map(({ bytes, payload, hash, entry }, index) => ({
      seqNum: entry.seqNum,
      entry: bytes,
      ...(index === 2 ? {} : { payload }),
      hash,
      ended: false,
    }))
    const author = (await person('carla')).publicKey
    await new DexieLogStore(db).append({ author, logId: 7n, festival, own: false }, 0, appends)
    await projectAll(db)
    expect(await db.logs.where({ author }).toArray()).toMatchObject([{ folded: 2 }])
    expect(await db.profiles.get([festival, author])).toMatchObject({ name: 'carla 1' })
    const log = await db.logs.where({ author }).first()
    const [third] = await db.tail.where({ log: log?.id ?? 0, seqNum: 3 }).toArray()
    const payload = carlas.entries[2]?.payload
    if (third === undefined || payload === undefined) throw new Error('three entries')
    await db.tail.put({ ...third, payload })
    await projectAll(db)
    expect(await db.profiles.get([festival, author])).toMatchObject({ name: 'carla 3' })
  })
})

describe('dying and running twice', () => {
  it('a projector killed at any write loses nothing and doubles nothing', async () => {
    const reference = newDatabase()
    await grantRoom(reference, await tellStory(reference))
    await projectAll(reference)
    const expected = await viewsOf(reference)
    let deaths = 0
    for (let write = 1; ; write += 1) {
      const db = newDatabase()
      await grantRoom(db, await tellStory(db))
      const dying = sameDatabase(db.name)
      const { hasDied } = dieAtWrite(dying, write)
      await projectAll(dying).catch(() => undefined)
      dying.close()
      await projectAll(db)
      expect(await viewsOf(db)).toEqual(expected)
      if (!hasDied()) break
      deaths += 1
    }
    expect(deaths).toBeGreaterThan(5)
  })

  it('a log of more than one batch is folded to its end, also when killed in between', async () => {
    const db = newDatabase()
    const { festival } = await tellStory(db)
    const long = await joinedLog('carla', festival, 299)
    await take(db, festival, long)
    const author = (await person('carla')).publicKey
    const id = (await db.logs.where({ author }).first())?.id ?? 0
    await followPersonas(db)
    const dying = sameDatabase(db.name)
    // The first batch writes one profile row, the count of writings and the mark, so the fourth write is in the second batch.
    dieAtWrite(dying, 4)
    await expect(projectLog(dying, id)).rejects.toThrow()
    expect(await db.logs.get(id)).toMatchObject({ folded: 256 })
    await projectLog(db, id)
    expect(await db.logs.get(id)).toMatchObject({ folded: 300 })
    expect(await db.profiles.get([festival, author])).toMatchObject({ name: 'carla 299' })
  })

  it('two projectors at once give the rows of one', async () => {
    const db = newDatabase()
    await grantRoom(db, await tellStory(db))
    const other = sameDatabase(db.name)
    await Promise.all([projectAll(db), projectAll(other), projectAll(db), projectAll(other)])
    const together = await viewsOf(db)
    expect(sizes(together)).toEqual({
      festivals: 1,
      resources: 2,
      events: 1,
      requests: 2,
      answers: 1,
      profiles: 2,
      programmes: 0,
      standings: 2,
    })
    await rebuildViews(db)
    expect(await viewsOf(db)).toEqual(together)
  })
})

describe('rebuilding', () => {
  it('gives the same rows, with the order of arrival kept', async () => {
    const db = newDatabase()
    const story = await tellStory(db)
    await projectAll(db)
    const carlas = await joinedLog('carla', story.festival, 0)
    const event = await carlas.add(eventOf('Breakfast'))
    await carlas.add(requestOf(event, story.room))
    await take(db, story.festival, carlas)
    await projectAll(db)
    await grantRoom(db, story)
    await projectAll(db)
    const before = await viewsOf(db)
    await rebuildViews(db)
    expect(await viewsOf(db)).toEqual(before)
    await db.requests.clear()
    await rebuildViews(db)
    expect(await viewsOf(db)).toEqual(before)
  })

  it('of a log that grew meanwhile goes on at its end', async () => {
    const db = newDatabase()
    const story = await tellStory(db)
    await projectAll(db)
    await grantRoom(db, story)
    await rebuildViews(db)
    expect(await db.answers.count()).toBe(1)
    expect(await projectAll(db)).toEqual([])
  })
})

describe('arrival', () => {
  it('is the same for requests that came together and later for those that came later', async () => {
    const db = newDatabase()
    const { festival, room, bens, event } = await tellStory(db)
    const carlas = await joinedLog('carla', festival, 0)
    await carlas.add(requestOf(await carlas.add(eventOf('Breakfast')), room))
    await take(db, festival, carlas)
    await projectAll(db)
    const late = await bens.add(requestOf(event, room))
    await take(db, festival, bens)
    await projectAll(db)
    const rows = await db.requests.toArray()
    const together = rows.filter(({ id }) => id !== late).map(({ arrival }) => arrival)
    expect(together).toEqual([1, 1, 1])
    expect(await db.requests.get(late)).toMatchObject({ arrival: 2 })
  })
})

describe('forks', () => {
  it('found below what is folded take the rows back and leave everybody else alone', async () => {
    const db = newDatabase()
    const { festival, bens, event } = await tellStory(db)
    await projectAll(db)
    const twin = new HandLog(await person('ben'))
    for (const { payload } of bens.entries.slice(0, 3)) await twin.add(payload)
    await twin.add(requestOf(event, festival))
    await ingest(new DexieLogStore(db), festival, twin.incoming())
    expect(await projectAll(db)).toEqual([festival])
    expect(await db.requests.count()).toBe(0)
    expect(await db.events.get(event)).toMatchObject({ title: 'Slides at night' })
    expect(await db.resources.count()).toBe(2)
    expect(await db.profiles.count()).toBe(2)
    expect(await projectAll(db)).toEqual([])
  })

  it('keep the other logs of the same author and what they say about them', async () => {
    const db = newDatabase()
    const { festival, bens } = await tellStory(db)
    const second = new HandLog(await person('ben'), 8n)
    await second.add(joinOf(festival))
    await second.add(profileOf('Ben on the phone', 2_000_000_000_000))
    await take(db, festival, second)
    await projectAll(db)
    const twin = new HandLog(await person('ben'))
    await twin.add(bens.entries[0]?.payload ?? new Uint8Array())
    await twin.add(profileOf('Bert'))
    await ingest(new DexieLogStore(db), festival, twin.incoming())
    await projectAll(db)
    const ben = (await person('ben')).publicKey
    expect(await db.profiles.get([festival, ben])).toMatchObject({ name: 'Ben on the phone' })
    expect(await db.events.count()).toBe(0)
  })

  it('at the first entry of a festival leave the festival and nothing after it', async () => {
    const db = newDatabase()
    const { festival } = await tellStory(db)
    await projectAll(db)
    const store = new DexieLogStore(db)
    const log = await store.ownLog((await person('ada')).publicKey, festival)
    if (log === undefined) throw new Error('no log')
    const twin = new HandLog(await person('ada'), log.logId)
    await twin.add({ ...festivalCreate, title: 'Another story' })
    const [first] = await store.entries(log, 1, 1)
    const [second] = twin.entries
    if (first === undefined || second === undefined) throw new Error('two entries')
    const kept = await ingestForkProof(store, first.entry, second.bytes)
    expect(kept).toEqual({ ok: true, value: { news: true } })
    await projectAll(db)
    expect(await db.festivals.get(festival)).toMatchObject({ title: 'Panda Camp' })
    expect(await db.resources.count()).toBe(0)
  })
})

describe('newer software', () => {
  it('stops the resources of its log where it speaks about them, and nothing else', async () => {
    const db = newDatabase()
    const { festival } = await tellStory(db)
    const carlas = await joinedLog('carla', festival, 0)
    const tent = await carlas.add(resourceOf('Tent'))
    await carlas.add(
      encodeCbor(
        new Map<string, string | number>([
          ['v', 1],
          ['op', 'resource.share'],
          ['at', 1],
        ]),
      ),
    )
    await carlas.add({ v: 1, op: 'resource.update', at: 1, resource: tent, set: { title: 'Big tent' } })
    await carlas.add(resourceOf('Lamp'))
    await carlas.add(profileOf('Carla'))
    await take(db, festival, carlas)
    await projectAll(db)
    const author = (await person('carla')).publicKey
    expect(await db.resources.where({ owner: author }).toArray()).toMatchObject([{ title: 'Tent' }])
    expect(await db.profiles.get([festival, author])).toMatchObject({ name: 'Carla' })
    expect(await db.logs.where({ author }).first()).toMatchObject({ newerAt: 3, folded: 6 })
  })
})

function sizes(views: Record<string, unknown[]>): Record<string, number> {
  return Object.fromEntries(Object.entries(views).map(([table, rows]) => [table, rows.length]))
}
