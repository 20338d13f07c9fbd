// What web sites did is remembered for the person to look at: what and what became of it, a bounded list, and no secret of theirs.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { noteActivity, readActivity } from '../../../src/adapters/dexie/site-activity.ts'
import { HOUR, START } from './machine.ts'
import { connected, Site, until, waiting } from './site.ts'
import { ask, begin, FRIDAY } from './story.ts'

describe('what sites did', () => {
  it('names what was read, asked, signed and ended, with its entry', async () => {
    const story = await begin()
    const { ada, festival, projector } = story
    const { requests } = await ask(story)
    const site = await connected(ada, [
      `read:${festival}`,
      `publish:${festival}/event.create`,
      `authorize:${festival}/${projector}`,
    ])
    for (let n = 0; n < 5; n += 1) await site.call('query', { festival, type: 'event' })
    ada.clock.advance(2 * HOUR)
    await site.call('query', { festival, type: 'resource' })
    const call = site.send('authorize', { request: requests[0], decision: 'grant' })
    const [first] = await waiting(ada)
    await ada.done('approval.decide', { approval: first?.id ?? '', decision: 'approve' })
    const answer = site.answerTo(call)
    const receipt = answer?.kind === 'result' ? (answer.value as { id: string; seqNum: number }) : expect.fail()
    site.send('publish', { festival, op: 'event.create', fields: { title: 'Party', ...FRIDAY } })
    const [second] = await waiting(ada)
    const alone = START + 24 * HOUR
    await ada.done('approval.decide', { approval: second?.id ?? '', decision: 'approve', alone })
    await site.call('publish', { festival, op: 'event.create', fields: { title: 'Breakfast', ...FRIDAY } })
    const [permission] = await ada.db.permissions.toArray()
    await ada.done('permission.revoke', { permission: permission?.id ?? '' })
    const activity = await readActivity(ada.db)
    const origin = 'https://panda.example'
    expect(activity).toMatchObject([
      { origin, what: 'connect', state: 'approved' },
      { origin, what: 'read', festival },
      { origin, what: 'read', festival },
      {
        what: 'authorize',
        state: 'approved',
        op: 'authorization.grant',
        title: 'Projector',
        entry: receipt.id,
        seqNum: receipt.seqNum,
      },
      { what: 'publish', state: 'approved', op: 'event.create', title: 'Party' },
      { what: 'publish', state: 'alone', op: 'event.create', title: 'Breakfast' },
      { what: 'end' },
    ])
  })

  it('says what was refused and who was told to ask no more', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    for (const decision of ['reject', 'block'] as const) {
      site.send('connect', { scopes: ['identity'] })
      const [row] = await waiting(ada)
      await ada.done('approval.decide', { approval: row?.id ?? '', decision })
    }
    expect(await readActivity(ada.db)).toMatchObject([
      { what: 'connect', state: 'rejected' },
      { what: 'connect', state: 'rejected' },
      { what: 'block' },
    ])
  })

  it('is a bounded list in which no site pushes out all others', async () => {
    const { ada } = await begin()
    const item = { container: '', what: 'connect', state: 'expired' } as const
    await noteActivity(ada.db, { ...item, at: 0, origin: 'https://quiet.example' })
    for (let at = 1; at <= 120; at += 1) await noteActivity(ada.db, { ...item, at, origin: 'https://loud.example' })
    const all = await readActivity(ada.db)
    expect(all).toHaveLength(101)
    expect(all[0]).toMatchObject({ origin: 'https://quiet.example' })
    expect(all[1]).toMatchObject({ at: 21 })
  })

  it('can be ended for all sites at once, with their prompts and live values', async () => {
    const { ada, festival } = await begin()
    const sites = [
      await connected(ada, [`read:${festival}`]),
      await connected(ada, [`read:${festival}`], { origin: 'https://two.example', tab: 8 }),
    ]
    const subscribed = sites.map((site) => site.send('subscribe', { festival, type: 'event' }))
    await until(() => sites.every((site, index) => site.changesOf(subscribed[index] ?? '').length === 1))
    const pending = sites.map((site) => site.send('connect', { scopes: ['identity'] }))
    await waiting(ada, 2)
    await ada.done('permission.revokeAll', {})
    for (const [index, site] of sites.entries()) {
      expect(site.answerTo(pending[index] ?? '')).toMatchObject({ error: { code: 4100 } })
      expect(await site.call('query', { festival, type: 'event' })).toMatchObject({ code: 4100 })
    }
    await ada.done('event.create', { festival, title: 'Later', ...FRIDAY, lines: [] })
    for (const [index, site] of sites.entries()) expect(site.changesOf(subscribed[index] ?? '')).toHaveLength(1)
  })
})
