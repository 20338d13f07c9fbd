// The whole wallet half on two machines, entries carried by hand.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readEvents, readFestivals, readInbox } from '../../../src/adapters/dexie/queries.ts'
import { deliver, START } from './machine.ts'
import { ask, begin } from './story.ts'

describe('two people and one festival', () => {
  it('answer by policy and by hand until the event is confirmed on both sides', async () => {
    const story = await begin()
    const { ada, ben, festival } = story
    const { event, requests } = await ask(story)
    const me = (await ada.worker.wallet.persona()) ?? expect.fail()
    const [item, ...others] = await readInbox(ada.db, me, START)
    expect(others).toEqual([])
    expect(item?.request.id).toBe(requests[0])
    expect(ada.api.badge).toBe('1')
    const request = requests[0] ?? expect.fail()
    expect(await ada.done('authorization.answer', { request, decision: 'grant' })).toMatchObject({ state: 'effective' })
    expect(ada.api.badge).toBe('')
    await deliver(ada, ben, festival)
    const [overview] = await readEvents(ben.db, festival, START)
    expect(overview?.event.id).toBe(event)
    expect(overview?.confirmation).toEqual({ required: 2, granted: 2 })
    expect(overview?.lines.map(({ answer }) => answer?.by)).toEqual(['manual', 'first-come-first-served'])
  })

  it('tell the network what was appended, and follow the festival at once', async () => {
    const { ada, ben, festival } = await begin()
    expect(ada.worker.host.sent).toContainEqual(expect.objectContaining({ kind: 'published', festival }))
    expect(ada.worker.host.running).toBe(false)
    expect(ben.worker.host.running).toBe(true)
    expect(await readFestivals(ben.db)).toMatchObject([{ festival, title: 'Herbst Fest', known: true }])
  })
})
