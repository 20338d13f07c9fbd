// How much of each person is held: from the newest entry of their log, wherever that lies, and with what was allowed to them.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { writeQuota } from '../../../src/adapters/dexie/quota-rows.ts'
import { readContributions, type Contribution } from '../../../src/adapters/dexie/read-contributions.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { AT, eventOf, person } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { tellStory, type Story } from './story.ts'

let db: Database
let story: Story

beforeEach(async () => {
  db = newDatabase()
  story = await tellStory(db)
})
afterEach(closeDatabases)

async function of(name: 'ada' | 'ben'): Promise<Contribution> {
  const { publicKey } = await person(name)
  const each = await readContributions(db, story.festival)
  expect(each).toHaveLength(2)
  return each.find(({ author }) => author === publicKey) ?? expect.fail(`nothing of ${name}`)
}

/** Ben says something until his log has so many entries. */
async function benSays(entries: number): Promise<void> {
  while (story.bens.entries.length < entries) {
    await story.bens.add({ ...eventOf('Slides'), at: AT + story.bens.entries.length })
  }
  const result = await ingest(new DexieLogStore(db), story.festival, story.bens.incoming())
  if (!result.ok) throw new Error(result.error.code)
}

it('counts what each of them said and knows when that was, also where the last entry has just filled a segment', async () => {
  expect(await of('ada')).toMatchObject({ entries: 3, isFull: false })
  for (const entries of [63, 64, 65]) {
    await benSays(entries)
    expect(await of('ben')).toMatchObject({ entries, lastAt: AT + entries - 1, isFull: false })
  }
})

it('is full by what was allowed to this person, and to nobody else', async () => {
  const { publicKey } = await person('ben')
  await writeQuota(db, { author: publicKey, festival: story.festival }, { entries: 5, bytes: 10_000_000 })
  expect(await of('ben')).toMatchObject({ quota: { entries: 5 }, isFull: true })
  expect((await of('ada')).isFull).toBe(false)
})
