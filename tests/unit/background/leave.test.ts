// Leaving a festival (decision 0027): nothing comes or goes any more, nothing waits; what is stored stays or is forgotten, also
// when the worker dies on the way; and whoever comes back goes on.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readFestivals, readInbox } from '../../../src/adapters/dexie/queries.ts'
import { readStored } from '../../../src/adapters/dexie/read-stored.ts'
import { readTies } from '../../../src/adapters/dexie/read-ties.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { operationsOf } from '../log/operations-of.ts'
import { deliver, dieAt, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

async function keyOf(machine: Machine): Promise<PublicKey> {
  return (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
}

async function waits(machine: Machine): Promise<number> {
  const me = await keyOf(machine)
  return (await readInbox(machine.db, me, FRIDAY.from)).length
}

/** Rows of each table that has something to do with entries. */
async function held({ db }: Machine): Promise<Record<string, number>> {
  const names = [
    'logs',
    'segments',
    'tail',
    'holes',
    'festivals',
    'resources',
    'events',
    'requests',
    'answers',
    'profiles',
  ]
  const counts = await Promise.all(
    [...names, 'standings', 'arrivals', 'claims', 'retracts'].map(async (name) => [name, await db.table(name).count()]),
  )
  return Object.fromEntries(counts.filter(([, count]) => count !== 0)) as Record<string, number>
}

/** Ben asked for both of Ada's things: the room is granted, the projector waits. */
async function told(): Promise<Story> {
  const story = await begin()
  await ask(story)
  return story
}

describe('leaving a festival', () => {
  it('is asked with what ties one to it', async () => {
    const { ada, ben, festival } = await told()
    const me = await keyOf(ada)
    const ties = await readTies(ada.db, festival, me, ada.clock.now())
    expect(ties.promises.map(({ resource, event }) => [resource?.title, event?.title])).toEqual([
      ['Room', 'Reading group'],
    ])
    expect([ties.waiting, ties.events.length]).toEqual([1, 0])
    const other = await keyOf(ben)
    const bens = await readTies(ben.db, festival, other, ben.clock.now())
    expect([bens.promises.length, bens.waiting, bens.events.length]).toEqual([0, 0, 1])
  })

  it('keeps what is stored, writes nothing, and nothing waits any more', async () => {
    const { ada, festival, projector } = await told()
    expect([await waits(ada), ada.api.badge]).toEqual([1, '1'])
    const before = await held(ada)
    await ada.done('festival.leave', { festival, forget: false })
    expect(await readFestivals(ada.db)).toEqual([])
    expect([await waits(ada), ada.api.badge]).toEqual([0, ''])
    expect(await held(ada)).toEqual(before)
    for (const refused of [
      await ada.command('resource.update', { resource: projector, set: { title: 'Beamer' } }),
      await ada.command('festival.leave', { festival, forget: false }),
    ]) {
      expect(refused).toEqual({ ok: false, error: { code: 'unknown-festival' } })
    }
    const [stored, ...others] = await readStored(ada.db)
    expect(others).toEqual([])
    expect(stored).toMatchObject({ festival, title: 'Herbst Fest', isLeft: true })
    const logs = await ada.worker.store.logsOf(await keyOf(ada), festival)
    const mine = logs.reduce((sum, { seqNum }) => sum + seqNum, 0)
    expect(stored?.mine).toBe(mine)
    expect(stored?.entries).toBeGreaterThan(mine)
  })

  it('and coming back goes on with the same log', async () => {
    const { ada, ben, festival } = await told()
    const { invite } = await ben.done('festival.invite', { festival })
    const me = await keyOf(ada)
    await ada.done('festival.leave', { festival, forget: false })
    await ada.done('festival.join', { invite })
    expect([await waits(ada), ada.api.badge]).toEqual([1, '1'])
    await ada.done('profile.set', { festival, name: 'Ada' })
    const [log, ...others] = await ada.worker.store.logsOf(me, festival)
    expect(others).toEqual([])
    const written = await operationsOf(ada.worker.store, log ?? expect.fail())
    expect(written).not.toContain('festival.join')
    expect(written.at(-1)).toBe('profile.set')
  })

  it('forgets all of it when asked to, and whoever comes back begins a new log', async () => {
    const { ada, ben, festival, projector } = await told()
    await deliver(ada, ben, festival)
    const { invite } = await ben.done('festival.invite', { festival })
    await ada.done('festival.leave', { festival, forget: true })
    expect(await held(ada)).toEqual({})
    expect(await readStored(ada.db)).toEqual([])
    await ada.done('festival.join', { invite })
    await deliver(ben, ada, festival)
    // Everything of hers came back from outside; the log that is written is another one.
    const me = await keyOf(ada)
    const logs = await ada.worker.store.logsOf(me, festival)
    expect(logs.map(({ own }) => own)).toEqual([true, false])
    expect(await ada.db.resources.get(projector)).toMatchObject({ owner: me })
    expect(await waits(ada)).toBe(1)
  })

  it('forgets later what was left before', async () => {
    const { ada, festival } = await told()
    await ada.done('festival.leave', { festival, forget: false })
    await ada.done('festival.leave', { festival, forget: true })
    expect(await held(ada)).toEqual({})
  })

  it('keeps what a followed clone inherits', async () => {
    const { ada, festival, projector } = await told()
    const { festival: clone } = await ada.done('festival.clone', { festival, title: 'Again' })
    await ada.done('festival.leave', { festival, forget: true })
    expect(await ada.db.resources.get(projector)).toBeDefined()
    const stored = await readStored(ada.db)
    expect(stored.map((each) => [each.title, each.isLeft])).toEqual([
      ['Herbst Fest', false],
      ['Again', false],
    ])
    await ada.done('festival.leave', { festival: clone, forget: true })
    await ada.done('festival.leave', { festival, forget: true })
    expect(await held(ada)).toEqual({})
  })

  it('is finished by the next worker, wherever this one dies', { timeout: 180_000 }, async () => {
    const { ada } = await begin()
    const title = 'Lake'
    let hasDied = true
    for (let operation = 1; hasDied; operation += 1) {
      const { festival } = await ada.done('festival.create', { title, timezone: 'UTC', visibility: 'open' })
      const id = ada.freshId()
      ada.kill()
      const death = dieAt(ada.worker.db, operation)
      await ada.command('festival.leave', { festival, forget: true }, id).catch(() => undefined)
      hasDied = death.hasDied()
      ada.kill()
      expect(await ada.command('festival.leave', { festival, forget: true }, id)).toEqual({ ok: true, value: {} })
      expect(await ada.db.logs.where({ festival }).count(), `killed at ${operation}`).toBe(0)
      expect(await ada.db.festivals.get(festival)).toBeUndefined()
      expect((await readFestivals(ada.db)).map((each) => each.title)).toEqual(['Herbst Fest'])
    }
  })

  it('goes on forgetting at the start of a worker', async () => {
    const { ada, festival } = await told()
    await ada.db.memberships.delete(festival)
    await ada.db.settings.put({ key: 'left', value: { [festival]: 'forgetting' } })
    ada.kill()
    await ada.worker.background.boot()
    expect(await held(ada)).toEqual({})
    ada.kill()
    await ada.worker.background.boot()
    expect(await ada.db.settings.get('left')).toMatchObject({ value: {} })
  })

  it('forgets what the network half was storing just then, at the start of the next worker', async () => {
    const { ada, ben, festival } = await told()
    await ada.done('festival.leave', { festival, forget: true })
    const [log] = await ben.worker.store.logsOf(await keyOf(ben), festival)
    if (log === undefined) throw new Error('Ben has no log')
    const incoming = await ben.worker.store.entries(log, 1, log.seqNum)
    expect(await ingest(ada.worker.store, festival, incoming)).toMatchObject({ ok: true })
    expect(await readStored(ada.db)).toMatchObject([{ isLeft: true }])
    for (const left of [{ [festival]: 'forgetting' }, {}]) {
      ada.kill()
      await ada.worker.background.boot()
      expect(await held(ada)).toEqual({})
      expect(await ada.db.settings.get('left')).toMatchObject({ value: left })
    }
  })

  it('notes nothing that keeps it from being come back to', async () => {
    const { ada, ben, festival } = await told()
    await deliver(ada, ben, festival)
    const { invite } = await ben.done('festival.invite', { festival })
    await ada.done('festival.leave', { festival, forget: true })
    await ada.done('festival.join', { invite })
    await deliver(ben, ada, festival)
    ada.kill()
    await ada.worker.background.boot()
    expect(await ada.db.resources.where({ festival }).count()).toBe(2)
  })
})
