// A series is one append: all its events and their requests, once, with the dates that the person saw.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { MAX_SERIES_ENTRIES } from '../../../background/handlers/event-series.ts'
import { HOUR, deliver } from './machine.ts'
import { begin, FRIDAY } from './story.ts'

const WEEK = 7 * 24 * HOUR
const weeks = (count: number): { from: number; to: number }[] =>
  Array.from({ length: count }, (_, week) => ({ from: FRIDAY.from + week * WEEK, to: FRIDAY.to + week * WEEK }))

describe('event.createSeries', () => {
  it('makes events with one series id, each with requests of its own, once', async () => {
    const { ada, ben, festival, projector, room } = await begin()
    const params = {
      festival,
      title: 'Choir',
      occurrences: weeks(3),
      lines: [{ resource: projector }, { resource: room, required: false }],
    }
    const id = ben.freshId()
    const made = await ben.command('event.createSeries', params, id)
    ben.kill()
    expect(await ben.command('event.createSeries', params, id)).toEqual(made)
    const events = await ben.db.events.orderBy('[festival+from]').toArray()
    expect(made).toEqual({ ok: true, value: { events: events.map((event) => event.id), requests: 6 } })
    expect(events.map(({ from, to }) => ({ from, to }))).toEqual(weeks(3))
    expect(new Set(events.map(({ series }) => series)).size).toBe(1)
    expect(events[0]?.series).toMatch(/^[0-9a-f]{32}$/)
    const requests = await ben.db.requests.orderBy('log').sortBy('seqNum')
    for (const event of events) {
      const own = requests.filter((request) => request.event === event.id)
      expect(own.map(({ from, to }) => ({ from, to }))).toEqual([event, event].map(({ from, to }) => ({ from, to })))
      expect(own.map(({ resource, required }) => [resource, required])).toEqual([
        [projector, true],
        [room, false],
      ])
    }
    await deliver(ben, ada, festival)
    expect((await ada.db.answers.toArray()).filter(({ state }) => state === 'effective')).toHaveLength(3)
  })

  it('asks for things of the festival around it in a log of that festival', async () => {
    const { ada, festival, room } = await begin()
    const child = { title: 'Kids', timezone: 'Europe/Berlin', visibility: 'open', parent: festival } as const
    const { festival: inside } = await ada.done('festival.create', child)
    const { events, requests } = await ada.done('event.createSeries', {
      festival: inside,
      title: 'Choir',
      occurrences: weeks(2),
      lines: [{ resource: room }],
    })
    expect(requests).toBe(2)
    const rows = (await ada.db.requests.toArray()).sort((a, b) => a.from - b.from)
    const about = { eventFestival: inside, eventTitle: 'Choir' }
    const [first, second] = weeks(2)
    expect(rows).toMatchObject([
      { festival, resource: room, event: events[0], ...about, ...first },
      { festival, resource: room, event: events[1], ...about, ...second },
    ])
  })

  it('refuses what makes no sense, and what is too much, and writes nothing', async () => {
    const { ben, festival, room } = await begin()
    const series = { festival, title: 'Choir', lines: [{ resource: room }] }
    const occurrences = weeks(2)
    const inverted = [{ from: FRIDAY.to, to: FRIDAY.from }]
    const tooMany = Array.from({ length: MAX_SERIES_ENTRIES / 100 }, () => ({ resource: room }))
    const refusals = [
      await ben.command('event.createSeries', { ...series, occurrences: [] }),
      await ben.command('event.createSeries', { ...series, occurrences: weeks(101) }),
      await ben.command('event.createSeries', { ...series, occurrences: inverted }),
      await ben.command('event.createSeries', { ...series, occurrences: weeks(100), lines: tooMany }),
      await ben.command('event.createSeries', { ...series, occurrences, lines: [{ resource: festival }] }),
      await ben.command('event.createSeries', { ...series, occurrences, lines: [{ resource: room, quantity: 2 }] }),
    ]
    expect(refusals.map((refusal) => (refusal.ok ? 'ok' : refusal.error.code))).toEqual([
      'invalid-params',
      'invalid-params',
      'interval-inverted',
      'series-too-large',
      'unknown-resource',
      'not-available',
    ])
    expect(await ben.db.events.count()).toBe(0)
  })
})
