// What is not known well enough is answered neither by a policy nor by hand (DESIGN 4.1, 4.2): unchecked signatures, and
// objects that go on in a log that is not here.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { carry, Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

interface Asked extends Story {
  event: ObjectId
  /** For the projector, answered by hand, and the room, answered by policy. */
  byHand: ObjectId
  byPolicy: ObjectId
}

/** Ben's requests are in Ada's database, and her background has not looked yet. */
async function asked(): Promise<Asked> {
  const story = await begin()
  const { event, requests } = await ask({ ...story, ada: story.ben })
  const [byHand = expect.fail(), byPolicy = expect.fail()] = requests
  await carry(story.ben, story.ada, story.festival)
  await projectAll(story.ada.db)
  return { ...story, event, byHand, byPolicy }
}

/** Ada's background looks at everything once. */
async function look({ ada, festival }: Story): Promise<void> {
  ada.worker.receive({ kind: 'changed', festivals: [festival] })
  await ada.worker.background.settled()
}

async function answered({ ada }: Story): Promise<(ObjectId | undefined)[]> {
  return (await ada.db.answers.toArray()).map(({ request }) => request)
}

/** Puts the mark of checked signatures of somebody's log on Ada's machine. */
async function check({ ada }: Story, whose: Machine, howFar: 'first entry' | 'all'): Promise<void> {
  const author = (await whose.worker.wallet.persona()) ?? expect.fail('no persona')
  await ada.db.logs
    .filter((log) => log.author === author)
    .modify((log) => {
      log.verified = howFar === 'all' ? log.seqNum : 1
    })
}

/** Cleo, who came later, asks for the room at the same time as Ben. */
async function cleoAsks({ ada, festival, room }: Story): Promise<ObjectId> {
  const cleo = new Machine()
  await cleo.done('persona.create', {})
  const { invite } = await ada.done('festival.invite', { festival })
  await cleo.done('festival.join', { invite })
  await carry(ada, cleo, festival)
  await projectAll(cleo.db)
  const lines = [{ resource: room }]
  const { requests } = await cleo.done('event.create', { festival, title: 'Choir', ...FRIDAY, lines })
  await carry(cleo, ada, festival)
  await projectAll(ada.db)
  return requests[0] ?? expect.fail('no request')
}

describe('while signatures are being checked', () => {
  it.each(['ada', 'ben'] as const)('nothing is answered that touches a log of %s', async (who) => {
    const story = await asked()
    await check(story, story[who], 'first entry')
    await look(story)
    expect(await answered(story)).toEqual([])
    const answer = { request: story.byHand, decision: 'grant' } as const
    expect(await story.ada.command('authorization.answer', answer)).toEqual({
      ok: false,
      error: { code: 'still-checking' },
    })
    await check(story, story[who], 'all')
    await look(story)
    expect(await answered(story)).toEqual([story.byPolicy])
    expect(await story.ada.command('authorization.answer', answer)).toMatchObject({ ok: true })
  })

  it('nobody overtakes a request that came first', async () => {
    const story = await asked()
    const cleo = await cleoAsks(story)
    await check(story, story.ben, 'first entry')
    await look(story)
    expect(await answered(story)).toEqual([])
    await check(story, story.ben, 'all')
    await look(story)
    expect(await answered(story)).toContain(story.byPolicy)
    expect(await answered(story)).not.toContain(cleo)
  })
})

describe('while an object goes on in a log that is not here', () => {
  it.each(['resources', 'requests', 'events'] as const)('nothing is answered for one of the %s', async (table) => {
    const story = await asked()
    await story.ada.db.table(table).toCollection().modify({ incomplete: true })
    await look(story)
    expect(await answered(story)).toEqual([])
    const answer = { request: story.byHand, decision: 'deny' } as const
    expect(await story.ada.command('authorization.answer', answer)).toEqual({
      ok: false,
      error: { code: 'not-complete' },
    })
  })

  it('requests of others for the same thing are answered', async () => {
    const story = await asked()
    const other = await cleoAsks(story)
    await story.ada.db.requests.update(story.byPolicy, { incomplete: true })
    await story.ada.db.table('standings').update(story.byPolicy, { 'asked.incomplete': true })
    await look(story)
    expect(await answered(story)).toEqual([other])
  })
})
