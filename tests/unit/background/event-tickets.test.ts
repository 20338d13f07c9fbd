// What web sites hear of event tickets: whether an event has what the festival asks for, and nothing where it asks for nothing.

import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { runQuery } from '../../../background/page-query.ts'
import type { EntryHash } from '../../../src/operations/ids.ts'
import { ask, begin, FRIDAY } from './story.ts'

it('a site is told which events have the ticket that the festival asks for', async () => {
  const story = await begin()
  const { ada, festival, projector, room } = story
  await ask(story)
  const persona = (await ada.worker.wallet.persona()) ?? expect.fail('no persona')
  const tickets = async (eventTicket?: EntryHash): Promise<unknown[]> => {
    if (eventTicket !== undefined) await ada.db.festivals.update(festival, { eventTicket })
    const viewer = { persona, scopes: [`read:${festival}`], now: FRIDAY.from }
    const found = await runQuery(ada.db, { festival, type: 'event' }, viewer)
    return found?.items.map((item) => ('ticket' in item ? item.ticket : 'none')) ?? []
  }
  expect(await tickets()).toEqual(['none'])
  // The room was granted by itself, the projector waits for Ada.
  expect(await tickets(room)).toEqual([true])
  expect(await tickets(projector)).toEqual([false])
})
