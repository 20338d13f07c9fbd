// A lottery in the real background (DESIGN 5.4, decision 0012): the commitment is made from the wallet, the draw happens at its
// time without a window, everybody can check it, and a wallet that was restored elsewhere still knows its nonce or asks.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readInbox } from '../../../src/adapters/dexie/queries.ts'
import { readRound } from '../../../src/adapters/dexie/read-round.ts'
import { checkDraw } from '../../../src/festival/check-draw.ts'
import { commitmentOf } from '../../../src/festival/draw.ts'
import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import { deliver, HOUR, Machine, restored, START } from './machine.ts'
import { FRIDAY } from './story.ts'

const UNTIL = START + HOUR

interface Lottery {
  ada: Machine
  ben: Machine
  cleo: Machine
  festival: FestivalId
  boat: ObjectId
}

async function begin(commit?: string): Promise<Lottery> {
  const [ada, ben, cleo] = [new Machine(), new Machine(), new Machine()]
  for (const machine of [ada, ben, cleo]) await machine.done('persona.create', {})
  const { festival } = await ada.done('festival.create', { title: 'Lake', timezone: 'UTC', visibility: 'open' })
  const { commitment } = await ada.done('lottery.commit', { festival, until: UNTIL })
  const { resource: boat } = await ada.done('resource.create', {
    festival,
    title: 'Boat',
    kind: 'thing',
    availability: 'always',
    policy: { kind: 'lottery', until: UNTIL, commitment: commit ?? commitment },
  })
  const { invite } = await ada.done('festival.invite', { festival })
  for (const machine of [ben, cleo]) {
    await machine.done('festival.join', { invite })
    await deliver(ada, machine, festival)
  }
  return { ada, ben, cleo, festival, boat }
}

async function ask(machine: Machine, { ada, festival, boat }: Lottery): Promise<ObjectId> {
  const lines = [{ resource: boat }]
  const { requests } = await machine.done('event.create', { festival, title: 'Rowing', ...FRIDAY, lines })
  await deliver(machine, ada, festival)
  return requests[0] ?? expect.fail()
}

/** The alarm of the festival rings at its time, with a worker that was stopped meanwhile. */
async function ring({ ada, festival }: Lottery): Promise<void> {
  ada.kill()
  ada.clock.advance(Math.max(0, UNTIL - ada.clock.now()))
  ada.worker.background.wake(`policies:${festival}`)
  await ada.worker.background.settled()
}

const answersOf = async (machine: Machine) => (await machine.db.answers.toArray()).map(({ kind, by }) => [kind, by])

