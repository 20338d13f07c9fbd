// A demo festival (decision 0044): there at once with people who are made up, heard of by nobody, and gone without a trace.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { countOwn, readDescription } from '../../../src/adapters/dexie/backup-rows.ts'
import { DEMO_COMMANDS } from '../../../src/adapters/dexie/demo-rows.ts'
import {
  readEvents,
  countFestival,
  readFestivals,
  readInbox,
  readPeople,
  readResources,
  readSharedMemberships,
} from '../../../src/adapters/dexie/queries.ts'
import { toHex, verifyEntry } from '../../../src/bamboo/index.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { dieAtWrite, HOUR, Machine } from './machine.ts'

async function tried(): Promise<{ ada: Machine; me: PublicKey; festival: FestivalId }> {
  const ada = new Machine()
  const { publicKey: me } = await ada.done('persona.create', {})
  const { festival } = await ada.done('festival.demo', {})
  return { ada, me, festival }
}

/** Every row of every table, as one text: bytes as hex. */
async function everything(machine: Machine): Promise<string> {
  const rows = await Promise.all(machine.db.tables.map(async (table) => [table.name, await table.toArray()] as const))
  return JSON.stringify(rows, (_key, value: unknown) => (value instanceof Uint8Array ? toHex(value) : value))
}

async function counts(machine: Machine): Promise<Record<string, number>> {
  const found = await Promise.all(machine.db.tables.map(async (table) => [table.name, await table.count()] as const))
  return Object.fromEntries(found.filter(([name]) => !['commands', 'settings', 'status'].includes(name)))
}

