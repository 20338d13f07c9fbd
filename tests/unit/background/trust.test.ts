// Whom I block, what I call people, what I take back (DESIGN 5.7): through commands, in whole browsers of two people.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import { readEvents, readInbox } from '../../../src/adapters/dexie/queries.ts'
import { toHex, utf8Encode } from '../../../src/bamboo/index.ts'
import { DEFAULT_QUOTA } from '../../../src/log/limits.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { viewsOf } from '../dexie/databases.ts'
import { operationsOf } from '../log/operations-of.ts'
import { deliver, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

async function keyOf(machine: Machine): Promise<PublicKey> {
  return (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
}

/** Ada blocked Ben, who had asked for both of her things. */
async function blocked(): Promise<Story & { ben$: PublicKey }> {
  const story = await begin()
  await ask(story)
  const ben$ = await keyOf(story.ben)
  await story.ada.done('person.block', { author: ben$ })
  return { ...story, ben$ }
}

/** The whole database as text: what is in it in no form is not on the disk. */
async function everything({ db }: Machine): Promise<string> {
  const seen: string[] = []
  for (const table of db.tables) {
    seen.push(JSON.stringify(await table.toArray(), (_, value: unknown) => (isBytes(value) ? toHex(value) : value)))
  }
  return seen.join('\n')
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}

/** As it stands in payloads and in rows. */
async function holds(machine: Machine, words: string): Promise<boolean> {
  const all = await everything(machine)
  return all.includes(words) || all.includes(toHex(utf8Encode(words)))
}

describe('blocking somebody', () => {
  it('removes what they said from the disk, and from what waits, at once', async () => {
    const story = await begin()
    await ask(story, 'Spam spam spam')
    const me = await keyOf(story.ada)
    expect(await readInbox(story.ada.db, me, FRIDAY.from)).toHaveLength(1)
    expect(story.ada.api.badge).toBe('1')
    expect(await holds(story.ada, 'Spam spam spam')).toBe(true)
    await story.ada.done('person.block', { author: await keyOf(story.ben) })
    expect(await readInbox(story.ada.db, me, FRIDAY.from)).toEqual([])
    expect(story.ada.api.badge).toBe('')
    expect(await readEvents(story.ada.db, story.festival, FRIDAY.from)).toEqual([])
    expect(await holds(story.ada, 'Spam spam spam')).toBe(false)
  })

  it('leaves rows that a rebuild gives too', async () => {
    const { ada } = await blocked()
    const before = await viewsOf(ada.db)
    await rebuildViews(ada.db)
    expect(await viewsOf(ada.db)).toEqual(before)
  })

  it('closes the door to what they say next, until they are unblocked', async () => {
    const story = await blocked()
    const { ada, ben, festival, ben$ } = story
    await ask(story, 'More of it')
    await deliver(ben, ada, festival)
    expect(await holds(ada, 'More of it')).toBe(false)
    expect(await ada.worker.store.logsOf(ben$, festival)).toEqual([])
    await ada.done('person.unblock', { author: ben$ })
    await deliver(ben, ada, festival)
    const titles = (await readEvents(ada.db, festival, FRIDAY.from)).map(({ event }) => event.title)
    expect(titles).toEqual(expect.arrayContaining(['Reading group', 'More of it']))
    expect(ada.api.badge).toBe('2')
  })

  it('who started the festival leaves the festival, and takes their things', async () => {
    const story = await begin()
    const { ada, ben, festival } = story
    await ask(story)
    await deliver(ada, ben, festival)
    const [before] = await readEvents(ben.db, festival, FRIDAY.from)
    expect(before?.lines.map(({ state }) => state)).toEqual(['waiting', 'granted'])
    await ben.done('person.block', { author: await keyOf(ada) })
    await deliver(ada, ben, festival)
    expect(await ben.db.festivals.get(festival)).toMatchObject({ title: 'Herbst Fest', timezone: 'Europe/Berlin' })
    expect(await ben.db.resources.count()).toBe(0)
    const [after] = await readEvents(ben.db, festival, FRIDAY.from)
    expect(after?.lines.map(({ state }) => state)).toEqual(['unavailable', 'unavailable'])
    const views = await viewsOf(ben.db)
    await rebuildViews(ben.db)
    expect(await viewsOf(ben.db)).toEqual(views)
  })

  it('is told to the network half, and refused for myself', async () => {
    const { ada, ben } = await begin()
    await ada.done('network.set', { online: true })
    const before = ada.worker.host.sent.length
    await ada.done('person.block', { author: await keyOf(ben) })
    expect(ada.worker.host.sent.slice(before)).toContainEqual({ kind: 'refresh' })
    const me = await keyOf(ada)
    const renamed = await ada.command('person.petname', { author: me, name: 'me' })
    const blocking = await ada.command('person.block', { author: me })
    for (const response of [renamed, blocking]) {
      expect(response).toMatchObject({ ok: false, error: { code: 'own-persona' } })
    }
  })
})

describe('a name that I give', () => {
  it('is kept, changed and taken away, whether somebody is blocked or not', async () => {
    const { ada, ben$ } = await blocked()
    const row = (): Promise<unknown> => ada.db.petnames.get(ben$)
    await ada.done('person.petname', { author: ben$, name: '  Ben next door ' })
    expect(await row()).toEqual({ author: ben$, name: 'Ben next door', blocked: 1 })
    await ada.done('person.unblock', { author: ben$ })
    expect(await row()).toEqual({ author: ben$, name: 'Ben next door', blocked: 0 })
    await ada.done('person.block', { author: ben$ })
    await ada.done('person.petname', { author: ben$, name: ' ' })
    expect(await row()).toEqual({ author: ben$, blocked: 1 })
    await ada.done('person.unblock', { author: ben$ })
    expect(await row()).toBeUndefined()
  })
})

describe('a quota', () => {
  it('is raised for one person in one festival, within reason', async () => {
    const { ada, ben, festival } = await begin()
    const author = await keyOf(ben)
    const twice = { entries: 2 * DEFAULT_QUOTA.entries, bytes: 2 * DEFAULT_QUOTA.bytes }
    await ada.done('quota.set', { author, festival, ...twice })
    expect(await ada.worker.store.quotaOf(author, festival)).toEqual(twice)
    expect(await ada.worker.store.quotaOf(await keyOf(ada), festival)).toBeUndefined()
    for (const entries of [0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY]) {
      const refused = await ada.command('quota.set', { author, festival, ...twice, entries })
      expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-params' } })
    }
    const unknown = festival.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) as FestivalId
    const elsewhere = await ada.command('quota.set', { author, festival: unknown, ...twice })
    expect(elsewhere).toMatchObject({ ok: false, error: { code: 'unknown-festival' } })
  })
})

describe('taking something back', () => {
  it('removes the words from my disk and from those of others who hear of it', async () => {
    const { ada, ben, festival } = await begin()
    const { entry } = await ben.done('profile.set', { festival, name: 'Ben', contact: 'my old phone number' })
    await deliver(ben, ada, festival)
    expect([await holds(ada, 'my old phone number'), await holds(ben, 'my old phone number')]).toEqual([true, true])
    await ben.done('retract', { festival, entry })
    expect(await holds(ben, 'my old phone number')).toBe(false)
    await deliver(ben, ada, festival)
    expect(await holds(ada, 'my old phone number')).toBe(false)
    const profile = await ada.db.profiles.get([festival, await keyOf(ben)])
    expect(profile?.contact).toBeUndefined()
  })

  it('is refused for what others build on, with a word for each, and for what is not mine', async () => {
    const story = await begin()
    const { ada, ben, festival, projector } = story
    const { event, requests } = await ask(story)
    const [request = expect.fail()] = requests
    const { answer } = await ada.done('authorization.answer', { request, decision: 'grant' })
    const before = await operationsOf(ada.worker.store, (await ownLog(ada, festival)) ?? expect.fail())
    const cases: [EntryHash, string][] = [
      [projector, 'retract-thing'],
      [answer, 'retract-answer'],
      [festival, 'retract-beginning'],
      [event, 'unknown-entry'],
    ]
    for (const [entry, code] of cases) {
      expect(await ada.command('retract', { festival, entry })).toMatchObject({ ok: false, error: { code } })
    }
    expect(await operationsOf(ada.worker.store, (await ownLog(ada, festival)) ?? expect.fail())).toEqual(before)
    await ben.done('retract', { festival, entry: event })
    const again = await ben.command('retract', { festival, entry: event })
    expect(again).toMatchObject({ ok: false, error: { code: 'already-retracted' } })
  })
})

async function ownLog(machine: Machine, festival: FestivalId): ReturnType<Machine['worker']['store']['ownLog']> {
  return machine.worker.store.ownLog(await keyOf(machine), festival)
}
