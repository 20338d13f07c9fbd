// The calendar of one thing: who has it when, what waits, and how many have the answer.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { noteDelivery } from '../../../src/adapters/dexie/delivery-rows.ts'
import { readThingUses, type ThingUses } from '../../../src/adapters/dexie/read-thing-uses.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { deliver, HOUR, START, type Machine } from './machine.ts'
import { ask, begin, FRIDAY } from './story.ts'

const AHEAD = { from: START, to: FRIDAY.to + HOUR }

async function uses({ db }: Machine, thing: ObjectId, interval = AHEAD): Promise<ThingUses> {
  return readThingUses(db, (await db.resources.get(thing)) ?? expect.fail('not here'), interval, START)
}

describe('the calendar of a thing', () => {
  it('has the event that was promised, and the one that waits', async () => {
    const story = await begin()
    const { ada, room, projector } = story
    await ask(story)
    const ofRoom = await uses(ada, room)
    expect(ofRoom.promised.map(({ answer, event }) => [event?.title, answer.kind, answer.from])).toEqual([
      ['Reading group', 'grant', FRIDAY.from],
    ])
    expect(ofRoom.waiting).toEqual([])
    const ofProjector = await uses(ada, projector)
    expect(ofProjector.promised).toEqual([])
    expect(ofProjector.waiting.map(({ event, from, to }) => [event.title, { from, to }])).toEqual([
      ['Reading group', FRIDAY],
    ])
  })

  it('has nothing of another time, of what was withdrawn, or called off', async () => {
    const story = await begin()
    const { ada, ben, festival, room, projector } = story
    const { event } = await ask(story)
    const before = { from: START, to: FRIDAY.from }
    expect([await uses(ada, room, before), await uses(ada, projector, before)]).toEqual([
      { promised: [], waiting: [] },
      { promised: [], waiting: [] },
    ])
    await ben.done('event.cancel', { event })
    await deliver(ben, ada, festival)
    expect((await uses(ada, projector)).waiting).toEqual([])
  })

  it('has own use without an event, and says who has an answer of mine as far as that is known', async () => {
    const { ada, projector } = await begin()
    await ada.done('authorization.hold', { resource: projector, ...FRIDAY, quantity: 1 })
    const [hold] = (await uses(ada, projector)).promised
    expect([hold?.answer.kind, hold?.event, hold?.holders]).toEqual(['hold', undefined, undefined])
    const log = (await ada.db.logs.get(hold?.answer.log ?? 0)) ?? expect.fail('no log')
    await noteDelivery(ada.db, log, (seqNum) => (seqNum <= 3 ? 4 : 2))
    const known = await uses(ada, projector)
    expect([known.holders, known.promised[0]?.holders]).toEqual([4, 2])
  })
})
