// A person whose log is as long as others keep it (DESIGN 5.7) is told so, not that a disk is full.

import { expect, it } from 'vitest'
import { writeQuota } from '../../../src/adapters/dexie/quota-rows.ts'
import { Machine } from './machine.ts'

it('writes nothing beyond what is kept of one person, and says why', async () => {
  const ada = new Machine()
  await ada.done('persona.create', {})
  const { festival } = await ada.done('festival.create', {
    title: 'Herbst Fest',
    timezone: 'Europe/Berlin',
    visibility: 'open',
  })
  const author = (await ada.worker.wallet.persona()) ?? expect.fail('no persona')
  const lend = { festival, kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
  await ada.done('resource.create', { ...lend, title: 'Projector' })
  const [log] = await ada.worker.store.logsOf(author, festival)
  const entries = log?.seqNum ?? expect.fail('no log')
  await writeQuota(ada.db, { author, festival }, { entries, bytes: 64 * 1024 * 1024 })

  expect(await ada.command('resource.create', { ...lend, title: 'Screen' })).toEqual({
    ok: false,
    error: { code: 'own-quota' },
  })
  expect(await ada.worker.store.logsOf(author, festival)).toMatchObject([{ seqNum: entries }])
  expect(await ada.db.resources.count()).toBe(1)
})
