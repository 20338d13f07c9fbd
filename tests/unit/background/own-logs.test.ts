// One person in two browsers (DESIGN 4.2): who writes which log, what continues what, and when nobody answers by itself.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { inbox } from '../../../src/festival/overview.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readFestivalRows, readInbox } from '../../../src/adapters/dexie/queries.ts'
import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { operationsOf } from '../log/operations-of.ts'
import { carry, deliver, dieAt, HOUR, restored, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

interface TwoBrowsers extends Story {
  /** Ada's second browser, which was set up with her words and knows all that her first one does. */
  adaToo: Machine
}

async function beginTwice(): Promise<TwoBrowsers> {
  const story = await begin()
  const adaToo = await restored(story.ada)
  const { invite } = await story.ada.done('festival.invite', { festival: story.festival })
  await adaToo.done('festival.join', { invite })
  await deliver(story.ada, adaToo, story.festival)
  return { ...story, adaToo }
}

/** Everybody gets what anybody has, and what the others then answer to it. */
async function exchange({ ada, adaToo, ben, festival }: TwoBrowsers): Promise<void> {
  const all = [ada, adaToo, ben]
  for (const _round of [1, 2]) {
    for (const from of all) for (const to of all) if (from !== to) await deliver(from, to, festival)
  }
}

async function ownLogs(machine: Machine, festival: FestivalId): Promise<StoredLog[]> {
  const me = (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
  return (await machine.worker.store.logsOf(me, festival)).filter(({ own }) => own)
}

async function newestLog(machine: Machine, festival: FestivalId): Promise<StoredLog> {
  return (await ownLogs(machine, festival)).at(-1) ?? expect.fail('no own log')
}

async function newestOperations(machine: Machine, festival: FestivalId): Promise<string[]> {
  return operationsOf(machine.worker.store, await newestLog(machine, festival))
}

/** Requests that were answered effectively, as a machine sees it. */
async function granted(machine: Machine): Promise<Set<ObjectId | undefined>> {
  const answers = await machine.db.answers
    .filter(({ state, kind }) => kind === 'grant' && state === 'effective')
    .toArray()
  return new Set(answers.map(({ request }) => request))
}

/** Another hour of one of Ada's things for Ben's event. */
async function askAgain(story: Story, event: ObjectId, resource: ObjectId, hour: number): Promise<ObjectId> {
  const from = FRIDAY.to + hour * HOUR
  const { festival } = story
  return (await story.ben.done('request.create', { festival, event, resource, from, to: from + HOUR })).request
}

describe('a second browser with the same key', () => {
  it('writes a log of its own and leaves automatic answers to the first one', async () => {
    const story = await beginTwice()
    const { requests } = await ask({ ...story, ada: story.adaToo })
    expect(await newestOperations(story.adaToo, story.festival)).toEqual(['festival.join'])
    expect(await granted(story.adaToo)).toEqual(new Set())
    await exchange(story)
    expect(await granted(story.ada)).toEqual(new Set([requests[1]]))
    expect(await granted(story.adaToo)).toEqual(new Set([requests[1]]))
  })

  it('continues the log of the first one when a person answers there, and the first one stops', async () => {
    const story = await beginTwice()
    const { ada, adaToo, ben, festival, room } = story
    const { event, requests } = await ask(story)
    await exchange(story)
    const [request = expect.fail()] = requests
    const answered = await adaToo.done('authorization.answer', { request, decision: 'grant' })
    expect(answered.state).toBe('effective')
    expect(await newestOperations(adaToo, festival)).toEqual(['festival.join', 'log.continue', 'authorization.grant'])
    await exchange(story)
    expect(await granted(ben)).toContain(request)
    expect((await newestLog(ada, festival)).stopped).toBe(true)
    const before = (await newestLog(ada, festival)).seqNum
    const next = await askAgain(story, event, room, 1)
    await exchange(story)
    expect((await newestLog(ada, festival)).seqNum).toBe(before)
    expect(await granted(adaToo)).toContain(next)
  })

  it('is noticed by the first one before it writes, even when nobody said that anything changed', async () => {
    const story = await beginTwice()
    const { ada, adaToo, festival, room } = story
    const { requests } = await ask(story)
    await exchange(story)
    await adaToo.done('authorization.answer', { request: requests[0] ?? expect.fail(), decision: 'grant' })
    await carry(adaToo, ada, festival)
    await projectAll(ada.db)
    await ada.done('profile.set', { festival, name: 'Ada' })
    expect(await newestOperations(ada, festival)).toEqual(['festival.join', 'profile.set'])
    expect((await ada.db.resources.get(room))?.stays).toHaveLength(2)
  })

  it('is continued in turn when a person answers in the first one again, by a new log there', async () => {
    const story = await beginTwice()
    const { ada, adaToo, ben, festival, projector } = story
    const { event, requests } = await ask(story)
    await exchange(story)
    await adaToo.done('authorization.answer', { request: requests[0] ?? expect.fail(), decision: 'grant' })
    await exchange(story)
    const next = await askAgain(story, event, projector, 1)
    await exchange(story)
    expect(await ada.done('authorization.answer', { request: next, decision: 'grant' })).toMatchObject({
      state: 'effective',
    })
    expect(await ownLogs(ada, festival)).toHaveLength(2)
    expect(await newestOperations(ada, festival)).toEqual(['festival.join', 'log.continue', 'authorization.grant'])
    await exchange(story)
    expect((await newestLog(adaToo, festival)).stopped).toBe(true)
    for (const machine of [ada, adaToo, ben]) {
      expect(await granted(machine)).toEqual(new Set([...requests, next]))
    }
  })

  it('and the first one, answering apart for the same time, end with one answer everywhere and the other waiting again', async () => {
    const story = await beginTwice()
    const { ada, adaToo, ben, festival, projector } = story
    const { event, requests } = await ask(story)
    const { request: rival } = await ben.done('request.create', { festival, event, resource: projector, ...FRIDAY })
    await exchange(story)
    const [first = expect.fail()] = requests
    expect(await ada.done('authorization.answer', { request: rival, decision: 'grant' })).toMatchObject({
      state: 'effective',
    })
    expect(await adaToo.done('authorization.answer', { request: first, decision: 'grant' })).toMatchObject({
      state: 'effective',
    })
    await exchange(story)
    const me = (await ada.worker.wallet.persona()) ?? expect.fail('no persona')
    for (const machine of [ada, adaToo, ben]) {
      expect(await granted(machine)).toEqual(new Set(requests))
      // Ben's wallet keeps nothing about what waits for Ada; from all rows he comes to the same.
      const all = inbox(await readFestivalRows(machine.db, festival), me, machine.clock.now())
      const waiting = machine === ben ? all : await readInbox(machine.db, me, machine.clock.now())
      expect(waiting.map(({ request, available }) => [request.id, available])).toEqual([[rival, false]])
    }
  })

  it('continues an older log only when something in it has to change', async () => {
    const { adaToo, festival } = await beginTwice()
    await adaToo.done('resource.create', {
      festival,
      title: 'Drums',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'manual' },
    })
    await adaToo.done('profile.set', { festival, name: 'Ada' })
    expect(await newestOperations(adaToo, festival)).toEqual(['festival.join', 'resource.create', 'profile.set'])
  })

  it('continues and answers once, wherever the worker is killed', async () => {
    const story = await beginTwice()
    const { ada, adaToo, ben, festival } = story
    const { event } = await ask(story)
    let attempts = 0
    for (let operation = 1, died = true; died; operation += 3) {
      // A new thing each time: the one before moved with the log that was continued.
      const { resource } = await ada.done('resource.create', {
        festival,
        title: `Lamp ${operation}`,
        kind: 'thing',
        availability: 'always',
        policy: { kind: 'manual' },
      })
      await deliver(ada, ben, festival)
      const request = await askAgain(story, event, resource, operation)
      await deliver(ada, adaToo, festival)
      await deliver(ben, adaToo, festival)
      const params = { request, decision: 'grant' } as const
      const id = adaToo.freshId()
      adaToo.kill()
      const death = dieAt(adaToo.db, operation)
      await adaToo.command('authorization.answer', params, id)
      died = death.hasDied()
      adaToo.kill()
      await adaToo.worker.background.boot()
      const response = await adaToo.command('authorization.answer', params, id)
      expect(response, `killed at operation ${operation}`).toMatchObject({ ok: true, value: { state: 'effective' } })
      attempts += 1
      const operations = await newestOperations(adaToo, festival)
      expect(operations.slice(-2)).toEqual(['log.continue', 'authorization.grant'])
      expect(operations).toHaveLength(1 + 2 * attempts)
      const count = await adaToo.db.answers.where('request').equals(request).count()
      expect(count).toBe(1)
    }
  }, 180_000)
})

describe('an own log that is forked', () => {
  it('is stopped; the next thing begins a new one that continues what is left, and displaced answers are given again', async () => {
    const story = await begin()
    const { ada, ben, festival, projector } = story
    const { event, requests } = await ask(story)
    expect(await granted(ada)).toEqual(new Set([requests[1]]))
    const log = await newestLog(ada, festival)
    const [grant = expect.fail()] = await ada.worker.store.entries(log, 4, 4)
    await ada.worker.store.keepForkProof({ ...log, seqNum: 4, first: grant.entry, second: grant.entry })
    await projectAll(ada.db)
    ada.worker.receive({ kind: 'changed', festivals: [festival] })
    await ada.worker.background.settled()
    expect((await newestLog(ada, festival)).stopped).toBe(true)
    expect(await granted(ada)).toEqual(new Set())

    const request = await askAgain(story, event, projector, 1)
    await deliver(ben, ada, festival)
    await ada.done('authorization.answer', { request, decision: 'grant' })
    expect(await newestOperations(ada, festival)).toEqual([
      'festival.join',
      'log.continue',
      'authorization.grant',
      'authorization.grant',
    ])
    expect(await granted(ada)).toEqual(new Set([request, requests[1]]))
  })
})
