// What pages that listen hear: states of what concerns their site, again after every reconnect, and nothing about anybody else.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { ToPage } from '../../../page/wire.ts'
import { noteDelivery } from '../../../src/adapters/dexie/delivery-rows.ts'
import { HOUR, type Machine } from './machine.ts'
import { connected, Site, until, waiting } from './site.ts'
import { ask, begin, FRIDAY } from './story.ts'

type Heard = Extract<ToPage, { kind: 'event' }>

/** Details of all events of one name so far. */
function heard(site: Site, event: Heard['event']): unknown[] {
  const messages = site.port.sent as ToPage[]
  return messages.flatMap((message) => (message.kind === 'event' && message.event === event ? [message.detail] : []))
}

function count(site: Site): number {
  return (site.port.sent as ToPage[]).filter(({ kind }) => kind === 'event').length
}

/** The newest entries of all my logs are held by so many. */
async function held(machine: Machine, holders: number): Promise<void> {
  for (const log of await machine.db.logs.toArray()) await noteDelivery(machine.db, log, () => holders)
  machine.worker.receive({ kind: 'delivered' })
}

describe('a page that listens', () => {
  it('hears first how it is, then every change of what its site may read, and of no other festival', async () => {
    const story = await begin()
    const { ada, festival } = story
    const other = await ada.done('festival.create', { title: 'Other', timezone: 'UTC', visibility: 'open' })
    const site = await connected(ada, [`read:${festival}`])
    expect(count(site)).toBe(0)
    expect(await site.call('listen', undefined)).toBe(null)
    await until(() => heard(site, 'statechange').length === 1)
    expect(heard(site, 'permissionchange')).toMatchObject([[{ scopes: [`read:${festival}`] }]])
    const before = heard(site, 'statechange')
    expect(before).toMatchObject([{ festival }])
    await ada.done('event.create', { festival: other.festival, title: 'Elsewhere', ...FRIDAY, lines: [] })
    expect(heard(site, 'statechange')).toEqual(before)
    await ask(story)
    await until(() => heard(site, 'statechange').length > 1)
    const cursors = new Set(heard(site, 'statechange').map((detail) => JSON.stringify(detail)))
    expect(cursors.size).toBe(heard(site, 'statechange').length)
    expect(JSON.stringify(heard(site, 'statechange'))).not.toContain(other.festival)
    expect(heard(site, 'identitychange')).toEqual([])
  })

  it('hears that what it was allowed is over when it is, though nothing else happens', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [`read:${festival}`])
    await site.call('listen', undefined)
    const [permission] = await ada.db.permissions.toArray()
    const end = permission?.until ?? 0
    await until(() => ada.api.alarmTimes.includes(end))
    ada.clock.advance(end - ada.clock.now())
    expect(heard(site, 'permissionchange').at(-1)).toMatchObject([{ until: end }])
    ada.worker.background.wake('permission-ends')
    await until(() => JSON.stringify(heard(site, 'permissionchange').at(-1)) === '[]')
  })

  it('hears all of it again after the worker died, and is woken for that', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [`read:${festival}`])
    await site.call('listen', undefined)
    ada.api.tabsWithPages.add(site.page.tab)
    const [permission] = await ada.db.permissions.toArray()
    ada.kill()
    await ada.done('permission.revoke', { permission: permission?.id ?? '' })
    await ada.worker.background.boot()
    expect(ada.api.woken).toContain(site.page.tab)
    site.connect()
    await site.call('listen', undefined)
    await until(() => heard(site, 'permissionchange').length === 1)
    expect(heard(site, 'permissionchange')).toEqual([[]])
    expect(heard(site, 'statechange')).toEqual([])
  })

  it('hears what becomes of its prompts, by the key that it gave, and nothing of the prompts of others', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [`publish:${festival}/event.create`])
    const stranger = new Site(ada, { origin: 'https://other.example', tab: 8 })
    await site.call('listen', undefined)
    await stranger.call('listen', undefined)
    const states = (from: Site): unknown[] =>
      heard(from, 'request').flatMap((detail) => {
        const { id, state } = detail as { id: string; state: string }
        return id === 'party' ? [state] : []
      })
    const fields = { title: 'Party', ...FRIDAY }
    site.send('publish', { festival, op: 'event.create', fields }, { key: 'party' })
    const [row] = await waiting(ada)
    await until(() => states(site).length === 1)
    await ada.done('approval.shown', { approval: row?.id ?? '' })
    await until(() => states(site).length === 2)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    await until(() => states(site).length === 3)
    expect(states(site)).toEqual(['queued', 'shown', 'approved'])
    site.send('connect', { scopes: ['identity'] }, { key: 'late', deadlineMs: 1000 })
    await waiting(ada)
    ada.clock.advance(HOUR)
    await ada.worker.background.approvals.expire()
    await until(() => JSON.stringify(heard(site, 'request')).includes('"id":"late","state":"expired"'))
    expect(heard(stranger, 'request')).toEqual([])
  })

  it('hears roughly how many have what was written for it, and no number of anything else', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [`publish:${festival}/event.create`])
    await site.call('listen', undefined)
    const id = site.send('publish', { festival, op: 'event.create', fields: { title: 'Party', ...FRIDAY } })
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    const answer = site.answerTo(id)
    const receipt = answer?.kind === 'result' ? (answer.value as { id: string }) : expect.fail()
    for (const holders of [0, 1, 2, 4, 9, 12, 40]) await held(ada, holders)
    await until(() => heard(site, 'delivery').length === 3)
    expect(heard(site, 'delivery')).toEqual([1, 3, 10].map((peers) => ({ id: receipt.id, peers })))
    const [permission] = await ada.db.permissions.toArray()
    await ada.done('permission.revoke', { permission: permission?.id ?? '' })
    site.connect()
    await site.call('listen', undefined)
    await until(() => heard(site, 'permissionchange').length === 1)
    expect(heard(site, 'delivery')).toEqual([])
  })

  it('hears who the user is only with the scope for it', async () => {
    const { ada } = await begin()
    const site = new Site(ada)
    await site.call('listen', undefined)
    expect(heard(site, 'identitychange')).toEqual([])
    site.send('connect', { scopes: ['identity'] })
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    await until(() => heard(site, 'identitychange').length === 1)
    expect(heard(site, 'identitychange')).toMatchObject([{ publicKey: await ada.worker.wallet.persona() }])
  })

  it('is forgotten when it goes away, while another page in its tab is not', async () => {
    const { ada, festival } = await begin()
    const first = await connected(ada, [`read:${festival}`])
    await first.call('listen', undefined)
    const gone = first.port
    const second = new Site(ada)
    await second.call('listen', undefined)
    gone.vanish()
    const before = gone.sent.length
    await ada.done('event.create', { festival, title: 'Later', ...FRIDAY, lines: [] })
    await until(() => heard(second, 'statechange').length === 2)
    expect(gone.sent).toHaveLength(before)
    expect(JSON.stringify(await ada.api.storage.session.get('subscribed-tabs'))).toContain('[7]')
  })
})
