// What panels read: the same story, question by question.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import {
  countInbox,
  readApprovals,
  readEvents,
  readFestivalRows,
  countFestival,
  readFestivals,
  readInbox,
  readMembership,
  readMemberships,
  readPeople,
  readPermissions,
  readPersona,
  readResources,
  readStatus,
} from '../../../src/adapters/dexie/queries.ts'
import type { ApprovalRow, Database, PermissionRow } from '../../../src/adapters/dexie/schema.ts'
import { writeSetting } from '../../../src/adapters/dexie/settings.ts'
import type { EntryHash, PublicKey } from '../../../src/operations/ids.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { MAX_AUTOMATIC_GRANTS } from '../../../src/festival/policies/automatic.ts'
import { LEVEL_LENGTHS } from '../../../src/festival/time-levels.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { AT, festivalCreate, grantOf, person, requestOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase, sameDatabase } from './databases.ts'
import { requestsOf } from './store-requests.ts'
import { adaPublishes, grantRoom, tellStory, type Story } from './story.ts'

const DAY = 86_400_000

let db: Database
let story: Story
let ada: PublicKey
let ben: PublicKey

beforeEach(async () => {
  db = newDatabase()
  story = await tellStory(db)
  await projectAll(db)
  ada = (await person('ada')).publicKey
  ben = (await person('ben')).publicKey
  await db.memberships.put({ ...membership, festival: story.festival, persona: ada })
})
afterEach(closeDatabases)

const membership = { topicKey: new Uint8Array(32), trackers: [], title: 'From the invite', joinedAt: AT }

describe('festivals', () => {
  it('are those that this node follows, with what is known about them', async () => {
    const unknown = `0040${'ee'.repeat(64)}` as EntryHash
    await db.memberships.put({ ...membership, festival: unknown, persona: ada })
    expect(await readFestivals(db)).toEqual([
      {
        festival: unknown,
        me: ada,
        title: 'From the invite',
        known: false,
        timezone: 'UTC',
      },
      {
        festival: story.festival,
        me: ada,
        title: 'Panda Camp',
        known: true,
        timezone: 'Europe/Berlin',
        creator: ada,
      },
    ])
    expect(await countFestival(db, story.festival)).toEqual({ members: 2, resources: 2, events: 1 })
    expect(await readMembership(db, unknown)).toMatchObject({ title: 'From the invite' })
    expect(await readMemberships(db)).toHaveLength(2)
  })

  it('are none yet between the entry that starts one and what is shown of it', async () => {
    const started = await adaPublishes(db, 'new', [() => ({ ...festivalCreate, title: 'Spring' })])
    const festival = started[0] ?? expect.fail('not written')
    await db.memberships.put({ ...membership, title: 'Spring', festival, persona: ada })
    expect((await readFestivals(db)).map(({ title }) => title)).toEqual(['Panda Camp'])
    await projectAll(db)
    expect(await readFestivals(db)).toMatchObject([{ title: 'Panda Camp' }, { title: 'Spring', known: true }])
  })

  it('have resources by title, and people by key', async () => {
    expect((await readResources(db, story.festival)).map(({ title }) => title)).toEqual(['Projector', 'Room'])
    const people = await readPeople(db, story.festival)
    expect([...people.keys()].sort()).toEqual([ada, ben].sort())
    expect(people.get(ben)).toMatchObject({ name: 'Ben' })
  })

  it('have rows for overviews and events with their confirmation', async () => {
    const rows = await readFestivalRows(db, story.festival)
    expect([rows.resources.size, rows.events.size, rows.requests.length, rows.answers.length]).toEqual([2, 1, 2, 0])
    await grantRoom(db, story)
    await projectAll(db)
    const [event] = await readEvents(db, story.festival, AT)
    expect(event).toMatchObject({ event: { id: story.event }, confirmation: { required: 2, granted: 1 } })
  })
})

