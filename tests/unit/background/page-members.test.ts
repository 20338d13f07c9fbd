// What is for members only reaches no web page: not what it is, and not a word that was said about it. A page with the extension and a
// snapshot for everybody else follow one rule.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { runQuery } from '../../../background/page-query.ts'
import { checkSnapshot } from '../../../embed/check-snapshot.ts'
import { ITEM_TYPES } from '../../../items/all-items.ts'
import type { Item, ItemType, ResourceItem } from '../../../page/p2panda.d.ts'
import { readPersona } from '../../../src/adapters/dexie/queries.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { makeSnapshot } from '../../../src/snapshot/make-snapshot.ts'
import { deliver, HOUR, START, type Machine } from './machine.ts'
import { begin, FRIDAY, type Story } from './story.ts'

const SATURDAY = { from: FRIDAY.from + 24 * HOUR, to: FRIDAY.to + 24 * HOUR }
const THING = { kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
/** What only members may read; each stands where a page could look. */
const KEPT = ['Supper', 'Kitchen', 'Psst', 'Hush', 'No soup', 'With onions', 'Dessert', 'The real one', 'Not there']

interface Told extends Story {
  concert: ObjectId
  /** Requests of which a page hears nothing: two for events for members, one for the kitchen. */
  hidden: { supper: ObjectId; dessert: ObjectId; kitchen: ObjectId }
  kitchen: ObjectId
}

/** Ada lends the projector to Ben's supper for members, and keeps a kitchen for members that his public concert asks for. */
async function told(): Promise<Told> {
  const story = await begin()
  const { ada, ben, festival, projector } = story
  const { resource: kitchen } = await ada.done('resource.create', {
    ...THING,
    festival,
    title: 'Kitchen',
    audience: 'members',
  })
  await deliver(ada, ben, festival)
  const supper = await ben.done('event.create', {
    festival,
    title: 'Supper',
    audience: 'members',
    ...FRIDAY,
    lines: [{ resource: projector, message: 'Psst' }],
  })
  const dessert = await ben.done('event.create', {
    festival,
    title: 'Dessert',
    audience: 'members',
    ...SATURDAY,
    lines: [{ resource: projector }],
  })
  const concert = await ben.done('event.create', {
    festival,
    title: 'Concert',
    ...SATURDAY,
    lines: [{ resource: kitchen, message: 'With onions' }],
  })
  const line = { festival, event: concert.event, resource: projector, message: 'May we?' }
  const { request: onSaturday } = await ben.done('request.create', line)
  for (const [title, events] of [
    ['Best of', [{ event: concert.event, note: 'Come' }, { event: supper.event }]],
    [
      'Tips',
      [
        { event: concert.event, note: 'Loud' },
        { event: supper.event, note: 'The real one' },
      ],
    ],
    ['Not there at all', [{ event: supper.event }]],
  ] as const) {
    await ben.done('programme.publish', { festival, title, events: [...events] })
  }
  await deliver(ben, ada, festival)
  const hidden = { supper: id(supper), dessert: id(dessert), kitchen: id(concert) }
  const answer = (request: ObjectId, decision: 'grant' | 'deny', note?: string) =>
    ada.done('authorization.answer', { request, decision, ...(note === undefined ? {} : { note }) })
  await answer(hidden.supper, 'grant', 'Hush')
  await answer(hidden.dessert, 'deny', 'Hush again')
  await answer(hidden.kitchen, 'deny', 'No soup')
  await answer(onSaturday, 'grant', 'Sure')
  await deliver(ada, ben, festival)
  return { ...story, concert: concert.event, hidden, kitchen }
}

function id({ requests }: { requests: readonly ObjectId[] }): ObjectId {
  return requests[0] ?? expect.fail('no request')
}

async function seen(
  machine: Machine,
  festival: Told['festival'],
  type: ItemType,
  where: Record<string, string> = {},
  scopes: readonly string[] = [`read:${festival}`],
): Promise<Item[]> {
  const persona = (await readPersona(machine.db)) ?? expect.fail()
  const found = await runQuery(machine.db, { festival, type, where }, { persona, scopes, now: START })
  return found?.items ?? expect.fail()
}

describe('what is for members', () => {
  it('is not seen by a page: neither events and things, nor what was asked, answered and listed of them', async () => {
    const { ada, ben, festival, hidden, kitchen } = await told()
    for (const machine of [ada, ben]) {
      const all = await Promise.all(ITEM_TYPES.map((type) => seen(machine, festival, type)))
      const text = JSON.stringify(all)
      expect(KEPT.filter((words) => text.includes(words))).toEqual([])
      expect([...Object.values(hidden), kitchen].filter((each) => text.includes(each))).toEqual([])
      expect(['Concert', 'May we?', 'Sure', 'Come', 'Loud'].filter((words) => !text.includes(words))).toEqual([])
    }
  })

  it('is not found by an id that somebody knows', async () => {
    const { ada, festival, hidden, projector, kitchen } = await told()
    for (const request of Object.values(hidden)) {
      for (const [type, where] of [
        ['request', { id: request }],
        ['authorization', { request }],
      ] as const) {
        expect(await seen(ada, festival, type, where)).toEqual([])
      }
    }
    for (const type of ['request', 'authorization'] as const)
      expect(await seen(ada, festival, type, { resource: kitchen })).toEqual([])
    const ofProjector = await seen(ada, festival, 'authorization', { resource: projector })
    expect(ofProjector).toEqual(await seen(ada, festival, 'authorization'))
  })

  it('is taken into account: the thing is taken, and an event is confirmed when all that may be seen is', async () => {
    const { ada, festival, concert } = await told()
    const answers = await seen(ada, festival, 'authorization')
    expect(answers).toMatchObject([
      { kind: 'grant', state: 'effective', ...FRIDAY },
      { kind: 'grant', state: 'effective', ...SATURDAY, note: 'Sure' },
    ])
    expect(Object.keys(answers[0] ?? {})).not.toContain('request')
    const [event] = await seen(ada, festival, 'event', { id: concert })
    expect(event).toMatchObject({ confirmation: { granted: 1, required: 1, lines: [{ state: 'granted' }] } })
  })

  it('is the same in a snapshot, which can leave out only whole entries', async () => {
    const { ada, festival } = await told()
    const made = await makeSnapshot(ada.worker.store, festival)
    if (!made.ok) expect.fail(made.error.code)
    const checked = await checkSnapshot(made.value.bytes, festival, START)
    if (!checked.ok) expect.fail(checked.code)
    const { items } = checked.value
    for (const type of ITEM_TYPES) {
      const live = await seen(ada, festival, type)
      // Entries with words for members are not in it at all.
      if (type === 'authorization' || type === 'programme')
        for (const item of items[type]) expect(live).toContainEqual(item)
      else expect(items[type]).toEqual(live)
    }
    expect(items.authorization).toHaveLength(1)
    expect(items.programme.map(({ title }) => title)).toEqual(['Best of'])
  })

  it('is seen of a thing that the owner lets the site answer for, as far as it waits for them', async () => {
    const { ada, ben, festival, kitchen, concert } = await told()
    const again = { festival, event: concert, resource: kitchen, message: 'Please' }
    const { request } = await ben.done('request.create', again)
    await deliver(ben, ada, festival)
    expect(await seen(ada, festival, 'request', { id: request })).toEqual([])
    const scopes = [`read:${festival}`, `authorize:${festival}/${kitchen}`]
    const inKitchen = await seen(ada, festival, 'request', { resource: kitchen }, scopes)
    expect(inKitchen).toMatchObject([{ id: request, message: 'Please', mine: true }])
    expect(await seen(ada, festival, 'request', {}, scopes)).toHaveLength(2)
    const things = (await seen(ada, festival, 'resource', {}, scopes)) as ResourceItem[]
    expect(things.map(({ title }) => title)).not.toContain('Kitchen')
  })
})
