// Who I am for a web site when I am several: in the festival that it asks about, else whom it knows, and never both unasked.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readSetting, writeSetting } from '../../../src/adapters/dexie/settings.ts'
import { parsePublicKey, type FestivalId, type PublicKey } from '../../../src/operations/ids.ts'
import type { Machine } from './machine.ts'
import { connected, Site, waiting } from './site.ts'
import { begin } from './story.ts'

const OTHER = parsePublicKey('ab'.repeat(32)) as PublicKey
const ELSEWHERE = `0040${'cd'.repeat(64)}` as FestivalId

/** Ada is somebody else in the festival than she is for new ones. */
async function twoPersonas(): Promise<{ ada: Machine; main: PublicKey; festival: FestivalId }> {
  const { ada, festival } = await begin()
  const main = (await ada.worker.wallet.persona()) as PublicKey
  const personas = (await readSetting(ada.db, 'personas')) ?? []
  await writeSetting(ada.db, 'personas', [...personas, { publicKey: OTHER, index: 1 }])
  await ada.db.memberships.update(festival, { persona: OTHER })
  return { ada, main, festival }
}

describe('who a site gets to know', () => {
  it('is who I am in the festival that it asks about, else the one for new festivals', async () => {
    const { ada, main, festival } = await twoPersonas()
    const site = new Site(ada)
    site.send('connect', { scopes: [`read:${festival}`, 'identity'] })
    site.send('connect', { scopes: [`read:${ELSEWHERE}`, 'identity'] })
    const rows = await waiting(ada, 2)
    expect(new Set(rows.map(({ persona }) => persona))).toEqual(new Set([OTHER, main]))
    await writeSetting(ada.db, 'defaultPersona', OTHER)
    new Site(ada, { origin: 'https://new.example' }).send('connect', { scopes: ['identity'] })
    expect((await waiting(ada, 3)).find(({ origin }) => origin === 'https://new.example')?.persona).toBe(OTHER)
  })

  it('is somebody else when the user chooses so, but nobody who is not of this wallet', async () => {
    const { ada, main, festival } = await twoPersonas()
    const site = new Site(ada)
    const id = site.send('connect', { scopes: [`read:${festival}`, 'identity'] })
    const [row] = await waiting(ada)
    const approve = { approval: row?.id ?? '', decision: 'approve' } as const
    const stranger = parsePublicKey('ef'.repeat(32)) as PublicKey
    expect(await ada.command('approval.decide', { ...approve, persona: stranger })).toEqual({
      ok: false,
      error: { code: 'unknown-persona' },
    })
    await ada.done('approval.decide', { ...approve, persona: main })
    expect(site.answerTo(id)).toMatchObject({ value: { publicKey: main } })
    expect(await site.call('identity', { festival })).toMatchObject({ publicKey: main })
    expect(await site.call('query', { festival, type: 'festival' })).toMatchObject({ items: [{ id: festival }] })
  })

  it('stays the same for everything that is not about a festival in which I am somebody it knows', async () => {
    const { ada, main, festival } = await twoPersonas()
    const site = await connected(ada, [`read:${ELSEWHERE}`, 'identity'])
    expect(await site.call('identity', {})).toMatchObject({ publicKey: main })
    expect(await site.call('identity', { festival })).toMatchObject({ publicKey: main })
    site.send('connect', { scopes: [`read:${festival}`, 'identity'] })
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(await site.call('identity', { festival })).toMatchObject({ publicKey: OTHER })
    expect(await site.call('identity', { festival: ELSEWHERE })).toMatchObject({ publicKey: main })
    expect(await site.call('permissions', undefined)).toHaveLength(2)
  })

  it('is nobody after it disconnected or was blocked, as whomever it asked', async () => {
    const { ada, festival } = await twoPersonas()
    const site = await connected(ada, [`read:${ELSEWHERE}`, 'identity'])
    site.send('connect', { scopes: ['identity', `read:${festival}`] })
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'block' })
    expect(await site.call('permissions', undefined)).toEqual([])
    expect(await site.call('connect', { scopes: ['identity'] })).toMatchObject({ name: 'UserRejected' })
    await site.call('disconnect', undefined)
    expect(await site.call('connect', { scopes: ['identity'] })).toMatchObject({ name: 'UserRejected' })
  })
})