describe('a lottery', () => {
  it('is read as a whole when it is to be drawn or somebody waits, and not for every change before and after', async () => {
    const story = await begin()
    const { ada, ben, cleo, festival, boat } = story
    const request = await ask(ben, story)
    await ben.done('request.withdraw', { request })
    await deliver(ben, ada, festival)
    const me = (await ada.worker.wallet.persona()) ?? expect.fail()
    const read = async (now: number) => {
      const active = (await ada.db.logs.where('[festival+author]').equals([festival, me]).first())?.id
      const { rows } = await readRound(ada.db, festival, { me, active, now })
      expect(rows.resources.has(boat)).toBe(true)
      return rows.requests.map(({ id }) => id)
    }
    expect(await read(UNTIL - 1)).toEqual([])
    expect(await read(UNTIL)).toEqual([request])
    await ring(story)
    expect(await read(UNTIL)).toEqual([])
    await ask(cleo, story)
    // Cleo has it now, and Ben stays in line.
    const held = { resource: boat, ...FRIDAY }
    expect(await ada.command('authorization.hold', held)).toMatchObject({ ok: false })
    const late = await ask(ben, story)
    expect((await read(UNTIL)).toSorted()).toEqual((await ada.db.requests.toCollection().primaryKeys()).toSorted())
    expect(await read(UNTIL)).toContain(late)
  })

  it('collects, draws when its alarm rings, and the loser finds the draw fair in their own browser', async () => {
    const story = await begin()
    const { ada, ben, cleo, festival, boat } = story
    const [first, second] = [await ask(ben, story), await ask(cleo, story)]
    expect(await answersOf(ada)).toEqual([])
    expect(ada.api.alarmTimes).toContain(UNTIL)
    const me = (await ada.worker.wallet.persona()) ?? expect.fail()
    expect(await readInbox(ada.db, me, ada.clock.now())).toEqual([])
    await ring(story)
    expect(await answersOf(ada)).toEqual([['grant', 'lottery']])
    await deliver(ada, ben, festival)
    await deliver(ada, cleo, festival)
    await deliver(ben, cleo, festival)
    const resource = (await cleo.db.resources.get(boat)) ?? expect.fail()
    const found = checkDraw(resource, await cleo.db.requests.toArray(), await cleo.db.answers.toArray())
    expect(found?.drawn).toBe(2)
    const places = [first, second].map((request) => found?.requests.get(request))
    expect(places.map((place) => place?.verdict)).toEqual(['in-order', 'in-order'])
    const [answer] = await cleo.db.answers.toArray()
    const winner = places[[first, second].indexOf(answer?.request ?? first)]
    expect(winner?.place).toBe(1)
  })

  it('draws once, and a request that is made to measure afterwards comes last', async () => {
    const story = await begin()
    const { ada, ben, cleo, festival } = story
    await ask(ben, story)
    await ring(story)
    await ring(story)
    await ask(cleo, story)
    expect(await answersOf(ada)).toHaveLength(1)
    const draws = (await ada.db.settings.get('draws'))?.value
    await ring(story)
    expect((await ada.db.settings.get('draws'))?.value).toEqual(draws)
    expect(Object.values(draws as object)).toHaveLength(1)
    await deliver(ada, ben, festival)
  })

  it('draws nothing before its time, whatever else happens', async () => {
    const story = await begin()
    await ask(story.ben, story)
    story.ada.clock.advance(HOUR - 1)
    story.ada.worker.background.wake(`policies:${story.festival}`)
    await story.ada.worker.background.settled()
    expect(await answersOf(story.ada)).toEqual([])
  })

  it('is committed to by whoever made the thing, also after they became somebody else in the festival', async () => {
    const { ada, festival, boat } = await begin()
    const before = await ada.done('lottery.commit', { festival, until: UNTIL })
    await ada.done('persona.switch', { festival, as: 'new' })
    expect(await ada.done('lottery.commit', { festival, until: UNTIL, resource: boat })).toEqual(before)
    expect(await ada.done('lottery.commit', { festival, until: UNTIL })).not.toEqual(before)
  })

  it('asks the person when the commitment is not of a nonce that this wallet can make', async () => {
    const story = await begin(commitmentOf(new Uint8Array(32)))
    const { ada } = story
    await ask(story.ben, story)
    await ring(story)
    expect(await answersOf(ada)).toEqual([])
    const me = (await ada.worker.wallet.persona()) ?? expect.fail()
    expect(await readInbox(ada.db, me, ada.clock.now())).toMatchObject([{ left: 'nonce-lost' }])
    expect(ada.api.badge).toBe('1')
  })

  it('is in the hands of the person after restoring elsewhere, and the nonce is the same there', async () => {
    const story = await begin()
    const { ada, ben, festival, boat } = story
    const request = await ask(ben, story)
    const again = await restored(ada)
    const { invite } = await ada.done('festival.invite', { festival })
    await again.done('festival.join', { invite })
    await deliver(ada, again, festival)
    await deliver(ben, again, festival)
    const committed = await again.done('lottery.commit', { festival, until: UNTIL })
    expect((await again.db.resources.get(boat))?.policy).toMatchObject(committed)
    const me = (await again.worker.wallet.persona()) ?? expect.fail()
    expect(await readInbox(again.db, me, again.clock.now())).toMatchObject([{ left: 'other-log' }])
    expect(await again.done('authorization.answer', { request, decision: 'grant' })).toMatchObject({
      state: 'effective',
    })
    expect(await readInbox(again.db, me, again.clock.now())).toEqual([])
  })

  it('can not be offered for a time that has passed', async () => {
    const { ada, festival } = await begin()
    const past = await ada.command('lottery.commit', { festival, until: START })
    expect(past).toEqual({ ok: false, error: { code: 'draw-past' } })
  })
})
