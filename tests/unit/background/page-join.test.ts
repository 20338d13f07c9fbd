// A site hands over an invite, or asks to show something: what follows, what is refused, and what survives a dying worker.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import { readApprovals } from '../../../src/adapters/dexie/queries.ts'
import { dieAt, Machine } from './machine.ts'
import { connected, Site, until, waiting } from './site.ts'
import { ask, begin } from './story.ts'

/** Somebody who follows nothing yet, and an invite to Ada's festival. */
async function invited(): Promise<{ eve: Machine; festival: string; invite: string }> {
  const { ada, festival } = await begin()
  const { invite } = await ada.done('festival.invite', { festival })
  const eve = new Machine()
  await eve.done('persona.create', {})
  return { eve, festival, invite }
}

describe('join', () => {
  it('asks without any scope, then follows, goes online and says which festival', async () => {
    const { eve, festival, invite } = await invited()
    const site = new Site(eve)
    const id = site.send('join', { invite: `Come! ${invite}` }, { gesture: true })
    const [row] = await waiting(eve)
    expect(row?.kind).toBe('join')
    expect(await eve.db.memberships.count()).toBe(0)
    await eve.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(site.answerTo(id)).toMatchObject({ value: { festival } })
    expect(await readSetting(eve.db, 'online')).toBe(true)
    expect(await eve.db.memberships.toArray()).toMatchObject([{ festival, title: 'Herbst Fest' }])
    expect(await site.call('permissions', undefined)).toEqual([])
  })

  it('asks also who follows already: a site must not learn that by trying', async () => {
    const { eve, festival, invite } = await invited()
    await eve.done('festival.join', { invite })
    const site = new Site(eve)
    const id = site.send('join', { invite })
    const [row] = await waiting(eve)
    await eve.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(site.answerTo(id)).toMatchObject({ value: { festival } })
  })

  it('follows nothing when the user says no, and a blocked site asks no more', async () => {
    const { eve, invite } = await invited()
    const site = new Site(eve)
    for (const decision of ['reject', 'block'] as const) {
      const id = site.send('join', { invite })
      const [row] = await waiting(eve)
      await eve.done('approval.decide', { approval: row?.id ?? '', decision })
      expect(site.answerTo(id)).toMatchObject({ error: { code: 4001 } })
    }
    expect(await site.call('join', { invite })).toMatchObject({ code: 4001 })
    expect(await eve.db.memberships.count()).toBe(0)
  })

  it('refuses at once what is no invite, and says why', async () => {
    const { eve, invite } = await invited()
    const site = new Site(eve)
    const wrong = [
      ['hello', 'invite-not-one'],
      [invite.slice(0, -10), 'invite-truncated'],
      [`${invite.slice(0, -4)}AAAA`, 'invite-bad-signature'],
    ] as const
    for (const [text, reason] of wrong) {
      expect(await site.call('join', { invite: text })).toMatchObject({
        code: -32602,
        data: { path: '/invite', reason },
      })
      expect(await site.call('connect', { scopes: ['identity'], invite: text })).toMatchObject({ data: { reason } })
    }
    expect(await site.call('join', invite)).toMatchObject({ code: -32602 })
    expect(await readApprovals(eve.db)).toEqual([])
  })

  it('is done once, and online, wherever the worker is killed after the click', async () => {
    const { eve: first, festival, invite } = await invited()
    first.kill()
    for (let operation = 1, died = true; died; operation += 3) {
      const eve = new Machine()
      await eve.done('persona.create', {})
      const site = new Site(eve)
      const call = ['join', { invite }, { id: 'one' }] as const
      site.send(...call)
      const [row] = await waiting(eve)
      eve.kill()
      const death = dieAt(eve.db, operation)
      await eve.command('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
      died = death.hasDied()
      eve.kill()
      await eve.worker.background.boot()
      await eve.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
      site.connect()
      expect(await site.call(...call)).toEqual({ festival })
      expect(await readSetting(eve.db, 'online')).toBe(true)
      expect((await eve.worker.store.logs(festival as never)).map(({ seqNum }) => seqNum)).toEqual([1])
    }
  }, 120_000)
})

describe('connect with an invite', () => {
  it('follows with the same yes, unless that was unticked', async () => {
    const { eve, festival, invite } = await invited()
    const site = new Site(eve)
    const scopes = [`read:${festival}`]
    const first = site.send('connect', { scopes, invite })
    const [row] = await waiting(eve)
    await eve.done('approval.decide', { approval: row?.id ?? '', decision: 'approve', join: false })
    expect(site.answerTo(first)).toMatchObject({ value: { scopes } })
    expect(await eve.db.memberships.count()).toBe(0)
    const other = new Site(eve, { origin: 'https://other.example' })
    const second = other.send('connect', { scopes, invite })
    const [again] = await waiting(eve)
    await eve.done('approval.decide', { approval: again?.id ?? '', decision: 'approve' })
    expect(other.answerTo(second)).toMatchObject({ value: { scopes } })
    expect(await eve.db.memberships.toArray()).toMatchObject([{ festival }])
  })
})

describe('open', () => {
  it('shows what the site may read, after a click, in one window', async () => {
    const story = await begin()
    const { ada, festival } = story
    const { event } = await ask(story)
    const site = await connected(ada, [`read:${festival}`])
    const before = ada.api.windowUrls.length
    const view = { view: 'event', id: event }
    expect(await site.call('open', view)).toMatchObject({ code: 4100, data: { reason: 'no-click' } })
    expect(ada.api.windowUrls).toHaveLength(before)
    expect(await site.call('open', view, { gesture: true })).toBe(null)
    expect(ada.api.windowUrls.at(-1)).toContain(`popup/popup.html#look/event:${event}`)
    expect(await site.call('open', { view: 'festival', id: festival }, { gesture: true })).toBe(null)
    expect(ada.api.openWindows.size).toBe(1)
    expect(await site.call('open', { view: 'queue' }, { gesture: true })).toBe(null)
    await until(() => ada.api.windowUrls.at(-1)?.endsWith('#approval') === true)
  })

  it('shows a site without permission nothing, not even whether it exists', async () => {
    const story = await begin()
    const { ada, festival, projector } = story
    const unauthorized = { code: 4100, name: 'Unauthorized', retryable: false }
    const views = [
      { view: 'queue' },
      { view: 'festival', id: festival },
      { view: 'resource', id: projector },
      { view: 'event', id: festival },
    ]
    const stranger = new Site(ada)
    for (const view of views) expect(await stranger.call('open', view, { gesture: true })).toEqual(unauthorized)
    const known = await connected(ada, ['identity'], { origin: 'https://known.example' })
    for (const view of views.slice(1)) expect(await known.call('open', view, { gesture: true })).toEqual(unauthorized)
    for (const view of [{ view: 'options' }, { view: 'event' }, { view: 'event', id: 'x#approval' }, 'queue', null]) {
      expect(await known.call('open', view, { gesture: true })).toMatchObject({ code: -32602 })
    }
    expect(ada.api.windowUrls).toEqual([])
  })
})
