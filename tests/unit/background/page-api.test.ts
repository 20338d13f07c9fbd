// The page API from the port of a content script on: connect, read, subscribe, authorize, and everything that is refused.

import 'fake-indexeddb/auto'
import { assert, anything, asyncProperty, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FOLLOWS_MS } from '../../../background/just-approved.ts'
import { pageMethods } from '../../../background/page-methods.ts'
import { readApprovals } from '../../../src/adapters/dexie/queries.ts'
import { HOUR, START } from './machine.ts'
import { connected, Site, until, waiting, type CallOptions } from './site.ts'
import { ask, begin, FRIDAY } from './story.ts'

describe('connect', () => {
  it('asks once on one screen, gives what was ticked, and asks no more', async () => {
    const { ada, festival } = await begin()
    const site = new Site(ada)
    const scopes = [`read:${festival}`, 'identity', `authorize:${festival}`]
    const id = site.send('connect', { scopes, reason: 'To show the programme' }, { gesture: true })
    const [row] = await waiting(ada)
    expect(row).toMatchObject({ kind: 'connect', origin: 'https://panda.example', params: { scopes } })
    await until(() => ada.api.windowUrls.length === 1)
    expect(ada.api.windowUrls).toEqual(['chrome-extension://extension-id/popup/popup.html#approval'])
    await until(() => ada.api.badge === '1')
    const ticked = scopes.slice(0, 2)
    await ada.done('approval.decide', {
      approval: row?.id ?? '',
      decision: 'approve',
      scopes: [...ticked, 'read:other'],
    })
    const publicKey = await ada.worker.wallet.persona()
    const permission = { origin: 'https://panda.example', scopes: ticked, until: START + 30 * 24 * HOUR, publicKey }
    expect(site.answerTo(id)).toEqual({ kind: 'result', id, value: permission })
    expect(await site.call('connect', { scopes: ticked })).toEqual(permission)
    expect(await site.call('permissions', undefined)).toEqual([permission])
    expect(await site.call('connect', { scopes, silent: true })).toMatchObject({ code: 4100, name: 'Unauthorized' })
    expect(ada.api.badge).toBe('')
  })

  it('opens no window without a gesture and never a second one', async () => {
    const { ada, festival } = await begin()
    const site = new Site(ada)
    site.send('connect', { scopes: [`read:${festival}`] })
    await waiting(ada)
    expect(ada.api.windowUrls).toEqual([])
    site.send('connect', { scopes: ['identity'] }, { gesture: true })
    site.send('connect', { scopes: [`authorize:${festival}`] }, { gesture: true })
    await waiting(ada, 3)
    await until(() => ada.api.windowUrls.length === 1)
    ada.kill()
    site.connect()
    site.send('connect', { scopes: [`publish:${festival}/event.create`] }, { gesture: true })
    await waiting(ada, 4)
    expect(ada.api.windowUrls).toHaveLength(1)
  })

  it('comes to the front right after a yes to the same site, once, and never after a no', async () => {
    const { ada, festival } = await begin()
    const site = new Site(ada)
    const other = new Site(ada, { origin: 'https://other.example', tab: 8 })
    let wishes = 0
    const ask = async (by: Site, windows: number): Promise<string> => {
      by.send('connect', { scopes: [`authorize:${festival}/0040${String((wishes += 1)).padStart(128, '0')}`] })
      const [row] = await waiting(ada)
      await until(() => ada.api.windowUrls.length >= windows)
      // Long enough for a window that should not open.
      for (let call = 0; call < 5; call += 1) await by.call('permissions', undefined)
      expect(ada.api.windowUrls).toHaveLength(windows)
      return row?.id ?? ''
    }
    const answer = async (approval: string, decision: 'approve' | 'reject'): Promise<void> => {
      // The window is closed each time.
      ada.api.openWindows.clear()
      await ada.done('approval.decide', { approval, decision })
    }
    await answer(await ask(site, 0), 'approve')
    await answer(await ask(other, 0), 'reject')
    await answer(await ask(site, 1), 'reject')
    await answer(await ask(site, 1), 'approve')
    ada.clock.advance(FOLLOWS_MS)
    await answer(await ask(site, 1), 'approve')
    await answer(await ask(site, 2), 'reject')
    await ask(site, 2)
  })

  it('is refused the same way when the user says no and when the site is blocked', async () => {
    const { ada, festival } = await begin()
    const site = new Site(ada)
    const refusal = { code: 4001, name: 'UserRejected', retryable: false }
    for (const decision of ['reject', 'block'] as const) {
      const id = site.send('connect', { scopes: [`read:${festival}`] })
      const [row] = await waiting(ada)
      await ada.done('approval.decide', { approval: row?.id ?? '', decision })
      expect(site.answerTo(id)).toEqual({ kind: 'error', id, error: refusal })
    }
    expect(await site.call('connect', { scopes: [`read:${festival}`] })).toEqual(refusal)
    expect(await readApprovals(ada.db)).toEqual([])
  })

  it('keeps a prompt over the death of the worker and answers the resent call', async () => {
    const { ada, festival } = await begin()
    const site = new Site(ada)
    const again: [string, unknown, CallOptions] = ['connect', { scopes: [`read:${festival}`] }, { id: 'one' }]
    site.send(...again)
    const [row] = await waiting(ada)
    ada.kill()
    site.connect()
    site.send(...again)
    expect(await waiting(ada)).toEqual([row])
    ada.kill()
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    site.connect()
    expect(await site.call(...again)).toMatchObject({ scopes: [`read:${festival}`] })
  })

  it('joins identical wishes into one prompt, also when the worker dies in between', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    const ids = ['a', 'b', 'c']
    for (const id of ids) site.send('connect', { scopes: ['identity'] }, { id })
    const [row] = await waiting(ada)
    await until(async () => (await ada.db.approvals.get(row?.id ?? ''))?.aliases?.length === 2)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'reject' })
    await until(() => ids.every((id) => site.answerTo(id)?.kind === 'error'))
    ada.kill()
    site.connect()
    for (const id of ids)
      expect(await site.call('connect', { scopes: ['identity'] }, { id })).toMatchObject({ code: 4001 })
  })

  it('is limited per site and in all, and says so at once', async () => {
    const { ada, festival } = await begin()
    const scopesOf = (n: number): string[] => [`authorize:${festival}/0040${n.toString(16).padStart(128, '0')}`]
    for (let tab = 0; tab < 5; tab += 1) {
      const site = new Site(ada, { origin: `https://site-${tab}.example`, tab })
      const ids = Array.from({ length: 8 }, (_, n) => site.send('connect', { scopes: scopesOf(n) }))
      await until(() => ids.filter((id) => site.answerTo(id) !== undefined).length === (tab < 4 ? 3 : 8))
      const refused = ids.flatMap((id) => site.answerTo(id) ?? [])
      for (const answer of refused) expect(answer).toMatchObject({ error: { code: -32005, retryable: true } })
    }
    expect(await readApprovals(ada.db)).toHaveLength(20)
  })

  it('ends at its deadline, and the alarm is set for it', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    const id = site.send('connect', { scopes: ['identity'] }, { deadlineMs: 60_000 })
    const [row] = await waiting(ada)
    await until(() => ada.api.alarmTimes.at(-1) === START + 60_000)
    ada.clock.advance(60_000)
    expect(await ada.command('approval.decide', { approval: row?.id ?? '', decision: 'approve' })).toMatchObject({
      error: { code: 'unknown-approval' },
    })
    expect(site.answerTo(id)).toMatchObject({ error: { code: 4701, name: 'Expired' } })
  })

  it('is cancelled by the page, and when the page goes away', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    const id = site.send('connect', { scopes: ['identity'] })
    await waiting(ada)
    site.port.send({ kind: 'cancel', id })
    await waiting(ada, 0)
    site.send('connect', { scopes: ['identity'] })
    await waiting(ada)
    site.port.vanish()
    await waiting(ada, 0)
  })
})

