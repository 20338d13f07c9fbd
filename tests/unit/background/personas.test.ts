// Several personas of one wallet (decision 0031): one per festival on request, switching, and what each of them looks after.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readFestivals, readInboxPage } from '../../../src/adapters/dexie/queries.ts'
import { readPersonaKeys } from '../../../src/adapters/dexie/persona-rows.ts'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import { deliver, HOUR, Machine, START } from './machine.ts'
import { ask, begin, FRIDAY } from './story.ts'

const SATURDAY = { from: FRIDAY.from + 24 * HOUR, to: FRIDAY.to + 24 * HOUR }
const LENT = { availability: 'always', kind: 'thing', policy: { kind: 'manual' } } as const

async function main(machine: Machine): Promise<PublicKey> {
  return (await machine.worker.wallet.persona()) ?? expect.fail()
}

async function personaOf(machine: Machine, festival: FestivalId): Promise<PublicKey> {
  return (await machine.db.memberships.get(festival))?.persona ?? expect.fail()
}

async function another(machine: Machine, title = 'Other Fest'): Promise<FestivalId> {
  const made = await machine.done('festival.create', { title, timezone: 'UTC', visibility: 'open', as: 'new' })
  return made.festival
}

async function ownerOf(machine: Machine, resource: ObjectId): Promise<PublicKey | undefined> {
  return (await machine.db.resources.get(resource))?.owner
}

describe('a persona for one festival', () => {
  it('is made once for a command, however often it is sent, and is asked for by nobody who does not want one', async () => {
    const { ben, festival } = await begin()
    const { invite } = await ben.done('festival.invite', { festival })
    const carl = new Machine()
    await carl.done('persona.create', {})
    const id = carl.freshId()
    await Promise.all([
      carl.command('festival.join', { invite, as: 'new' }, id),
      carl.command('festival.join', { invite, as: 'new' }, id),
    ])
    carl.kill()
    await carl.command('festival.join', { invite, as: 'new' }, id)
    const keys = await readPersonaKeys(carl.db)
    expect(keys).toHaveLength(2)
    expect(await personaOf(carl, festival)).toBe(keys[1])
    const usual = await carl.done('festival.create', { title: 'Mine', timezone: 'UTC', visibility: 'open' })
    expect(await personaOf(carl, usual.festival)).toBe(keys[0])
    await carl.done('persona.default', { persona: keys[1] ?? expect.fail() })
    const later = await carl.done('festival.create', { title: 'Later', timezone: 'UTC', visibility: 'open' })
    expect(await personaOf(carl, later.festival)).toBe(keys[1])
  })

  it('is the persona of the festival around it unless another is chosen', async () => {
    const { ada } = await begin()
    const parent = await another(ada)
    const inside = { title: 'Inside', timezone: 'UTC', visibility: 'open', parent } as const
    const child = await ada.done('festival.create', inside)
    expect(await personaOf(ada, child.festival)).toBe(await personaOf(ada, parent))
    expect(child.listed).toBe(true)
    const other = await ada.done('festival.create', { ...inside, as: await main(ada) })
    const { resource } = await ada.done('resource.create', { festival: parent, title: 'Tent', ...LENT })
    const event = { festival: other.festival, title: 'Talk', ...FRIDAY, lines: [{ resource }] }
    expect(await ada.command('event.create', event)).toEqual({
      ok: false,
      error: { code: 'other-persona', data: { resource } },
    })
    const made = await ada.done('event.create', { ...event, festival: child.festival })
    expect(made.requests).toHaveLength(1)
  })

  it('is refused for keys that are not of this wallet', async () => {
    const { ada, ben } = await begin()
    const params = { title: 'Mine', timezone: 'UTC', visibility: 'open', as: await main(ben) } as const
    expect(await ada.command('festival.create', params)).toEqual({ ok: false, error: { code: 'unknown-persona' } })
    const made = await ada.command('persona.label', { persona: await main(ben), label: 'Ben' })
    expect(made).toEqual({ ok: false, error: { code: 'unknown-persona' } })
  })

  it('has what waits for it beside what waits for the others, in the badge too', async () => {
    const story = await begin()
    const { ada, ben } = story
    const festival = await another(ada)
    const { resource } = await ada.done('resource.create', { festival, title: 'Drum kit', ...LENT })
    const { invite } = await ada.done('festival.invite', { festival })
    await ben.done('festival.join', { invite, as: 'new' })
    await deliver(ada, ben, festival)
    await ben.done('event.create', { festival, title: 'Drumming', ...SATURDAY, lines: [{ resource }] })
    await deliver(ben, ada, festival)
    await ask(story)
    const keys = await readPersonaKeys(ada.db)
    const { items } = await readInboxPage(ada.db, keys, START, { count: 30 })
    expect(items.map(({ resource: { title, owner } }) => [title, owner])).toEqual([
      ['Projector', keys[0]],
      ['Drum kit', keys[1]],
    ])
    expect(ada.api.badge).toBe('2')
    for (const { request } of items) {
      expect(await ada.done('authorization.answer', { request: request.id, decision: 'grant' })).toMatchObject({
        state: 'effective',
      })
    }
    expect(ada.api.badge).toBe('')
  })

  it('has a label of mine that stays on this machine', async () => {
    const { ada } = await begin()
    const persona = await main(ada)
    await ada.done('persona.label', { persona, label: ' for work ' })
    expect(await readSetting(ada.db, 'personaLabels')).toEqual({ [persona]: 'for work' })
    await ada.done('persona.label', { persona, label: '' })
    expect(await readSetting(ada.db, 'personaLabels')).toEqual({})
    expect(
      await ada.worker.store.logsOf(persona, (await readFestivals(ada.db))[0]?.festival ?? expect.fail()),
    ).toMatchObject([{ seqNum: 3 }])
  })
})

