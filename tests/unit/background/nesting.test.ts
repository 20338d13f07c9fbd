// Festivals inside festivals in two browsers (DESIGN 5.6): a child asks for things of its ancestors in their logs, its events
// count the answers there, and its parent's creator lists it.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { runQuery } from '../../../background/page-query.ts'
import {
  readAncestors,
  readEvents,
  readInbox,
  readPersona,
  readResourcesAround,
} from '../../../src/adapters/dexie/queries.ts'
import { readEvent } from '../../../src/adapters/dexie/read-event-overviews.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { decodeOperation } from '../../../src/operations/codec.ts'
import { START, deliver, dieAt, type Machine } from './machine.ts'
import { FRIDAY, begin, type Story } from './story.ts'

const persona = async (machine: Machine) => (await readPersona(machine.db)) ?? expect.fail()

/** Ben's sub-festival in Ada's festival, which she does not follow. */
async function nested(): Promise<Story & { child: FestivalId }> {
  const story = await begin()
  const made = await story.ben.done('festival.create', {
    title: 'Night lab',
    timezone: 'Europe/Berlin',
    visibility: 'open',
    parent: story.festival,
  })
  expect(made.listed).toBe(false)
  return { ...story, child: made.festival }
}

async function ownOperations(machine: Machine, festival: FestivalId) {
  const log = await machine.worker.store.ownLog(await persona(machine), festival)
  const entries = log === undefined ? [] : await machine.worker.store.entries(log, 1, log.seqNum)
  return entries.flatMap(({ payload }) => {
    const decoded = decodeOperation(payload ?? new Uint8Array())
    return decoded.ok ? [decoded.value] : []
  })
}