describe('query and subscribe', () => {
  it('show the programme to a site that may read it, and nothing to any other', async () => {
    const story = await begin()
    const { ada, festival } = story
    const { event } = await ask(story)
    const query = { festival, type: 'event' }
    const stranger = new Site(ada, { origin: 'https://evil.example' })
    expect(await stranger.call('query', query)).toMatchObject({ code: 4100 })
    const site = await connected(ada, [`read:${festival}`])
    expect(await site.call('query', query)).toMatchObject({
      items: [{ type: 'event', id: event, title: 'Reading group', confirmation: { required: 2, granted: 1 } }],
    })
    const sameOriginElsewhere = new Site(ada, { container: 'firefox-container-1' })
    expect(await sameOriginElsewhere.call('query', query)).toMatchObject({ code: 4100 })
    ada.clock.advance(31 * 24 * HOUR)
    expect(await site.call('query', query)).toMatchObject({ code: 4100 })
  })

  it('filters by own fields only and pages with a cursor', async () => {
    const story = await begin()
    const { ada, festival } = story
    await ask(story)
    const site = await connected(ada, [`read:${festival}`])
    const first = (await site.call('query', { festival, type: 'resource', limit: 1 })) as {
      items: object[]
      cursor: string
    }
    const second = await site.call('query', { festival, type: 'resource', limit: 1, cursor: first.cursor })
    expect([first.items, second]).toMatchObject([[{ title: 'Projector' }], { items: [{ title: 'Room' }] }])
    expect(second).not.toHaveProperty('cursor')
    expect(await site.call('query', { festival, type: 'resource', where: { kind: 'place' } })).toMatchObject({
      items: [{ title: 'Room', policy: 'first-come-first-served' }],
    })
    expect(await site.call('query', { festival, type: 'resource', where: { constructor: 'x' } })).toEqual({ items: [] })
    expect(await site.call('query', { festival, type: 'resource', cursor: 'nowhere' })).toMatchObject({ code: -32602 })
    for (const type of ['festival', 'request', 'authorization', 'profile', 'programme', 'child']) {
      expect(await site.call('query', { festival, type })).toHaveProperty('items')
    }
  })

  it('keep from sites what is for members only', async () => {
    const { ada, festival } = await begin()
    const hidden = { festival, audience: 'members', availability: 'always', policy: { kind: 'manual' } } as const
    await ada.done('resource.create', { ...hidden, title: 'Home address', kind: 'place' })
    await ada.done('event.create', { festival, title: 'Private', audience: 'members', ...FRIDAY, lines: [] })
    const site = await connected(ada, [`read:${festival}`])
    const seen = [
      await site.call('query', { festival, type: 'resource' }),
      await site.call('query', { festival, type: 'event' }),
    ]
    expect(JSON.stringify(seen)).not.toMatch(/Home address|Private/)
  })

  it('send the whole value first and again when something changed', async () => {
    const story = await begin()
    const { ada, festival } = story
    const site = await connected(ada, [`read:${festival}`])
    const id = site.send('subscribe', { festival, type: 'event' })
    await until(() => site.changesOf(id).length === 1)
    expect(site.changesOf(id)).toEqual([{ kind: 'change', id, items: [] }])
    const { requests } = await ask(story)
    await until(() => site.changesOf(id).at(-1)?.items.length === 1)
    await ada.done('authorization.answer', { request: requests[0] ?? expect.fail(), decision: 'grant' })
    await until(
      () =>
        site
          .changesOf(id)
          .at(-1)
          ?.items.some((item) => item.type === 'event' && item.confirmation.granted === 2) ?? false,
    )
    await ada.done('profile.set', { festival, name: 'Ada' })
    site.port.send({ kind: 'unsubscribe', id })
    const before = site.changesOf(id).length
    await ask(story, 'Another')
    expect(site.changesOf(id)).toHaveLength(before)
  })

  it('wake the page after the death of the worker, with a message that says nothing', async () => {
    const story = await begin()
    const { ada, festival } = story
    const site = await connected(ada, [`read:${festival}`])
    const id = site.send('subscribe', { festival, type: 'event' })
    await until(() => site.changesOf(id).length === 1)
    ada.api.tabsWithPages.add(7)
    ada.kill()
    await ada.worker.background.boot()
    expect(ada.api.woken).toEqual([7])
    site.connect()
    site.send('subscribe', { festival, type: 'event' }, { id })
    await until(() => site.changesOf(id).length === 1)
    site.port.vanish()
    ada.kill()
    await until(async () => JSON.stringify(await ada.api.storage.session.get('subscribed-tabs')).includes('[]'))
    await ada.worker.background.boot()
    expect(ada.api.woken).toEqual([7])
  })

  it('end when the permission is taken back, and the page is told', async () => {
    const story = await begin()
    const { ada, festival } = story
    const site = await connected(ada, [`read:${festival}`])
    const id = site.send('subscribe', { festival, type: 'event' })
    await until(() => site.changesOf(id).length === 1)
    await site.call('listen', undefined)
    const [row] = await ada.db.permissions.toArray()
    await ada.done('permission.revoke', { permission: row?.id ?? '' })
    await until(() => site.port.sent.some((message) => JSON.stringify(message).includes('"detail":[]')))
    await ask(story)
    expect(site.changesOf(id)).toHaveLength(1)
    expect(await site.call('query', { festival, type: 'event' })).toMatchObject({ code: 4100 })
  })
})

