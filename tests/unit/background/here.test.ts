// What is chosen for this device alone: a festival that is put away goes on as before, and streets are asked for when somebody said so.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readArchived } from '../../../src/adapters/dexie/archive-rows.ts'
import { readFestivals, readInbox } from '../../../src/adapters/dexie/queries.ts'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import { ask, begin, FRIDAY } from './story.ts'

describe('a festival that is put away', () => {
  it('is followed as before, says nothing about it, and what waits there waits', async () => {
    const story = await begin()
    const { ada, festival } = story
    const me = (await ada.worker.wallet.persona()) ?? expect.fail('no persona')
    const before = await ada.db.logs.toArray()
    await ada.done('festival.archive', { festival, archived: true })
    await ada.done('festival.archive', { festival, archived: true })
    expect([...(await readArchived(ada.db))]).toEqual([festival])
    expect(await readSetting(ada.db, 'archived')).toEqual([festival])
    expect(await ada.db.logs.toArray()).toEqual(before)
    await ask(story)
    expect(await readInbox(ada.db, me, FRIDAY.from)).toHaveLength(1)
    expect((await readFestivals(ada.db)).map((each) => each.festival)).toEqual([festival])
    await ada.done('festival.archive', { festival, archived: false })
    expect([...(await readArchived(ada.db))]).toEqual([])
  })

  it('comes back when somebody joins it again, and is forgotten as such when it is left', async () => {
    const { ada, ben, festival } = await begin()
    const { invite } = await ada.done('festival.invite', { festival })
    await ben.done('festival.archive', { festival, archived: true })
    await ben.done('festival.join', { invite })
    expect([...(await readArchived(ben.db))]).toEqual([])
    await ben.done('festival.archive', { festival, archived: true })
    await ben.done('festival.leave', { festival, forget: false })
    expect([...(await readArchived(ben.db))]).toEqual([])
    expect(await ben.command('festival.archive', { festival, archived: true })).toEqual({
      ok: false,
      error: { code: 'unknown-festival' },
    })
  })
})

describe('streets on the map of places', () => {
  it('are off until somebody says so, and can be switched off again', async () => {
    const { ada } = await begin()
    expect(await readSetting(ada.db, 'streets')).toBeUndefined()
    await ada.done('map.streets', { on: true })
    expect(await readSetting(ada.db, 'streets')).toBe(true)
    await ada.done('map.streets', { on: false })
    expect(await readSetting(ada.db, 'streets')).toBe(false)
  })
})