describe('an event in a sub-festival', () => {
  it('asks for things of the festival around it there, and counts the answers', async () => {
    const { ada, ben, festival, child, projector } = await nested()
    const { resource: lamp } = await ben.done('resource.create', {
      festival: child,
      title: 'Lamp',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'first-come-first-served' },
    })
    const { event, requests } = await ben.done('event.create', {
      festival: child,
      title: 'Slides',
      ...FRIDAY,
      lines: [{ resource: projector, message: 'please' }, { resource: lamp }],
    })
    const asked = (await ownOperations(ben, festival)).at(-1)
    expect(asked).toMatchObject({ op: 'request.create', event, eventFestival: child, eventTitle: 'Slides' })
    expect(requests).toHaveLength(2)
    expect((await ben.db.requests.get(requests[0] ?? expect.fail()))?.resource).toBe(projector)

    await deliver(ben, ada, festival)
    const [item] = await readInbox(ada.db, await persona(ada), START)
    expect(item?.request).toMatchObject({ eventTitle: 'Slides', message: 'please' })
    expect(item).not.toHaveProperty('event')
    await ada.done('authorization.answer', { request: item?.request.id ?? expect.fail(), decision: 'grant' })

    await deliver(ada, ben, festival)
    const [overview] = await readEvents(ben.db, child, START)
    expect(overview?.confirmation).toEqual({ required: 2, granted: 2 })
    // Not an event of the festival around it.
    expect(await readEvents(ben.db, festival, START)).toEqual([])
  })

  it('is checked for real by an owner who follows it', async () => {
    const { ada, ben, festival, child, projector } = await nested()
    const { invite } = await ben.done('festival.invite', { festival: child })
    await ada.done('festival.join', { invite })
    await ben.done('event.create', { festival: child, title: 'Slides', ...FRIDAY, lines: [{ resource: projector }] })
    await deliver(ben, ada, festival)
    await deliver(ben, ada, child)
    const [item] = await readInbox(ada.db, await persona(ada), START)
    expect(item?.event).toMatchObject({ title: 'Slides', festival: child })
    const overview = await readEvent(ada.db, item?.request.event ?? expect.fail(), START)
    expect(overview?.lines).toHaveLength(1)
  })

  it('is answered by a policy of an owner who follows it, whatever comes first, and by hand of one who does not', async () => {
    const { ada, ben, festival, child, room } = await nested()
    const { requests } = await ben.done('event.create', {
      festival: child,
      title: 'Slides',
      ...FRIDAY,
      lines: [{ resource: room }],
    })
    const [request = expect.fail()] = requests
    await deliver(ben, ada, festival)
    const mine = await persona(ada)
    expect(await readInbox(ada.db, mine, START)).toMatchObject([
      { request: { id: request }, left: 'event-elsewhere', available: true },
    ])
    const { invite } = await ben.done('festival.invite', { festival: child })
    await ada.done('festival.join', { invite })
    expect(await readInbox(ada.db, mine, START)).toHaveLength(1)
    // The event comes, and nothing of the festival around it.
    await deliver(ben, ada, child)
    expect(await readInbox(ada.db, mine, START)).toEqual([])
    expect(await ada.db.answers.toArray()).toMatchObject([{ request, by: 'first-come-first-served' }])
    const later = { from: FRIDAY.to, to: FRIDAY.to + 1 }
    await ben.done('event.create', { festival: child, title: 'More', ...later, lines: [{ resource: room }] })
    await deliver(ben, ada, child)
    await deliver(ben, ada, festival)
    expect(await ada.db.answers.where('resource').equals(room).count()).toBe(2)
  })

  it('holds a ticket of its own festival or of one around it, for a policy that asks for one', async () => {
    const { ada, ben, festival, child, projector } = await nested()
    const { invite } = await ben.done('festival.invite', { festival: child })
    await ada.done('festival.join', { invite })
    const { resource: boat } = await ada.done('resource.create', {
      festival,
      title: 'Boat',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'first-come-first-served' },
      requires: [projector],
    })
    await deliver(ada, ben, festival)
    const lines = [{ resource: boat }, { resource: projector }]
    const { requests } = await ben.done('event.create', { festival: child, title: 'Slides', ...FRIDAY, lines })
    await deliver(ben, ada, child)
    await deliver(ben, ada, festival)
    expect(await ada.db.answers.count()).toBe(0)
    const ticket = { request: requests[1] ?? expect.fail(), decision: 'grant' } as const
    await ada.done('authorization.answer', ticket)
    expect(await ada.db.answers.where('resource').equals(boat).toArray()).toMatchObject([{ request: requests[0] }])
  })

  it('can hold what its own festival and those around it offer', async () => {
    const { ben, festival, child } = await nested()
    const lamp = { title: 'Lamp', kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
    await ben.done('resource.create', { festival: child, ...lamp })
    const titles = async (where: FestivalId) => (await readResourcesAround(ben.db, where)).map(({ title }) => title)
    expect(await titles(child)).toEqual(['Lamp', 'Projector', 'Room'])
    expect(await titles(festival)).toEqual(['Projector', 'Room'])
  })

  it('asks later for one more thing, and for nothing of festivals that it does not lie in', async () => {
    const { ben, festival, child, projector } = await nested()
    const { event } = await ben.done('event.create', { festival: child, title: 'Slides', ...FRIDAY, lines: [] })
    await ben.done('request.create', { festival: child, event, resource: projector })
    expect((await readEvents(ben.db, child, START))[0]?.lines).toHaveLength(1)
    const { festival: other } = await ben.done('festival.create', {
      title: 'Elsewhere',
      timezone: 'UTC',
      visibility: 'open',
    })
    const { event: far } = await ben.done('event.create', { festival: other, title: 'Far', ...FRIDAY, lines: [] })
    const refused = { ok: false, error: { code: 'unknown-resource', data: { resource: projector } } }
    expect(await ben.command('request.create', { festival: other, event: far, resource: projector })).toEqual(refused)
    expect(
      await ben.command('event.create', { festival: other, title: 'Far', ...FRIDAY, lines: [{ resource: projector }] }),
    ).toEqual(refused)
    expect((await ownOperations(ben, other)).filter(({ op }) => op === 'event.create')).toHaveLength(1)
    expect((await ownOperations(ben, festival)).filter(({ op }) => op === 'request.create')).toHaveLength(1)
  })

  it('is written once with all its lines, wherever the worker is killed between the two logs', async () => {
    const { ben, child, projector } = await nested()
    for (let operation = 1, hasDied = true; hasDied; operation += 3) {
      const id = ben.freshId()
      const params = { festival: child, title: `E ${operation}`, ...FRIDAY, lines: [{ resource: projector }] }
      ben.kill()
      const death = dieAt(ben.worker.db, operation)
      const { background } = ben.worker
      await background.commands.run({ id, name: 'event.create', params })
      await background.settled()
      hasDied = death.hasDied()
      ben.kill()
      expect(await ben.command('event.create', params, id)).toMatchObject({ ok: true })
      const events = (await readEvents(ben.db, child, START)).filter(({ event }) => event.title === `E ${operation}`)
      expect(events.map(({ lines }) => lines.length)).toEqual([1])
    }
  }, 180_000)
})

