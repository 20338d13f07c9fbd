// Programme lists: published, replaced and ended by a person, read by a site with the events in them.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { runQuery } from '../../../background/page-query.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { ask, begin, FRIDAY } from './story.ts'

describe('programme.publish', () => {
  it('publishes a list that sites read with its events, replaces it under its title, and ends it empty', async () => {
    const story = await begin()
    const { ada, festival } = story
    const { event } = await ask(story)
    const { event: hidden } = await ada.done('event.create', {
      festival,
      title: 'Staff',
      audience: 'members',
      ...FRIDAY,
      lines: [],
    })
    const query = async (): Promise<unknown> => {
      const viewer = { persona: 'x' as PublicKey, scopes: [], now: FRIDAY.from }
      return (await runQuery(ada.db, { festival, type: 'programme' }, viewer))?.items
    }
    await ada.done('programme.publish', { festival, title: 'For all', events: [{ event }] })
    const events = [{ event: hidden }, { event, note: 'Bring a cup' }]
    const { programme } = await ada.done('programme.publish', { festival, title: 'For all', events })
    const author = (await ada.worker.wallet.persona()) ?? expect.fail()
    const facts = { title: 'Reading group', ...FRIDAY, cancelled: false }
    expect(await query()).toEqual([
      {
        type: 'programme',
        id: programme,
        author,
        title: 'For all',
        events: [{ event: hidden }, { event, note: 'Bring a cup', ...facts }],
      },
    ])
    await ada.done('programme.publish', { festival, title: 'For all', events: [] })
    expect(await query()).toEqual([])
  })

  it('refuses events that are not here, and what is no list', async () => {
    const { ada, festival } = await begin()
    const list = { festival, title: 'For all' }
    const refusals = [
      await ada.command('programme.publish', { ...list, events: [{ event: festival }] }),
      await ada.command('programme.publish', {
        ...list,
        events: Array.from({ length: 501 }, () => ({ event: festival })),
      }),
      await ada.command('programme.publish', { ...list, title: '', events: [] }),
      await ada.command('programme.publish', { ...list, events: 'all' as never }),
    ]
    expect(refusals.map((refusal) => (refusal.ok ? 'ok' : refusal.error.code))).toEqual([
      'unknown-event',
      'invalid-params',
      'invalid-params',
      'invalid-params',
    ])
    expect(await ada.db.programmes.count()).toBe(0)
  })
})
