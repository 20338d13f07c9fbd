// A browser profile that was copied: two installations that take one log for their own (DESIGN 4.2). Each notices as soon as it
// sees what the other wrote, both go on in new logs, and what was written can be said again.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readPersonaKeys } from '../../../src/adapters/dexie/persona-rows.ts'
import { readNotices } from '../../../src/adapters/dexie/read-notices.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { operationsOf } from '../log/operations-of.ts'
import { deliver, dieAt, HOUR, Machine } from './machine.ts'
import { begin, FRIDAY, type Story } from './story.ts'

interface Copied extends Story {
  /** The copy of Ada's profile. */
  copy: Machine
}

/** The whole profile: database and storage, as they are. */
async function copyOf(from: Machine): Promise<Machine> {
  const to = new Machine()
  for (const table of from.db.tables) await to.db.table(table.name).bulkPut(await table.toArray())
  for (const [key, value] of from.api.storage.local.values) to.api.storage.local.values.set(key, value)
  return to
}

async function beginCopied(): Promise<Copied> {
  const story = await begin()
  return { ...story, copy: await copyOf(story.ada) }
}

async function offer(machine: Machine, festival: FestivalId, title: string): Promise<void> {
  const policy = { kind: 'manual' } as const
  await machine.done('resource.create', { festival, title, kind: 'thing', availability: 'always', policy })
}

/** Everybody gets what anybody has, twice, for what they then write. */
async function exchange({ ada, copy, ben, festival }: Copied): Promise<void> {
  const all = [ada, copy, ben]
  for (const _round of [1, 2]) {
    for (const from of all) for (const to of all) if (from !== to) await deliver(from, to, festival)
  }
}

async function thingsAt(machine: Machine): Promise<string[]> {
  return (await machine.db.resources.toArray()).map(({ title }) => title).toSorted()
}

async function ownLogs(machine: Machine, festival: FestivalId): Promise<StoredLog[]> {
  const me = (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
  return (await machine.worker.store.logsOf(me, festival)).filter(({ own }) => own)
}

async function noticesOf(machine: Machine, festival: FestivalId): ReturnType<typeof readNotices> {
  return readNotices(machine.db, festival, await readPersonaKeys(machine.db))
}

describe('a copied profile', () => {
  it('in which only one writes: the other notices, goes on in a new log, and nothing is lost', async () => {
    const story = await beginCopied()
    const { ada, copy, ben, festival } = story
    await offer(ada, festival, 'Drums')
    await exchange(story)
    expect((await noticesOf(copy, festival)).own).toMatchObject([{ reason: 'rolled-back' }])
    await offer(copy, festival, 'Lamp')
    await exchange(story)
    const [old, fresh] = await ownLogs(copy, festival)
    expect(old?.stopped).toBe(true)
    expect(await operationsOf(copy.worker.store, fresh ?? expect.fail())).toEqual(['festival.join', 'resource.create'])
    for (const machine of [ada, copy, ben]) {
      expect(await thingsAt(machine)).toEqual(['Drums', 'Lamp', 'Projector', 'Room'])
      expect(await machine.db.forks.count()).toBe(0)
    }
  })

  it('in which both write says so to both, and each says its own again, with all that hangs together', async () => {
    const story = await beginCopied()
    const { ada, copy, ben, festival, projector } = story
    await offer(ada, festival, 'Drums')
    const [drums] = await ada.db.resources.filter(({ title }) => title === 'Drums').toArray()
    await ada.done('resource.update', { resource: drums?.id ?? expect.fail(), set: { title: 'Big drums' } })
    await ada.done('resource.update', { resource: projector, set: { title: 'Beamer' } })
    await ada.done('event.create', {
      festival,
      title: 'Jam',
      ...FRIDAY,
      lines: [{ resource: drums?.id ?? expect.fail() }],
    })
    await offer(copy, festival, 'Lamp')
    await exchange(story)
    for (const machine of [ada, copy]) {
      const { forks } = await noticesOf(machine, festival)
      expect(forks.map(({ lost }) => lost)).toEqual([machine === ada ? 5 : 1])
    }
    expect((await noticesOf(ben, festival)).forks.map(({ lost }) => lost)).toEqual([0])
    for (const machine of [ada, copy, ben]) expect(await thingsAt(machine)).toEqual(['Projector', 'Room'])

    expect(await ada.done('log.sayAgain', { festival })).toEqual({ entries: 5 })
    expect(await copy.done('log.sayAgain', { festival })).toEqual({ entries: 1 })
    await exchange(story)
    for (const machine of [ada, copy, ben]) {
      expect(await thingsAt(machine)).toEqual(['Beamer', 'Big drums', 'Lamp', 'Room'])
      const [request, ...others] = await machine.db.requests.toArray()
      expect(others).toEqual([])
      const [jam] = await machine.db.events.toArray()
      const [again] = await machine.db.resources.filter(({ title }) => title === 'Big drums').toArray()
      expect(request).toMatchObject({ event: jam?.id, resource: again?.id })
    }
    // Once is enough.
    expect((await noticesOf(ada, festival)).forks.map(({ lost }) => lost)).toEqual([0])
    expect(await ada.done('log.sayAgain', { festival })).toEqual({ entries: 0 })
  })

  it('says it again once, wherever the worker is killed', async () => {
    const story = await beginCopied()
    const { ada, copy, festival } = story
    await offer(ada, festival, 'Drums')
    await offer(copy, festival, 'Lamp')
    await exchange(story)
    for (let operation = 1, died = true; died; operation += 1) {
      ada.kill()
      const death = dieAt(ada.db, operation)
      await ada.command('log.sayAgain', { festival })
      died = death.hasDied()
      ada.kill()
      await ada.worker.background.boot()
    }
    await ada.done('log.sayAgain', { festival })
    expect(await thingsAt(ada)).toEqual(['Drums', 'Projector', 'Room'])
    ada.clock.advance(30 * 24 * HOUR)
    await ada.worker.background.boot()
    expect(await ada.done('log.sayAgain', { festival })).toEqual({ entries: 0 })
  })
})