describe('a festival inside another one', () => {
  it('is listed by who started the one around it, at once when it is their own', async () => {
    const { ada, festival } = await begin()
    const inside = { title: 'Kids', timezone: 'UTC', visibility: 'open', parent: festival } as const
    const { festival: child, listed } = await ada.done('festival.create', inside)
    expect(listed).toBe(true)
    expect((await ada.db.festivals.get(festival))?.children).toEqual([child])
    await ada.done('festival.unlist', { festival, child })
    expect(await ada.db.festivals.get(festival)).not.toHaveProperty('children')
    await ada.done('festival.list', { festival, child })
    const viewer = { persona: await persona(ada), scopes: [], now: START }
    expect(await runQuery(ada.db, { festival, type: 'child' }, viewer)).toEqual({
      items: [{ type: 'child', id: child, title: 'Kids', listed: true }],
    })
    expect((await readAncestors(ada.db, child)).map(({ id }) => id)).toEqual([festival])
  })

  it('is listed by nobody else, and only where it lies', async () => {
    const { ada, ben, festival, child } = await nested()
    const code = (name: string) => ({ ok: false, error: { code: name } })
    expect(await ben.command('festival.list', { festival, child })).toEqual(code('not-your-festival'))
    expect(await ben.command('festival.update', { festival, set: { title: 'Mine' } })).toEqual(
      code('not-your-festival'),
    )
    expect(await ada.command('festival.list', { festival, child })).toEqual(code('unknown-festival'))
    const nowhere = { title: 'Lost', timezone: 'UTC', visibility: 'open', parent: child } as const
    expect(await ada.command('festival.create', nowhere)).toEqual(code('unknown-festival'))
    const viewer = { persona: await persona(ben), scopes: [], now: START }
    expect(await runQuery(ben.db, { festival, type: 'child' }, viewer)).toMatchObject({ items: [{ listed: false }] })
  })

  it('is followed from the one around it, and that one from within, without an invite', async () => {
    const { ada, ben, festival, child } = await nested()
    expect(await ada.command('festival.follow', { festival: child, near: festival })).toMatchObject({ ok: false })
    const { invite } = await ben.done('festival.invite', { festival: child })
    await ada.done('festival.join', { invite })
    await deliver(ben, ada, child)
    await ada.done('festival.list', { festival, child })
    await deliver(ada, ben, festival)
    await ben.db.memberships.bulkDelete([festival, child])
    await ben.db.memberships.put((await ada.db.memberships.get(festival)) ?? expect.fail())
    await ben.db.memberships.update(festival, { persona: await persona(ben) })
    await ben.done('festival.follow', { festival: child, near: festival })
    expect(await ben.db.memberships.get(child)).toMatchObject({ persona: await persona(ben) })
    await ben.db.memberships.delete(festival)
    await ben.done('festival.follow', { festival, near: child })
    expect(await ben.db.memberships.count()).toBe(2)
  })

  it('changes what it says of itself, with dates in order', async () => {
    const { ada, festival } = await begin()
    await ada.done('festival.update', { festival, set: { title: 'Winter Fest', from: 2000 } })
    expect(await ada.db.festivals.get(festival)).toMatchObject({ title: 'Winter Fest', from: 2000 })
    expect(await ada.command('festival.update', { festival, set: { to: 1000 } })).toEqual({
      ok: false,
      error: { code: 'interval-inverted' },
    })
    await ada.done('festival.update', { festival, set: { to: 1000 }, unset: ['from'] })
    const row = await ada.db.festivals.get(festival)
    expect(row).toMatchObject({ title: 'Winter Fest', to: 1000 })
    expect(row).not.toHaveProperty('from')
  })
})