describe('another persona in a festival that one is in already', () => {
  it('makes what is new; what was there stays with who made it, and goes on being looked after', async () => {
    const story = await begin()
    const { ada, ben, festival, projector, room } = story
    const old = await main(ada)
    const { persona } = await ada.done('persona.switch', { festival, as: 'new' })
    expect(persona).not.toBe(old)
    expect(await ada.db.memberships.get(festival)).toMatchObject({ persona, earlier: [old] })
    const { resource: tent } = await ada.done('resource.create', { festival, title: 'Tent', ...LENT })
    expect(await ownerOf(ada, tent)).toBe(persona)
    await deliver(ada, ben, festival)
    expect((await ben.db.profiles.get([festival, persona]))?.author).toBe(persona)

    await ada.done('resource.update', { resource: projector, set: { title: 'Old projector' } })
    const made = await ask(story)
    // The room is given away by its policy, as before.
    const answered = await ada.db.answers.where('resource').equals(room).toArray()
    expect(answered).toMatchObject([{ owner: old, state: 'effective' }])
    const [request] = await ada.db.requests.where('resource').equals(projector).toArray()
    const answer = await ada.done('authorization.answer', { request: request?.id ?? expect.fail(), decision: 'grant' })
    expect(answer.state).toBe('effective')
    await deliver(ada, ben, festival)
    expect(await ben.db.answers.get(answer.answer)).toMatchObject({
      owner: old,
    })
    expect(made.requests).toHaveLength(2)
  })

  it('lets events of the old one ask for more, and be moved and cancelled', async () => {
    const story = await begin()
    const { ada, ben, festival, projector, room } = story
    const { event } = await ask(story)
    const old = await main(ben)
    await ben.done('persona.switch', { festival, as: 'new' })
    const more = await ben.done('request.create', { festival, event, resource: room, ...SATURDAY })
    expect(await ben.db.requests.get(more.request)).toMatchObject({ author: old })
    await ben.done('event.update', { event, set: SATURDAY })
    await ben.done('event.cancel', { event })
    await deliver(ben, ada, festival)
    expect(await ada.db.events.get(event)).toMatchObject({ author: old, from: SATURDAY.from, cancelled: {} })
    expect(await ada.db.requests.where('resource').equals(projector).count()).toBe(2)
    await ben.done('persona.switch', { festival, as: old })
    expect(await personaOf(ben, festival)).toBe(old)
    const logs = await ben.worker.store.logsOf(old, festival)
    expect(logs).toHaveLength(1)
  })

  it('happens once for a command, wherever the worker is killed, and is remembered after leaving', async () => {
    const { ada, ben, festival } = await begin()
    const { invite } = await ada.done('festival.invite', { festival })
    const id = ben.freshId()
    await ben.command('persona.switch', { festival, as: 'new' }, id)
    ben.kill()
    await ben.command('persona.switch', { festival, as: 'new' }, id)
    const [old, now] = await readPersonaKeys(ben.db)
    expect(await readPersonaKeys(ben.db)).toHaveLength(2)
    await ben.done('festival.leave', { festival, forget: false })
    await ben.done('festival.join', { invite, as: now ?? expect.fail() })
    expect(await ben.db.memberships.get(festival)).toMatchObject({ persona: now, earlier: [old] })
  })
})
