// My events of a festival made again in its clone (DESIGN 5.6, decision 0027): on the days of the clone, each once, whatever dies on
// the way and however often the button is pressed.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readInherited, readNotCopied } from '../../../src/adapters/dexie/read-inherited.ts'
import { shiftInterval } from '../../../src/festival/clone.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import { deliver, dieAt, HOUR, Machine } from './machine.ts'
import { FRIDAY } from './story.ts'

const ZONE = 'Europe/Berlin'
/** Over the end of summer time: the hours of the day stay, the milliseconds in between do not. */
const DAYS = 168
const next = (interval: { from: number; to: number }) => shiftInterval(interval, DAYS, ZONE)
const LATER = { from: FRIDAY.from + HOUR, to: FRIDAY.to + HOUR }

interface Again {
  ada: Machine
  clone: FestivalId
  events: ObjectId[]
}

/** Ada makes two events and calls one more off, and does the festival again half a year later. */
async function again(): Promise<Again> {
  const ada = new Machine()
  await ada.done('persona.create', {})
  const { festival } = await ada.done('festival.create', {
    title: 'Herbst Fest',
    timezone: ZONE,
    visibility: 'open',
    ...FRIDAY,
  })
  const make = async (title: string, time: { from: number; to: number }): Promise<ObjectId> =>
    (await ada.done('event.create', { festival, title, ...time, lines: [] })).event
  const events = [await make('Choir', LATER), await make('Reading group', FRIDAY)]
  await ada.done('event.cancel', { event: await make('Off', FRIDAY) })
  const made = await ada.done('festival.clone', { festival, title: 'Once more', ...next(FRIDAY) })
  return { ada, clone: made.festival, events }
}

async function offered({ ada, clone }: Again): Promise<string[]> {
  const me: PublicKey = (await ada.worker.wallet.persona()) ?? expect.fail()
  const left = await readNotCopied(ada.db, await readInherited(ada.db, clone), clone, me)
  return left.map(({ copy }) => copy.title)
}

async function made({ ada, clone }: Pick<Again, 'ada' | 'clone'>): Promise<unknown[]> {
  const rows = await ada.db.events.where('festival').equals(clone).sortBy('from')
  return rows.map(({ title, from, to }) => ({ title, from, to }))
}

describe('my events in a clone', () => {
  it('are made again on its days, those that were ticked, and are not offered twice', async () => {
    const story = await again()
    const { ada, clone, events } = story
    expect(await offered(story)).toEqual(['Reading group', 'Choir'])
    const [choir, reading] = events as [ObjectId, ObjectId]
    const id = ada.freshId()
    const first = await ada.command('event.copy', { festival: clone, events: [choir, choir] }, id)
    expect(first).toMatchObject({ ok: true, value: { events: [expect.any(String)] } })
    expect(await ada.command('event.copy', { festival: clone, events: [choir] }, id)).toEqual(first)
    expect(await made(story)).toEqual([{ title: 'Choir', ...next(LATER) }])
    expect(await offered(story)).toEqual(['Reading group'])
    expect(await ada.command('event.copy', { festival: clone, events: [reading, choir] })).toMatchObject({
      error: { code: 'unknown-event' },
    })
    expect(await made(story)).toHaveLength(1)
    await ada.done('event.copy', { festival: clone, events: [reading] })
    expect(await made(story)).toEqual([
      { title: 'Reading group', ...next(FRIDAY) },
      { title: 'Choir', ...next(LATER) },
    ])
  })

  it('are nobody else’s to make', async () => {
    const { ada, clone, events } = await again()
    const ben = new Machine()
    await ben.done('persona.create', {})
    const { invite } = await ada.done('festival.invite', { festival: clone })
    await ben.done('festival.join', { invite })
    await deliver(ada, ben, clone)
    expect(await ben.command('event.copy', { festival: clone, events })).toMatchObject({
      error: { code: 'unknown-event' },
    })
  })

  it('are there once each, wherever the worker dies', { timeout: 180_000 }, async () => {
    const { ada, events } = await again()
    const { festival } = (await ada.db.events.get(events[0] ?? expect.fail())) ?? expect.fail()
    let hasDied = true
    for (let operation = 1; hasDied; operation += 3) {
      const { festival: clone } = await ada.done('festival.clone', { festival, title: `${operation}`, ...next(FRIDAY) })
      const id = ada.freshId()
      ada.kill()
      const death = dieAt(ada.worker.db, operation)
      await ada.command('event.copy', { festival: clone, events }, id).catch(() => undefined)
      hasDied = death.hasDied()
      ada.kill()
      expect(await ada.command('event.copy', { festival: clone, events }, id)).toMatchObject({ ok: true })
      expect(await made({ ada, clone }), `killed at ${operation}`).toHaveLength(2)
    }
  })
})
