// What a web site asks for by an id is read by that id (DESIGN 8), and is the same as if everything was read and then filtered.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { runQuery, type PageQuery } from '../../../background/page-query.ts'
import { readPersona } from '../../../src/adapters/dexie/queries.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { Item, ItemType } from '../../../page/p2panda.d.ts'
import { deliver, START, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

const FIELDS = ['id', 'author', 'owner', 'event', 'resource', 'request', 'mine', 'state'] as const
const TYPES = ['event', 'request', 'authorization'] as const

async function asked(machine: Machine, query: PageQuery): Promise<Item[]> {
  const persona = (await readPersona(machine.db)) ?? expect.fail()
  const { festival } = query
  const mine = await machine.db.resources.where('owner').equals(persona).primaryKeys()
  const scopes = [`read:${festival}`, ...mine.map((id) => `authorize:${festival}/${id}`)]
  return (await runQuery(machine.db, query, { persona, scopes, now: START }))?.items ?? expect.fail()
}

/** Two festivals, one inside the other: lines here and there, a denial, a withdrawal, an event that has to hold a ticket. */
async function told(): Promise<Story & { child: FestivalId }> {
  const story = await begin()
  const { ada, ben, festival, room, projector } = story
  const { requests } = await ask(story)
  await deliver(ben, ada, festival)
  const broken = { decision: 'deny', note: 'It is broken' } as const
  await ada.done('authorization.answer', { request: requests[0] ?? expect.fail(), ...broken })
  await ada.done('festival.update', { festival, set: { eventTicket: projector } })
  const inside = { title: 'Night lab', timezone: 'UTC', visibility: 'open', parent: festival } as const
  const { festival: child } = await ben.done('festival.create', inside)
  const lamp = { title: 'Lamp', kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
  const { resource } = await ben.done('resource.create', { festival: child, ...lamp })
  const { requests: others } = await ben.done('event.create', {
    festival: child,
    title: 'Slides',
    ...FRIDAY,
    lines: [{ resource: projector }, { resource: room }, { resource }],
  })
  await ben.done('event.create', { festival: child, title: 'Nothing needed', ...FRIDAY, lines: [] })
  await ben.done('authorization.hold', { resource, ...FRIDAY })
  await ben.done('request.withdraw', { request: others[1] ?? expect.fail() })
  for (const each of [festival, child]) await Promise.all([deliver(ben, ada, each), deliver(ada, ben, each)])
  return { ...story, child }
}

describe('a filter of a site', () => {
  it('finds exactly what filtering everything finds', async () => {
    const { ada, ben, festival, child } = await told()
    let filters = 0
    for (const machine of [ada, ben]) {
      for (const [where, type] of [festival, child].flatMap((each) => TYPES.map((one) => [each, one] as const))) {
        const all = await asked(machine, { festival: where, type, limit: 200 })
        for (const [field, value] of valuesOf(all)) {
          const expected = all.filter((item) =>
            Object.entries(item).some(([name, is]) => name === field && is === value),
          )
          const query = { festival: where, type, limit: 200, where: { [field]: value } }
          expect(await asked(machine, query), `${type} by ${field}`).toEqual(expected)
          filters += 1
        }
      }
    }
    expect(filters).toBeGreaterThan(40)
  })

  it('by an id of nothing, or of something elsewhere, finds nothing', async () => {
    const { ben, festival, child } = await told()
    const [event] = await asked(ben, { festival: child, type: 'event' })
    for (const id of [`0040${'ab'.repeat(64)}`, event?.id ?? expect.fail(), 'nothing']) {
      for (const type of TYPES) expect(await asked(ben, { festival, type, where: { id } })).toEqual([])
    }
  })

  it('by an id does not read the rest of the festival', async () => {
    const story = await told()
    const { ada, ben, festival, room } = story
    for (let index = 0; index < 5; index += 1) await ask(story)
    await deliver(ben, ada, festival)
    const [event] = await asked(ada, { festival, type: 'event', limit: 1 })
    const [request] = await asked(ada, { festival, type: 'request', limit: 1 })
    let rows = 0
    for (const table of [ada.db.events, ada.db.requests, ada.db.answers]) {
      table.hook('reading', (row: unknown) => {
        rows += 1
        return row
      })
    }
    const read = async (type: ItemType, where: Record<string, string>): Promise<number> => {
      rows = 0
      await asked(ada, { festival, type, where })
      return rows
    }
    // An event, its two lines, and what was said of each.
    expect(await read('event', { id: event?.id ?? expect.fail() })).toBeLessThanOrEqual(6)
    expect(await read('request', { id: request?.id ?? expect.fail() })).toBeLessThanOrEqual(7)
    expect(await read('event', { title: 'all of them' })).toBeGreaterThan(12)
    // Where the request has an answer: that, the request, its event, and the event's two lines.
    expect(await read('authorization', { request: request?.id ?? expect.fail() })).toBeLessThanOrEqual(5)
    expect((await asked(ada, { festival, type: 'authorization', where: { resource: room } })).length).toBeGreaterThan(0)
  })
})

/** Every value that one of the items has in a field that may be filtered by. */
function valuesOf(items: readonly Item[]): [string, string | boolean][] {
  const values = new Map<string, [string, string | boolean]>()
  for (const item of items) {
    for (const [field, value] of Object.entries(item) as [string, unknown][]) {
      const isOne = FIELDS.some((each) => each === field) && (typeof value === 'string' || typeof value === 'boolean')
      if (isOne) values.set(`${field}=${String(value)}`, [field, value])
    }
  }
  return [...values.values()]
}
