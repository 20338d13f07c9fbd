// Somebody else decides from now on: what becomes of the requests that wait then (DESIGN 5.4), and what is promised stays.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { countWaitingFor } from '../../../src/adapters/dexie/count-waiting-for.ts'
import { readInbox } from '../../../src/adapters/dexie/queries.ts'
import type { Policy } from '../../../src/operations/operation.ts'
import { deliver, HOUR, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

/** Ben asks twice for the projector, at the same time; nobody has answered. */
async function waiting(): Promise<Story> {
  const story = await begin()
  await ask(story)
  const { ben, ada, festival, projector } = story
  await ben.done('event.create', { festival, title: 'Another', ...FRIDAY, lines: [{ resource: projector }] })
  await deliver(ben, ada, festival)
  return story
}

async function count({ ada, projector }: Story): Promise<number> {
  const resource = (await ada.db.resources.get(projector)) ?? expect.fail()
  return countWaitingFor(ada.db, resource, ada.clock.now())
}

async function inbox(ada: Machine): Promise<number> {
  const me = (await ada.worker.wallet.persona()) ?? expect.fail()
  return (await readInbox(ada.db, me, ada.clock.now())).length
}

async function decideBy({ ada, projector }: Story, policy: Policy): Promise<void> {
  await ada.done('resource.update', { resource: projector, set: { policy } })
  await ada.worker.background.settled()
}

describe('a new policy', () => {
  it('that is the order of asking answers what waits, while it is free', async () => {
    const story = await waiting()
    expect([await count(story), await inbox(story.ada)]).toEqual([2, 2])
    await decideBy(story, { kind: 'first-come-first-served' })
    const answers = await story.ada.db.answers.where('resource').equals(story.projector).toArray()
    expect(answers).toMatchObject([{ kind: 'grant', state: 'effective', by: 'first-come-first-served' }])
    expect([await count(story), await inbox(story.ada)]).toEqual([1, 0])
    // Back by hand: the one that is left waits for a person again, and what was promised stays.
    await decideBy(story, { kind: 'manual' })
    expect([await count(story), await inbox(story.ada)]).toEqual([1, 1])
    expect(await story.ada.db.answers.where({ resource: story.projector, state: 'effective' }).count()).toBe(1)
  })

  it('that is a lottery lets all that wait take part', async () => {
    const story = await waiting()
    const { ada, festival } = story
    const until = ada.clock.now() + HOUR
    const { commitment } = await ada.done('lottery.commit', { festival, until })
    await decideBy(story, { kind: 'lottery', until, commitment })
    expect([await count(story), await inbox(ada)]).toEqual([2, 0])
    ada.clock.advance(HOUR)
    ada.worker.background.wake(`policies:${festival}`)
    await ada.worker.background.settled()
    expect(await count(story)).toBe(1)
  })
})
