// A page of thousands that wait, against all of them: what goes on now, what is over, what expired, what was answered a moment ago, and
// what wants the same thing.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firstOfInbox, inbox } from '../../../src/festival/inbox.ts'
import type { InboxItem } from '../../../src/festival/overview.ts'
import type { RequestRow } from '../../../src/festival/views.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { countInbox, readInboxPage } from '../../../src/adapters/dexie/read-inbox.ts'
import { readRound } from '../../../src/adapters/dexie/read-round.ts'
import { readUntold } from '../../../src/adapters/dexie/read-untold.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { followPersonas } from '../../../src/adapters/dexie/standings.ts'
import { writeSetting } from '../../../src/adapters/dexie/settings.ts'
import { readWaiting, withTaken } from '../../../src/adapters/dexie/waiting-rows.ts'
import type { ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import { AT, person } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { tellStory, type Story } from './story.ts'

const HOUR = 3_600_000
/** In the middle of it. */
const NOW = AT + 60 * HOUR
const MANY = 400

let db: Database
let story: Story
let ada: PublicKey

/** Ben asks for two things of Ada again and again, most for an hour, some for a day; no two runs differ. */
beforeEach(async () => {
  db = newDatabase()
  story = await tellStory(db)
  await projectAll(db)
  ada = (await person('ada')).publicKey
  const sample = await db.requests.get(story.requests[0])
  const thing = await db.resources.get(story.projector)
  if (sample === undefined || thing === undefined) throw new Error('Ben asked for the projector')
  const other = { ...thing, id: idOf(9999), title: 'Lamp' }
  await db.resources.put(other)
  await db.requests.bulkPut(Array.from({ length: MANY }, (_, index) => asked(sample, index, [thing.id, other.id])))
  // Written for others than those who live here now, so all rows are written anew.
  await writeSetting(db, 'standingsOf', [])
  await followPersonas(db)
})
afterEach(closeDatabases)

function idOf(number: number): ObjectId {
  return number.toString(16).padStart(story.requests[0].length, '0') as ObjectId
}

function asked(sample: RequestRow, index: number, things: readonly ObjectId[]): RequestRow {
  const from = AT + (((index * 7919) % 1600) / 8) * HOUR
  const to = from + (index % 20 === 0 ? 24 : 1) * HOUR
  const expires = index % 9 === 0 ? NOW + (index % 2 === 0 ? HOUR : -HOUR) : undefined
  const resource = things[index % 2] ?? sample.resource
  // Several arrive with the same number where nobody counted.
  const arrival = Math.floor(index / 3)
  return { ...sample, id: idOf(index + 1), resource, from, to, arrival, ...(expires === undefined ? {} : { expires }) }
}

/** The page as it was computed when everything was read each time. */
async function pageOfAll(count: number, now = NOW, about?: ObjectId): Promise<{ items: InboxItem[]; total: number }> {
  const all = await readWaiting(db, ada, now)
  const { shown, total } = firstOfInbox(all, ada, now, new Map(), { count, about })
  const only = new Set(shown.map(({ id }) => id))
  return { items: inbox(await withTaken(db, all, shown), ada, now, new Map(), only), total }
}

it.each([1, 5, 30])('has the first %i as if all had been read', async (count) => {
  const page = await readInboxPage(db, [ada], NOW, { count })
  const all = await pageOfAll(count)
  expect(page.total).toBe(all.total)
  expect(page.items.map(({ request }) => request.id)).toEqual(all.items.map(({ request }) => request.id))
  expect(page.items).toEqual(all.items)
  expect(await countInbox(db, ada, NOW)).toBe(all.total)
})

it('has the one that somebody came for, wherever it stands, with what is beside it', async () => {
  const all = await pageOfAll(MANY)
  for (const place of [3, 70, 200, all.total - 1]) {
    const about = all.items[place]?.request.id ?? idOf(0)
    const page = await readInboxPage(db, [ada], NOW, { count: 5, about })
    expect(page.items.map(({ request }) => request.id)).toContain(about)
    expect(page).toEqual(await pageOfAll(5, NOW, about))
  }
})

it('begins with what is over where nothing else waits', async () => {
  const later = AT + 1000 * HOUR
  const page = await readInboxPage(db, [ada], later, { count: 5 })
  expect(page.items.every(({ request }) => request.to <= later)).toBe(true)
  expect(page).toEqual(await pageOfAll(5, later))
})

it('leaves out what was answered a moment ago, and what waits in a festival that was left', async () => {
  const { items, total } = await readInboxPage(db, [ada], NOW, { count: 5 })
  const request = items[0]?.request.id ?? idOf(0)
  const held = { id: 'a', batch: 'a', request, decision: 'deny', at: NOW, due: NOW + 1, state: 'held' } as const
  await db.heldAnswers.put(held)
  const after = await readInboxPage(db, [ada], NOW, { count: 5 })
  expect(after.total).toBe(total - 1)
  expect(after.items.map((item) => item.request.id)).not.toContain(request)
  await writeSetting(db, 'left', { [story.festival]: 'kept' })
  expect(await readInboxPage(db, [ada], NOW, { count: 5 })).toEqual({ items: [], total: 0 })
})

it('is counted no further than somebody cares', async () => {
  const all = await countInbox(db, ada, NOW)
  for (const most of [1, 100]) {
    const count = await countInbox(db, ada, NOW, most)
    expect(count).toBeGreaterThanOrEqual(most)
    expect(count).toBeLessThan(all)
  }
  expect(await countInbox(db, ada, NOW, MANY)).toBe(all)
  const whole = await readInboxPage(db, [ada], NOW, { count: 5 })
  const page = await readInboxPage(db, [ada], NOW, { count: 5, most: 100 })
  expect(page.items).toEqual(whole.items)
  expect(page.total).toBeGreaterThanOrEqual(100)
  expect(page.total).toBeLessThan(all)
})

it('is not read by a round of policies, which only learns when the next of it expires', async () => {
  const active = (await db.resources.get(story.projector))?.log
  const round = await readRound(db, story.festival, { me: ada, active, now: NOW })
  expect(round).toMatchObject({ lends: true, expires: NOW + HOUR })
  expect(round.rows.requests.map(({ id }) => id)).toEqual([story.requests[1]])
  // What lives in another log is told to its person, so there it is.
  const elsewhere = await readRound(db, story.festival, { me: ada, active: undefined, now: NOW })
  expect(elsewhere.rows.requests).toHaveLength((await readWaiting(db, ada, NOW)).requests.length)
})

it('is news until it was told or is over', async () => {
  const all = await pageOfAll(MANY)
  const open = all.items.map(({ request }) => request).filter(({ to }) => to > NOW)
  const untold = async (): Promise<ObjectId[]> => (await readUntold(db, ada, NOW)).map(({ request }) => request.id)
  expect(await untold()).toEqual(open.map(({ id }) => id))
  const [told, left] = [open.slice(0, 100), open.slice(100)]
  await db.told.bulkPut(told.map(({ id, to }) => ({ request: id, stands: '', until: to })))
  expect(await untold()).toEqual(left.map(({ id }) => id))
  await writeSetting(db, 'left', { [story.festival]: 'kept' })
  expect(await untold()).toEqual([])
})
