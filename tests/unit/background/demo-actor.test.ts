// The people of a demo festival (decision 0044) live a little: they answer, ask and change their mind, each thing once, in
// nobody else's festival, whoever dies on the way, and not for ever.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { CHANGE_OF_MIND, CURIOSITY, PATIENCE } from '../../../background/demo-festival/acts.ts'
import { checkDraw } from '../../../src/festival/check-draw.ts'
import { readEvents, readInbox, readPeople, readResources } from '../../../src/adapters/dexie/queries.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import type { Interval } from '../../../src/operations/operation.ts'
import { HOUR, Machine } from './machine.ts'

class Visit {
  readonly ada: Machine = new Machine()
  me!: PublicKey
  festival!: FestivalId

  async begin(): Promise<this> {
    this.me = (await this.ada.done('persona.create', {})).publicKey
    this.festival = (await this.ada.done('festival.demo', {})).festival
    return this
  }

  /** The worker stopped meanwhile; the alarm wakes another one. */
  async later(ms: number): Promise<void> {
    this.ada.kill()
    this.ada.clock.advance(ms)
    this.ada.worker.background.wake('demo')
    await this.ada.worker.background.settled()
  }

  async thing(title: string): Promise<ObjectId> {
    const found = (await readResources(this.ada.db, this.festival)).find((each) => each.title === title)
    return found?.id ?? expect.fail(`no ${title}`)
  }

  /** Makes an event that asks for things, and gives how its lines stand. */
  async ask(titles: readonly string[], when: Interval = this.free(0)): Promise<() => Promise<string[]>> {
    const lines = await Promise.all(titles.map(async (title) => ({ resource: await this.thing(title) })))
    const made = await this.ada.done('event.create', { festival: this.festival, title: 'Mine', ...when, lines })
    return async () => {
      const events = await readEvents(this.ada.db, this.festival, this.ada.clock.now())
      const mine = events.find(({ event }) => event.id === made.event)
      return (mine?.lines ?? []).map(({ state, answer }) => (answer?.note ? `${state}: ${answer.note}` : state))
    }
  }

  /** An hour of tomorrow morning, when nobody has anything. */
  free(hour: number): Interval {
    const from = this.ada.clock.now() + (14 + hour) * HOUR
    return { from, to: from + HOUR }
  }

  async entries(): Promise<number> {
    const logs = await this.ada.worker.store.logs(this.festival)
    return logs.reduce((sum, { seqNum }) => sum + seqNum, 0)
  }
}

describe('the people of a demo festival', () => {
  it('answer at once where whoever asks first gets it, and after a while by hand', async () => {
    const visit = await new Visit().begin()
    const lines = await visit.ask(['demoTent', 'demoBoathouse', 'demoAccordion', 'demoSauna'])
    expect(await lines()).toEqual(['granted', 'waiting', 'waiting', 'waiting'])
    await visit.later(PATIENCE - 1)
    expect(await lines()).toEqual(['granted', 'waiting', 'waiting', 'waiting'])
    await visit.later(1)
    expect(await lines()).toEqual(['granted', 'granted', 'declined: demoAccordionNo', 'granted'])
  })

  it('say so when somebody else has it', async () => {
    const visit = await new Visit().begin()
    const first = await visit.ask(['demoBoathouse'])
    await visit.later(PATIENCE)
    const second = await visit.ask(['demoBoathouse', 'demoTent'])
    await visit.later(PATIENCE)
    expect(await first()).toEqual(['granted'])
    expect(await second()).toEqual(['declined: demoTaken', 'granted'])
  })

  it('draw a lottery when its time has come, so that anybody can check it', async () => {
    const visit = await new Visit().begin()
    const lines = await visit.ask(['demoHammock'])
    await visit.later(119_999)
    expect(await lines()).toEqual(['waiting'])
    await visit.later(1)
    expect(await lines()).toEqual(['granted'])
    const { db } = visit.ada
    const resource = await db.resources.get(await visit.thing('demoHammock'))
    const [requests, answers] = await Promise.all([db.requests.toArray(), db.answers.toArray()])
    const check = checkDraw(resource ?? expect.fail(), requests, answers)
    expect([...(check?.requests.values() ?? [])]).toEqual([{ verdict: 'in-order', place: 1 }])
  })

  it('ask for the first thing that somebody offers, two at once, and for no other', async () => {
    const { ada, me, festival } = await new Visit().begin()
    const at = async (): Promise<string[]> =>
      (await readInbox(ada.db, me, ada.clock.now())).map(
        ({ resource, competing }) => `${resource.title} ${competing.length}`,
      )
    const before = await at()
    const thing = { festival, kind: 'thing', policy: { kind: 'manual' } } as const
    const windows: [number, number][] = [[ada.clock.now() + 30 * HOUR, ada.clock.now() + 60 * HOUR]]
    await ada.done('resource.create', { ...thing, title: 'Drill', availability: { windows } })
    await ada.done('resource.create', { ...thing, title: 'Saw', availability: 'always' })
    expect(await at()).toEqual(before)
    ada.clock.advance(CURIOSITY)
    ada.worker.background.wake('demo')
    await ada.worker.background.settled()
    expect((await at()).toSorted()).toEqual([...before, 'Drill 1', 'Drill 1'].toSorted())
  })

  it('move one event a little later', async () => {
    const visit = await new Visit().begin()
    const walk = async (): Promise<Interval | undefined> =>
      (await readEvents(visit.ada.db, visit.festival, visit.ada.clock.now())).find(
        ({ event }) => event.title === 'demoWalk',
      )?.event
    const before = (await walk()) ?? expect.fail('no walk')
    await visit.later(CHANGE_OF_MIND)
    expect(await walk()).toMatchObject({ from: before.from + HOUR, to: before.to + HOUR })
  })

  it('do everything once, and nothing when it is over', async () => {
    const visit = await new Visit().begin()
    await visit.later(CHANGE_OF_MIND)
    await visit.later(HOUR)
    const all = await visit.entries()
    for (let round = 0; round < 3; round += 1) await visit.later(HOUR)
    expect(await visit.entries()).toBe(all)
    await visit.later(5 * 24 * HOUR)
    const lines = await visit.ask(['demoTent'])
    await visit.later(PATIENCE)
    expect(await lines()).toEqual(['waiting'])
  })

  it('are in no other festival, and gone with theirs', async () => {
    const visit = await new Visit().begin()
    const { ada, me, festival } = visit
    const { festival: real } = await ada.done('festival.create', { title: 'Real', timezone: 'UTC', visibility: 'open' })
    const thing = { festival: real, kind: 'thing', title: 'Drill', availability: 'always' } as const
    await ada.done('resource.create', { ...thing, policy: { kind: 'manual' } })
    await visit.later(CHANGE_OF_MIND)
    expect([...(await readPeople(ada.db, real)).keys()]).toEqual([me])
    expect((await readInbox(ada.db, me, ada.clock.now())).filter(({ resource }) => resource.festival === real)).toEqual(
      [],
    )
    await ada.done('festival.leave', { festival, forget: true })
    await visit.later(HOUR)
    expect(await ada.db.logs.where({ festival }).count()).toBe(0)
  })
})