describe('the inbox', () => {
  it('holds what waits for an answer of mine by hand, and nothing of others', async () => {
    const items = await readInbox(db, ada, AT)
    expect(items.map(({ request }) => request.id)).toContain(story.requests[0])
    const item = items.find(({ request }) => request.id === story.requests[0])
    expect(item).toMatchObject({ event: { id: story.event }, resource: { id: story.projector }, available: true })
    expect(await readInbox(db, ben, AT)).toEqual([])
  })

  it('shows what another event was promised already', async () => {
    const grant = grantOf(story.requests[1], story.projector)
    await adaPublishes(db, story.festival, [() => grant])
    await projectAll(db)
    const items = await readInbox(db, ada, AT)
    const item = items.find(({ request }) => request.id === story.requests[0])
    expect(item).toMatchObject({ available: false, taken: [{ request: { id: story.requests[1] } }] })
  })

  it('has what a policy leaves to the owner because its requester holds enough', async () => {
    const { festival, room, bens, event } = story
    const asked: EntryHash[] = []
    for (let day = 2; day < 2 + MAX_AUTOMATIC_GRANTS; day += 1) {
      asked.push(await bens.add(requestOf(event, room, AT + day * DAY)))
    }
    await ingest(new DexieLogStore(db), festival, bens.incoming())
    const grants = asked.map((request, index) => grantOf(request, room, AT + (index + 2) * DAY))
    await adaPublishes(
      db,
      festival,
      grants.slice(1).map((grant) => () => grant),
    )
    await projectAll(db)
    const shown = async (): Promise<boolean> =>
      (await readInbox(db, ada, AT)).some(({ request }) => request.id === story.requests[1])
    expect(await shown()).toBe(false)
    await adaPublishes(db, festival, [() => grants[0] ?? grantOf(event, room)])
    await projectAll(db)
    expect(await shown()).toBe(true)
    expect(await countInbox(db, ada, AT)).toBe((await readInbox(db, ada, AT)).length)
  })

  it('asks for no answers request by request where nothing was answered', async () => {
    const { festival, projector, event, bens } = story
    const answersAsked = async (): Promise<number> => {
      const watched = sameDatabase(db.name)
      const seen = requestsOf(watched)
      await readInbox(watched, ada, AT)
      return seen.filter(({ table }) => table === 'answers').length
    }
    // One question per level of length, for what is in the way of all of them.
    const levels = LEVEL_LENGTHS.length + 1
    expect(await answersAsked()).toBe(levels)
    for (let minute = 0; minute < 20; minute += 1) await bens.add(requestOf(event, projector, AT + minute * 60_000))
    await ingest(new DexieLogStore(db), festival, bens.incoming())
    await projectAll(db)
    expect(await readInbox(db, ada, AT)).toHaveLength(21)
    expect(await answersAsked()).toBe(levels)
  })

  it('names what is in the way without a look at the requests and events', async () => {
    const grant = grantOf(story.requests[1], story.projector)
    await adaPublishes(db, story.festival, [() => grant])
    await projectAll(db)
    const watched = sameDatabase(db.name)
    const seen = requestsOf(watched)
    const items = await readInbox(watched, ada, AT)
    expect(items).toMatchObject([{ taken: [{ request: { id: story.requests[1] }, event: { id: story.event } }] }])
    const tables = new Set(seen.map(({ table }) => table))
    expect(tables).toEqual(new Set(['answers', 'heldAnswers', 'resources', 'settings', 'standings']))
  })

  it('is counted without a look at the requests and events', async () => {
    const watched = sameDatabase(db.name)
    const seen = requestsOf(watched)
    expect(await countInbox(watched, ada, AT)).toBe(1)
    // Standings also for what the requester holds already of what a policy gives away; settings for what is left to me by
    // hand, and for festivals that I left.
    const asked = seen.map(({ table }) => table).toSorted()
    expect(asked).toEqual(['heldAnswers', 'resources', 'settings', 'settings', 'standings', 'standings'])
  })

  it('shows an event as it is now, without what it says at length', async () => {
    const { festival, event, bens } = story
    const set = { title: 'Slides at noon', description: 'Holidays. '.repeat(700), tags: ['slides'] }
    await bens.add({ v: 1, op: 'event.update', at: AT, event, set })
    await ingest(new DexieLogStore(db), festival, bens.incoming())
    await projectAll(db)
    const { description, ...row } = (await db.events.get(event)) ?? {}
    expect(description).toHaveLength(7000)
    const [item] = await readInbox(db, ada, AT)
    expect(item?.event).toEqual({ ...row, tags: [] })
    expect(item?.event?.title).toBe('Slides at noon')
  })

  it('is empty once everything is answered', async () => {
    await adaPublishes(db, story.festival, [
      () => grantOf(story.requests[0], story.projector),
      () => grantOf(story.requests[1], story.room),
    ])
    await projectAll(db)
    expect(await readInbox(db, ada, AT)).toEqual([])
  })
})

describe('this node', () => {
  it('has a main persona once there is one', async () => {
    await db.settings.delete('personas')
    expect(await readPersona(db)).toBeUndefined()
    await writeSetting(db, 'personas', [
      { publicKey: ada, index: 0 },
      { publicKey: ben, index: 1 },
    ])
    expect(await readPersona(db)).toBe(ada)
  })

  it('has approvals that wait, oldest first', async () => {
    const row: Omit<ApprovalRow, 'id' | 'createdAt' | 'state'> = {
      kind: 'connect',
      origin: 'https://example.org',
      container: '',
      tab: 1,
      params: {},
      deadline: AT,
    }
    await db.approvals.bulkAdd([
      { ...row, id: 'b', createdAt: 2, state: 'waiting' },
      { ...row, id: 'a', createdAt: 1, state: 'waiting' },
      { ...row, id: 'c', createdAt: 0, state: 'approved' },
    ])
    expect((await readApprovals(db)).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('has permissions by site, a status and deliveries', async () => {
    const row: Omit<PermissionRow, 'id' | 'origin'> = {
      container: '',
      persona: ada,
      scopes: [],
      createdAt: 1,
      lastUsedAt: 1,
      until: 2,
      version: 1,
      blocked: 0,
    }
    await db.permissions.bulkAdd([
      { ...row, id: '1', origin: 'https://b.example' },
      { ...row, id: '2', origin: 'https://a.example' },
    ])
    expect((await readPermissions(db)).map(({ id }) => id)).toEqual(['2', '1'])
    expect(await readStatus(db)).toBeUndefined()
    await db.status.put({ key: 'network', at: 1, online: true, peers: {}, holders: {}, trackers: [] })
    expect(await readStatus(db)).toMatchObject({ online: true })
  })
})
