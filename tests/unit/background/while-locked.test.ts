// What goes on while the wallet is locked, and what goes on once it is unlocked: nothing is lost, nothing is answered twice.

import 'fake-indexeddb/auto'
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { countWaitForUnlock, readLeftToOwner } from '../../../src/adapters/dexie/settings.ts'
import { toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { deliver, type Machine } from './machine.ts'
import { connected, waiting } from './site.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

const PASSWORD = 'correct horse'
const SITE = 'https://panda.example'

async function lock(machine: Machine): Promise<void> {
  // The worker that runs has scrypt already.
  machine.kill()
  machine.stretchKey = async (secret, salt) => sha256(utf8Encode(`${secret}/${toHex(salt)}`))
  await machine.done('wallet.setPassword', { password: PASSWORD })
  await machine.done('wallet.lock', {})
}

async function answersTo({ ada }: Story, request: ObjectId | undefined): Promise<string[]> {
  const rows = await ada.db.answers
    .where('request')
    .equals(request ?? '')
    .toArray()
  return rows.map(({ state }) => state)
}

describe('while the wallet is locked', () => {
  it('requests come in and policies wait, and say so; unlocked, they answer', async () => {
    const story = await begin()
    const { ada } = story
    await lock(ada)
    expect(ada.api.badge).toBe('')
    const { requests } = await ask(story)
    const [byHand, byPolicy] = requests
    expect(await answersTo(story, byPolicy)).toEqual([])
    expect(await countWaitForUnlock(ada.db)).toBe(1)
    expect(ada.api.badge).toBe('\u{1f512}2')
    ada.kill()
    ada.api.storage.session.values.clear()
    await ada.worker.background.boot()
    expect(ada.api.badge).toBe('\u{1f512}2')
    await ada.done('wallet.unlock', { password: PASSWORD })
    expect(await answersTo(story, byPolicy)).toEqual(['effective'])
    expect(await answersTo(story, byHand)).toEqual([])
    expect(await countWaitForUnlock(ada.db)).toBe(0)
    expect(ada.api.badge).toBe('1')
  })

  it('requests that only a person can answer are noted all the same', async () => {
    const story = await begin()
    const { ada, ben, festival, room } = story
    // The room lives in a log that is not continued by itself; the boat in the one that is written now.
    await ada.db.logs.filter((row) => row.own === 1).modify({ stopped: 1 })
    const policy = { kind: 'first-come-first-served' } as const
    const boat = { festival, title: 'Boat', kind: 'thing', availability: 'always', policy } as const
    const { resource } = await ada.done('resource.create', boat)
    await deliver(ada, ben, festival)
    await lock(ada)
    const lines = [{ resource: room }, { resource }]
    const { requests } = await ben.done('event.create', { festival, title: 'Rowing', ...FRIDAY, lines })
    await deliver(ben, ada, festival)
    expect(await readLeftToOwner(ada.db)).toEqual(new Map([[requests[0], 'other-log']]))
    expect(await countWaitForUnlock(ada.db)).toBe(1)
    await ada.done('wallet.unlock', { password: PASSWORD })
    expect(await answersTo(story, requests[1])).toEqual(['effective'])
    expect(await readLeftToOwner(ada.db)).toEqual(new Map([[requests[0], 'other-log']]))
  })

  it('commands that sign say so and write nothing, and do it once after unlocking', async () => {
    const story = await begin()
    const { ada } = story
    const [byHand = expect.fail()] = (await ask(story)).requests
    await lock(ada)
    const id = ada.freshId()
    const answer = { request: byHand, decision: 'grant' } as const
    for (const params of [answer, answer]) {
      expect(await ada.command('authorization.answer', params, id)).toEqual({ ok: false, error: { code: 'locked' } })
    }
    expect(await answersTo(story, byHand)).toEqual([])
    await ada.done('wallet.unlock', { password: PASSWORD })
    expect(await ada.command('authorization.answer', answer, id)).toMatchObject({ ok: true })
    expect(await answersTo(story, byHand)).toEqual(['effective'])
  })

  it('a prompt of a site stays, and is approved after unlocking', async () => {
    const story = await begin()
    const { ada, festival } = story
    const [request] = (await ask(story)).requests
    const site = await connected(ada, [`authorize:${festival}`])
    await lock(ada)
    site.connect()
    const id = site.send('authorize', { request, decision: 'grant' })
    const [row] = await waiting(ada)
    const decision = { approval: row?.id ?? '', decision: 'approve' } as const
    expect(await ada.command('approval.decide', decision)).toEqual({ ok: false, error: { code: 'locked' } })
    expect(await waiting(ada)).toHaveLength(1)
    expect(site.answerTo(id)).toBeUndefined()
    await ada.done('wallet.unlock', { password: PASSWORD })
    await ada.done('approval.decide', decision)
    expect(site.answerTo(id)).toMatchObject({ kind: 'result', value: { status: 'stored' } })
  })

  it('a site that answers by itself becomes a question that waits', async () => {
    const story = await begin()
    const { ada, ben, festival } = story
    const policy = { kind: 'external', url: `${SITE}/games/boat.html` } as const
    const boat = { festival, title: 'Boat', kind: 'thing', availability: 'always', policy } as const
    const { resource } = await ada.done('resource.create', boat)
    await deliver(ada, ben, festival)
    const { requests } = await ben.done('event.create', {
      festival,
      title: 'Rowing',
      ...FRIDAY,
      lines: [{ resource }],
    })
    await deliver(ben, ada, festival)
    const site = await connected(ada, [`authorize:${festival}/${resource}`])
    await lock(ada)
    site.connect()
    const id = site.send('authorize', { request: requests[0], decision: 'grant' })
    const [row] = await waiting(ada)
    await ada.done('wallet.unlock', { password: PASSWORD })
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(site.answerTo(id)).toMatchObject({ kind: 'result', value: { status: 'stored' } })
    expect(await answersTo(story, requests[0])).toEqual(['effective'])
  })
})
