// After a restore from words alone: who one was in a festival is recognised by one's own logs there.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readPersonaKeys } from '../../../src/adapters/dexie/persona-rows.ts'
import { readFestivals, readInboxPage } from '../../../src/adapters/dexie/queries.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { deliver, Machine, START } from './machine.ts'
import { ask, begin, type Story } from './story.ts'

/** Ada is her third persona in the festival, and has lost her machine; a new one knows her words and has the invite. */
async function lostAndBack(): Promise<{ story: Story; again: Machine; third: PublicKey; main: PublicKey }> {
  const story = await begin()
  const { ada, ben, festival } = story
  const main = (await ada.worker.wallet.persona()) ?? expect.fail()
  await ada.done('persona.add', {})
  const { persona: third } = await ada.done('persona.switch', { festival, as: 'new' })
  const lent = { festival, title: 'Tent', kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
  const { resource } = await ada.done('resource.create', lent)
  await deliver(ada, ben, festival)
  await ask({ ...story, projector: resource })
  const { invite } = await ben.done('festival.invite', { festival })
  const again = new Machine()
  const entropy = await ada.worker.wallet.entropy()
  await again.worker.wallet.restore({ entropy, personas: [] })
  await again.done('festival.join', { invite })
  return { story, again, third, main }
}

describe('a persona of the same words', () => {
  it('is found again by its log, looked after, and offered to go on as', async () => {
    const { story, again, third, main } = await lostAndBack()
    const { ada, festival } = story
    expect(await readPersonaKeys(again.db)).toEqual([main])
    await deliver(story.ben, again, festival)
    expect(await readPersonaKeys(again.db)).toEqual([main, third])
    expect(await again.db.memberships.get(festival)).toMatchObject({ persona: main, earlier: [third], found: [third] })
    expect(await readFestivals(again.db)).toMatchObject([{ me: main, found: [third] }])
    const { items } = await readInboxPage(again.db, await readPersonaKeys(again.db), START, { count: 30 })
    // The room has a policy, which answers only where the room's log goes on.
    expect(items.map(({ resource }) => resource.title).toSorted()).toEqual(['Room', 'Tent'])
    const item = items.find(({ resource }) => resource.title === 'Tent')
    const answer = await again.done('authorization.answer', {
      request: item?.request.id ?? expect.fail(),
      decision: 'grant',
    })
    expect(answer.state).toBe('effective')

    await again.done('persona.switch', { festival, as: third })
    const membership = await again.db.memberships.get(festival)
    expect(membership).toMatchObject({ persona: third, earlier: [main] })
    expect(membership?.found).toBeUndefined()
    await deliver(again, ada, festival)
    expect(await ada.db.answers.get(answer.answer)).toMatchObject({ owner: third, state: 'effective' })
  })

  it('is not asked about again when one stays who one is, and never without its log', async () => {
    const { story, again, third, main } = await lostAndBack()
    const { festival } = story
    await deliver(story.ben, again, festival)
    await again.done('persona.switch', { festival, as: main })
    await deliver(story.ben, again, festival)
    again.kill()
    await again.worker.background.boot()
    expect(await again.db.memberships.get(festival)).toMatchObject({ persona: main, earlier: [third] })
    expect((await readFestivals(again.db))[0]?.found).toBeUndefined()
    expect(await readPersonaKeys(again.db)).toHaveLength(2)
    expect(await readPersonaKeys(story.ben.db)).toHaveLength(1)
  })
})
