// Answers can be taken back for some seconds before they are signed, whatever happens meanwhile.

import 'fake-indexeddb/auto'
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { readNotGiven } from '../../../src/adapters/dexie/held-answer-rows.ts'
import { readPersonaKeys } from '../../../src/adapters/dexie/persona-rows.ts'
import { readInboxPage } from '../../../src/adapters/dexie/queries.ts'
import { toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import type { InboxItem } from '../../../src/festival/overview.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { deliver, dieAt, Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

const BATCH = '0'.repeat(31) + '1'
const OTHER_BATCH = '0'.repeat(31) + '2'
const PASSWORD = 'correct horse'

interface Asked extends Story {
  request: ObjectId
}

async function asked(title?: string, before?: Story): Promise<Asked> {
  const story = before ?? (await begin())
  const [request = expect.fail()] = (await ask(story, title)).requests
  return { ...story, request }
}

const hold = (
  { ada }: Story,
  request: ObjectId,
  decision: 'grant' | 'deny' = 'grant',
  batch = BATCH,
): ReturnType<Machine['command']> => ada.command('answer.hold', { request, decision, batch, seconds: 10 })

async function inbox({ ada }: Story): Promise<InboxItem[]> {
  return (await readInboxPage(ada.db, await readPersonaKeys(ada.db), ada.clock.now(), { count: 30 })).items
}

async function answers({ ada }: Story, request: ObjectId): Promise<string[]> {
  const rows = await ada.db.answers.where('request').equals(request).toArray()
  return rows.map(({ kind, state }) => `${kind} ${state}`)
}

/** The alarm, as the browser rings it when the worker has died meanwhile. */
async function pass({ ada }: Story, seconds: number): Promise<void> {
  ada.clock.advance(seconds * 1000)
  ada.worker.background.wake('held-answers')
  await ada.worker.background.settled()
}

describe('an answer that is held', () => {
  it('is not signed before its time, and is then, once', async () => {
    const story = await asked()
    const { ada, request } = story
    expect(await hold(story, request)).toEqual({ ok: true, value: { due: ada.clock.now() + 10_000 } })
    expect(ada.api.alarmTimes).toContain(ada.clock.now() + 10_000)
    expect(await inbox(story)).toEqual([])
    expect(ada.api.badge).toBe('')
    await pass(story, 9)
    expect(await answers(story, request)).toEqual([])
    await pass(story, 1)
    expect(await answers(story, request)).toEqual(['grant effective'])
    await pass(story, 60)
    expect(await answers(story, request)).toEqual(['grant effective'])
    expect(await ada.db.heldAnswers.count()).toBe(0)
  })

  it('is taken back, and waits again, and can be answered otherwise', async () => {
    const story = await asked()
    const { ada, request } = story
    await hold(story, request)
    expect(await ada.command('answer.undo', { batch: BATCH })).toEqual({ ok: true, value: {} })
    expect(await inbox(story)).toMatchObject([{ request: { id: request } }])
    expect(ada.api.badge).toBe('1')
    await hold(story, request, 'deny', OTHER_BATCH)
    await pass(story, 60)
    expect(await answers(story, request)).toEqual(['deny effective'])
    expect(await readNotGiven(ada.db)).toMatchObject([{ state: 'undone', request, decision: 'grant' }])
  })

  it('can not be taken back once it is signed', async () => {
    const story = await asked()
    await hold(story, story.request)
    await pass(story, 10)
    const late = await story.ada.command('answer.undo', { batch: BATCH })
    expect(late).toMatchObject({ ok: false, error: { code: 'too-late-to-undo' } })
    expect(await answers(story, story.request)).toEqual(['grant effective'])
  })

  it('is given once, however often it is pressed or sent', async () => {
    const story = await asked()
    const { ada, request } = story
    const id = ada.freshId()
    const params = { request, decision: 'grant', batch: BATCH, seconds: 10 } as const
    const first = await ada.command('answer.hold', params, id)
    ada.clock.advance(1000)
    expect(await ada.command('answer.hold', params, id)).toEqual(first)
    expect(await hold(story, request, 'deny', OTHER_BATCH)).toMatchObject({ error: { code: 'already-answered' } })
    await pass(story, 60)
    expect(await answers(story, request)).toEqual(['grant effective'])
  })

  it('takes the thing: who wants it for the same time is on the waiting list, and gets it when it is taken back', async () => {
    const first = await asked('Reading group')
    const second = await asked('Night cinema', first)
    await hold(first, first.request)
    expect(await inbox(second)).toMatchObject([{ request: { id: second.request }, available: false }])
    expect(await hold(second, second.request, 'grant', OTHER_BATCH)).toMatchObject({ error: { code: 'not-available' } })
    await first.ada.done('answer.undo', { batch: BATCH })
    expect((await inbox(second)).map(({ available }) => available)).toEqual([true, true])
  })

  it('comes back with all that was answered by the same press', async () => {
    const first = await asked('Reading group')
    const second = await asked('Night cinema', first)
    await hold(first, first.request, 'deny')
    await hold(second, second.request, 'deny')
    await first.ada.done('answer.undo', { batch: BATCH })
    await pass(first, 60)
    expect(await inbox(first)).toHaveLength(2)
    expect(await readNotGiven(first.ada.db)).toHaveLength(2)
  })

  it('is told when the request was withdrawn meanwhile, and nothing is promised', async () => {
    const story = await asked()
    const { ada, ben, festival, request } = story
    await hold(story, request)
    await ben.done('request.withdraw', { request })
    await deliver(ben, ada, festival)
    await pass(story, 10)
    expect(await answers(story, request)).toEqual([])
    const [row = expect.fail()] = await readNotGiven(ada.db)
    expect(row).toMatchObject({ state: 'refused', refusal: 'cancelled' })
    await ada.done('answer.refusalRead', { ids: [row.id] })
    expect(await readNotGiven(ada.db)).toMatchObject([{ seen: 1 }])
  })

  it('is told when the thing was taken for oneself meanwhile', async () => {
    const story = await asked()
    const { ada, projector, request } = story
    await hold(story, request)
    await ada.done('authorization.hold', { resource: projector, ...FRIDAY })
    await pass(story, 10)
    expect(await answers(story, request)).toEqual([])
    expect(await readNotGiven(ada.db)).toMatchObject([{ state: 'refused', refusal: 'not-available' }])
  })

  it('waits while the wallet is locked, can be taken back meanwhile, and is signed when it opens', async () => {
    const first = await asked('Reading group')
    const { ada } = first
    ada.kill()
    ada.stretchKey = async (secret, salt) => sha256(utf8Encode(`${secret}/${toHex(salt)}`))
    await ada.done('wallet.setPassword', { password: PASSWORD })
    const second = await asked('Night cinema', first)
    await hold(first, first.request, 'deny')
    await hold(second, second.request, 'grant', OTHER_BATCH)
    await ada.done('wallet.lock', {})
    await pass(first, 60)
    expect(await answers(first, first.request)).toEqual([])
    await ada.done('answer.undo', { batch: BATCH })
    await ada.done('wallet.unlock', { password: PASSWORD })
    expect(await answers(first, first.request)).toEqual([])
    expect(await answers(second, second.request)).toEqual(['grant effective'])
  })

  it('is not given at all while the wallet is locked: who answers is asked for the password first', async () => {
    const story = await asked()
    const { ada } = story
    ada.kill()
    ada.stretchKey = async (secret, salt) => sha256(utf8Encode(`${secret}/${toHex(salt)}`))
    await ada.done('wallet.setPassword', { password: PASSWORD })
    await ada.done('wallet.lock', {})
    expect(await hold(story, story.request)).toMatchObject({ ok: false, error: { code: 'locked' } })
    expect(await ada.db.heldAnswers.count()).toBe(0)
  })

  it('is signed once when the worker dies at any line of it', { timeout: 120_000 }, async () => {
    const story = await asked()
    const { ada, request } = story
    await hold(story, request)
    ada.clock.advance(10_000)
    let isOver = false
    for (let operation = 1; !isOver; operation += 7) {
      ada.kill()
      const { hasDied } = dieAt(ada.db, operation)
      await ada.worker.background.boot().catch(() => undefined)
      isOver = !hasDied()
      ada.kill()
      expect((await answers(story, request)).length).toBeLessThanOrEqual(1)
    }
    expect(await answers(story, request)).toEqual(['grant effective'])
    expect(await ada.db.heldAnswers.count()).toBe(0)
  })
})