describe('a hostile page', () => {
  it('gets UnsupportedMethod for every name that is none', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    for (const method of ['sign', 'decrypt', 'constructor', '__proto__', 'persona.create', 'approval.decide', '']) {
      expect(await site.call(method, {})).toMatchObject({ code: 4200 })
    }
    await assert(
      asyncProperty(string({ maxLength: 40 }), async (method) => {
        const answer = await site.call(`x${method}`.slice(0, 40), {})
        expect(answer).toMatchObject({ code: 4200 })
      }),
      { numRuns: 50 },
    )
  })

  it('gets an answer to every call, whatever the parameters', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    const methods = [...pageMethods.keys()].filter((method) => method !== 'disconnect')
    await assert(
      asyncProperty(anything({ maxDepth: 3 }), async (value) => {
        const params: unknown = JSON.parse(JSON.stringify(value) ?? 'null')
        for (const method of methods) expect(await site.call(method, params)).toBeDefined()
      }),
      { numRuns: 30 },
    )
    expect(await readApprovals(ada.db)).toEqual([])
  })

  it('is not disturbed in, and disturbs nothing by, messages that are no calls', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    for (const message of [undefined, null, 7, 'x', [], {}, { kind: 'call' }, { kind: 'command', id: 'x' }]) {
      site.port.send(message)
    }
    site.port.send({ kind: 'call', id: 'late', method: 'permissions', deadlineMs: -1 })
    expect(site.answerTo('late')).toMatchObject({ error: { code: -32602 } })
    expect(await site.call('permissions', undefined)).toEqual([])
  })

  it('learns who somebody is only with the scope for it', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [`read:${festival}`])
    expect(await site.call('identity', undefined)).toMatchObject({ code: 4100 })
    expect(await site.call('permissions', undefined)).toMatchObject([{ scopes: [`read:${festival}`] }])
    expect(JSON.stringify(await site.call('permissions', undefined))).not.toContain('publicKey')
    const trusted = await connected(ada, ['identity'], { origin: 'https://other.example' })
    expect(await trusted.call('identity', {})).toMatchObject({ publicKey: await ada.worker.wallet.persona() })
    expect(await trusted.call('disconnect', undefined)).toBe(null)
    expect(await trusted.call('identity', {})).toMatchObject({ code: 4100 })
  })
})
