// Many events in one append, in places of one's own and of others.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { MAX_BATCH } from '../../../background/handlers/event-batch.ts'
import { HOUR, deliver } from './machine.ts'
import { begin, FRIDAY } from './story.ts'

const at = (hour: number, title = `Talk ${hour}`) => ({
  title,
  from: FRIDAY.from + hour * HOUR,
  to: FRIDAY.from + (hour + 1) * HOUR,
})

describe('event.createMany', () => {
  it('makes events that have my places at once, as far as these are free, and once', async () => {
    const { ada, festival, room } = await begin()
    await ada.done('authorization.hold', { resource: room, from: at(2).from, to: at(2).to })
    const events = [
      { ...at(0), places: [room] },
      { ...at(1), places: [room] },
      { ...at(2), places: [room] },
      { ...at(0, 'Parallel'), places: [room] },
      { ...at(9), places: [] },
    ]
    const id = ada.freshId()
    expect(await ada.command('event.createMany', { festival, events }, id)).toEqual({ ok: true, value: { events: 5 } })
    ada.kill()
    expect(await ada.command('event.createMany', { festival, events }, id)).toEqual({ ok: true, value: { events: 5 } })
    const made = await ada.db.events.orderBy('[festival+from]').toArray()
    expect(made).toHaveLength(5)
    const grants = (await ada.db.answers.toArray()).filter(
      ({ kind, state }) => kind === 'grant' && state === 'effective',
    )
    const requests = new Map((await ada.db.requests.toArray()).map((request) => [request.id, request.event]))
    const granted = grants.map(({ request }) => made.find((event) => event.id === requests.get(request!))?.title ?? '')
    expect(new Set(granted)).toEqual(new Set(['Talk 0', 'Talk 1']))
    // What is not free is no void answer, it waits.
    expect((await ada.db.answers.toArray()).filter(({ state }) => state === 'void')).toEqual([])
  })

  it('asks others for theirs', async () => {
    const { ada, ben, festival, room } = await begin()
    await ben.done('event.createMany', { festival, events: [{ ...at(0), places: [room] }] })
    expect(await ben.db.answers.count()).toBe(0)
    await deliver(ben, ada, festival)
    expect(await ada.db.requests.count()).toBe(1)
  })

  it('writes all or nothing', async () => {
    const { ada, festival, room } = await begin()
    const many = Array.from({ length: MAX_BATCH + 1 }, (_, hour) => ({ ...at(hour), places: [] }))
    expect(await ada.command('event.createMany', { festival, events: many })).toMatchObject({
      error: { code: 'invalid-params' },
    })
    const inverted = [
      { ...at(0), places: [room] },
      { title: 'B', from: 5, to: 5, places: [] },
    ]
    expect(await ada.command('event.createMany', { festival, events: inverted })).toMatchObject({
      error: { code: 'interval-inverted' },
    })
    const wrong = [
      { ...at(0), places: [] },
      { ...at(1), places: [festival] },
    ]
    expect(await ada.command('event.createMany', { festival, events: wrong })).toMatchObject({
      error: { code: 'unknown-resource' },
    })
    expect(await ada.db.events.count()).toBe(0)
  })
})

describe('resource.createMany', () => {
  it('offers the things of a list at once, or none of them', async () => {
    const { ada, festival } = await begin()
    const lend = { kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
    const before = await ada.db.resources.count()
    const wrong = [
      { title: 'Drum', ...lend },
      { title: '', ...lend },
    ]
    expect(await ada.command('resource.createMany', { festival, resources: wrong })).toMatchObject({ ok: false })
    expect(await ada.command('resource.createMany', { festival, resources: [] })).toMatchObject({ ok: false })
    expect(await ada.db.resources.count()).toBe(before)
    const titles = ['Drum', 'Lamp', 'Rope']
    const resources = titles.map((title) => ({
      title,
      kind: lend.kind,
      availability: lend.availability,
      policy: lend.policy,
    }))
    const made = await ada.done('resource.createMany', { festival, resources })
    expect((await ada.db.resources.bulkGet(made.resources)).map((row) => row?.title)).toEqual(titles)
  })
})