describe('a demo festival', () => {
  it.for([0, 6, 7, 8, 11, 16])('has soup by daylight, soon, when it is begun %i hours later', async (hours) => {
    const ada = new Machine()
    ada.clock.advance(hours * HOUR)
    await ada.done('persona.create', {})
    const { festival } = await ada.done('festival.demo', {})
    const events = await readEvents(ada.db, festival, ada.clock.now())
    const { from, to } = events.find(({ event }) => event.title === 'demoSoup')?.event ?? expect.fail('no soup')
    expect(from).toBeGreaterThan(ada.clock.now())
    expect(from).toBeLessThan(ada.clock.now() + 17 * HOUR)
    // The clocks of the festival are those of this machine.
    expect(new Date(from).getHours()).toBeGreaterThanOrEqual(12)
    expect(new Date(to).getHours()).toBeLessThanOrEqual(22)
    expect(to - from).toBe(2 * HOUR)
  })

  it('has people, things and events around now, and two of them ask for the same thing of mine', async () => {
    const { ada, me, festival } = await tried()
    const now = ada.clock.now()
    expect(await readFestivals(ada.db)).toMatchObject([{ festival, me, isDemo: true, known: true }])
    expect(await countFestival(ada.db, festival)).toEqual({ members: 6, resources: 8, events: 6 })
    const people = await readPeople(ada.db, festival)
    expect([...people.values()].flatMap(({ name }) => name ?? []).sort()).toEqual([
      'Jonas',
      'Mareike',
      'Noor',
      'Ola',
      'Timur',
    ])
    const kinds = new Set((await readResources(ada.db, festival)).map(({ policy }) => policy.kind))
    expect([...kinds].sort()).toEqual(['first-come-first-served', 'lottery', 'manual', 'token'])
    const events = await readEvents(ada.db, festival, now)
    expect(events.every(({ event }) => event.from > now && event.to < now + 4 * 86_400_000)).toBe(true)
    const states = new Set(events.flatMap(({ lines }) => lines.map(({ state }) => state)))
    expect([...states].sort()).toEqual(['declined', 'granted', 'waiting'])
    const waiting = await readInbox(ada.db, me, now)
    expect(waiting.map(({ competing }) => competing.length)).toEqual([1, 1])
    expect(ada.api.badge).toBe('2')
  })

  it('is logs like all others: signed by whoever speaks, and whole', async () => {
    const { ada, me, festival } = await tried()
    const logs = await ada.worker.store.logs(festival)
    expect(logs.map(({ author, own }) => own === (author === me))).toEqual(logs.map(() => true))
    for (const log of logs) {
      const [first] = await ada.worker.store.entries(log, 1, log.seqNum)
      expect(first === undefined ? undefined : await verifyEntry(first)).toMatchObject({ ok: true })
      expect([log.verified, log.folded]).toEqual([log.seqNum, log.seqNum])
    }
  })

  it('answers the first request in the name of whoever tries it', async () => {
    const { ada, me } = await tried()
    const [first] = await readInbox(ada.db, me, ada.clock.now())
    if (first === undefined) throw new Error('nobody asks')
    const given = await ada.done('authorization.answer', { request: first.request.id, decision: 'grant' })
    expect(given.state).toBe('effective')
  })

  it('is one, however often it is asked for', async () => {
    const { ada, festival } = await tried()
    const before = await counts(ada)
    expect(await ada.done('festival.demo', {})).toEqual({ festival })
    expect(await counts(ada)).toEqual(before)
  })

  it('needs somebody who tries it', async () => {
    const refusal = await new Machine().command('festival.demo', {})
    expect(refusal).toEqual({ ok: false, error: { code: 'no-persona' } })
  })

  it('goes to nobody, also when this browser is online', async () => {
    const { ada, festival } = await tried()
    await ada.done('network.set', { online: true })
    expect(ada.worker.host.running).toBe(false)
    const refused = { ok: false, error: { code: 'demo-only' } }
    expect(await ada.command('festival.invite', { festival })).toEqual(refused)
    expect(await ada.command('festival.clone', { festival, title: 'Again' })).toEqual(refused)
    expect(await ada.command('network.offer', { festival })).toEqual(refused)
    const inside = { title: 'Inside', timezone: 'UTC', visibility: 'open', parent: festival } as const
    expect(await ada.command('festival.create', inside)).toEqual(refused)
    const { festival: real } = await ada.done('festival.create', {
      title: 'Real',
      timezone: 'UTC',
      visibility: 'open',
    })
    expect(ada.worker.host.running).toBe(true)
    expect((await readSharedMemberships(ada.db)).map((each) => each.festival)).toEqual([real])
  })

  it('is in no backup, and nobody is reminded to make one for it', async () => {
    const { ada } = await tried()
    expect(await countOwn(ada.db)).toBe(0)
    expect(await readDescription(ada.db)).toMatchObject({ memberships: [], heads: [], left: [], own: 0 })
  })

  it('is thrown away without a trace, and nothing else with it', async () => {
    const ada = new Machine()
    const { publicKey: me } = await ada.done('persona.create', {})
    const { festival: real } = await ada.done('festival.create', {
      title: 'Real',
      timezone: 'UTC',
      visibility: 'open',
    })
    const before = await counts(ada)
    const { festival } = await ada.done('festival.demo', {})
    const [first] = await readInbox(ada.db, me, ada.clock.now())
    if (first === undefined) throw new Error('nobody asks')
    await ada.done('authorization.answer', { request: first.request.id, decision: 'grant' })
    await ada.done('event.favourite', { event: first.request.event, on: true })
    await ada.done('person.petname', { author: first.request.author, name: 'Neighbour' })
    const logs = await ada.worker.store.logs(festival)
    const others = [...new Set(logs.map(({ author }) => author))].filter((author) => author !== me)
    expect(others).toHaveLength(5)
    await ada.done('festival.leave', { festival, forget: false })
    ada.kill()
    await ada.worker.background.boot()
    expect(await counts(ada)).toEqual(before)
    const text = await everything(ada)
    const traces = [
      festival,
      first.request.id,
      first.request.event,
      ...others,
      ...logs.map(({ logId }) => `"${logId}"`),
    ]
    expect(traces.filter((each) => text.includes(each))).toEqual([])
    expect(text).not.toContain(DEMO_COMMANDS)
    expect(await ada.db.settings.get('demo')).toBeUndefined()
    expect((await readFestivals(ada.db)).map((each) => each.festival)).toEqual([real])
    const again = await ada.done('festival.demo', {})
    expect(again.festival).not.toBe(festival)
  })

  it('is another one after it was thrown away, also when the worker died before it was forgotten', async () => {
    const { ada, festival } = await tried()
    await ada.db.memberships.delete(festival)
    await ada.db.settings.put({ key: 'left', value: { [festival]: 'forgetting' } })
    const again = await ada.done('festival.demo', {})
    expect(again.festival).not.toBe(festival)
    expect((await readFestivals(ada.db)).map((each) => each.festival)).toEqual([again.festival])
  })

  it('is made once, wherever the worker dies', { timeout: 120_000 }, async () => {
    const ada = new Machine()
    await ada.done('persona.create', {})
    for (let write = 1, hasDied = true; hasDied; write += 7) {
      ada.kill()
      const death = dieAtWrite(ada.db, write)
      await ada.command('festival.demo', {}).catch(() => undefined)
      hasDied = death.hasDied()
      ada.kill()
      const { festival } = await ada.done('festival.demo', {})
      expect(await readFestivals(ada.db), `killed at ${write}`).toMatchObject([{ festival }])
      expect(await countFestival(ada.db, festival)).toEqual({ members: 6, resources: 8, events: 6 })
      await ada.done('festival.leave', { festival, forget: true })
    }
  })
})
