// The mock provider refuses what the real one refuses, with the same error: each case runs against both.

import 'fake-indexeddb/auto'
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CallOptions, Item } from '../../../page/p2panda.d.ts'
import { mockP2panda, type Mock } from '../../../page/mock.ts'
import { FIELDS } from '../../../page/mock-shapes.ts'
import { PUBLISHABLE } from '../../../messages/publishable.ts'
import { readPersona } from '../../../src/adapters/dexie/queries.ts'
import { runQuery } from '../../../background/page-query.ts'
import { HOUR, START, deliver, type Machine } from '../background/machine.ts'
import { connected, Site } from '../background/site.ts'
import { ask, begin, FRIDAY } from '../background/story.ts'

const NOBODY = `0040${'ab'.repeat(64)}`

interface Both {
  readonly real: Site
  readonly mock: Mock
  readonly ids: { festival: string; projector: string; event: string; request: string; bensEvent: string }
}

/** A site with every scope in Ada's festival, and a mock with the same items. */
async function both(): Promise<Both> {
  const story = await begin()
  const { ada, ben, festival, projector } = story
  const { event: bensEvent, requests } = await ask(story)
  const { event } = await ada.done('event.create', { festival, title: 'Mine', ...FRIDAY, lines: [] })
  const answered = await ask(story, 'Answered')
  await deliver(ben, ada, festival)
  const denied = answered.requests[0] ?? expect.fail()
  await ada.done('authorization.answer', { request: denied, decision: 'deny' })
  const scopes = allScopes(festival)
  const real = await connected(ada, scopes)
  const mock = mockP2panda({ festivals: { [festival]: await itemsOf(ada, festival) }, publicKey: await keyOf(ada) })
  await mock.provider.connect({ scopes })
  const request = requests[0] ?? expect.fail()
  return { real, mock, ids: { festival, projector, event, request, bensEvent } }
}

function allScopes(festival: string): string[] {
  const ops = PUBLISHABLE.map((op) => `publish:${festival}/${op}`)
  return [`read:${festival}`, 'identity', `authorize:${festival}`, ...ops]
}

async function keyOf(machine: Machine): Promise<string> {
  return (await readPersona(machine.db)) ?? expect.fail()
}

async function itemsOf(machine: Machine, festival: string): Promise<Item[]> {
  const persona = (await readPersona(machine.db)) ?? expect.fail()
  const types = ['festival', 'resource', 'event', 'request'] as const
  const scopes = [`authorize:${festival}`]
  const pages = types.map((type) =>
    runQuery(machine.db, { festival: festival as never, type }, { persona, scopes, now: START }),
  )
  return (await Promise.all(pages)).flatMap((page) => page?.items ?? [])
}

/** What is wrong with a call: with all permissions, unless it says otherwise. */
type Case = readonly [method: string, params: unknown, options?: CallOptions]

function cases({ festival, projector, event, request, bensEvent }: Both['ids']): Case[] {
  const publish = (op: string, fields: unknown): Case => ['publish', { festival, op, fields }]
  const fine = { festival, op: 'event.create', fields: { title: 'Party', ...FRIDAY } }
  const other = { ...fine, festival: NOBODY }
  return [
    ['sign', {}],
    ['constructor', {}],
    ['x'.repeat(41), {}],
    ['connect', undefined],
    ['connect', { scopes: [] }],
    ['connect', { scopes: 'identity' }],
    ['connect', { scopes: ['identity', 'read:*'] }],
    ['connect', { scopes: [`read:${festival}/x`] }],
    ['connect', { scopes: [`publish:${festival}/retract`] }],
    ['connect', { scopes: [`authorize:${festival}/x`] }],
    ['connect', { scopes: Array.from({ length: 21 }, () => 'identity') }],
    ['connect', { scopes: ['identity'], reason: 'x'.repeat(141) }],
    ['connect', { scopes: ['identity'], festival: 'x' }],
    ['connect', { scopes: ['identity'], silent: 'yes' }],
    ['connect', { scopes: ['identity'], forever: true }],
    ['connect', { scopes: [`read:${NOBODY}`], silent: true }],
    ['connect', { scopes: [`read:${NOBODY}`], invite: 'hello' }],
    ['identity', { festival: 'x' }],
    ['identity', { who: 'me' }],
    ['query', undefined],
    ['query', { type: 'event' }],
    ['query', { festival, type: 'secret' }],
    ['query', { festival, type: 'event', limit: 0 }],
    ['query', { festival, type: 'event', limit: 201 }],
    ['query', { festival, type: 'event', limit: 1.5 }],
    ['query', { festival, type: 'event', where: { a: { b: 1 } } }],
    ['query', { festival, type: 'event', where: [] }],
    ['query', { festival, type: 'event', order: 'title' }],
    ['query', { festival, type: 'event', cursor: NOBODY }],
    ['query', { festival, type: 'event', cursor: 'x'.repeat(201) }],
    ['query', { festival: NOBODY, type: 'event' }],
    ['subscribe', { festival: NOBODY, type: 'event' }],
    ['subscribe', { festival, type: 'event', limit: -1 }],
    ['publish', {}],
    ['publish', { ...fine, extra: 1 }],
    publish('retract', { entry: event }),
    publish('x'.repeat(65), {}),
    publish('event.create', []),
    publish('event.create', undefined),
    publish('event.create', { title: 'No time' }),
    publish('event.create', { title: 'Party', ...FRIDAY, colour: 'red' }),
    publish('event.create', { title: 'Party', ...FRIDAY, at: START }),
    publish('event.create', { title: 'Party', ...FRIDAY, v: 2 }),
    publish('request.create', { event, resource: projector, eventTitle: 'x' }),
    publish('request.create', { resource: projector }),
    publish('request.create', { event: NOBODY, resource: projector }),
    publish('event.update', { event: NOBODY, set: { title: 'x' } }),
    publish('event.update', { event: bensEvent, set: { title: 'x' } }),
    publish('event.cancel', { event: NOBODY }),
    publish('request.withdraw', { request: NOBODY }),
    publish('resource.update', { resource: NOBODY, set: { title: 'x' } }),
    publish('programme.publish', { title: 'Best', events: [{ event: NOBODY }] }),
    ['publish', other],
    ['publishAll', []],
    ['publishAll', fine],
    ['publishAll', Array.from({ length: 51 }, () => fine)],
    ['publishAll', [fine, { ...fine, fields: 1 }]],
    ['publishAll', [fine, other]],
    ['publishAll', [fine, { ...fine, fields: { ...fine.fields, op: 'x' } }]],
    ['publishAll', [fine, { ...fine, op: 'retract' }]],
    ['requestResource', { event, resource: NOBODY }],
    ['requestResource', { event: NOBODY, resource: projector }],
    ['requestResource', { event, resource: projector, quantity: 0 }],
    ['requestResource', { event, resource: projector, message: 'x'.repeat(2001) }],
    ['requestResource', { event, resource: projector, note: 'x' }],
    ['authorize', { request, decision: 'maybe' }],
    ['authorize', { request: 'x', decision: 'grant' }],
    ['authorize', { request: NOBODY, decision: 'grant' }],
    ['authorize', { request, decision: 'grant', reason: 'x'.repeat(2001) }],
    ['join', {}],
    ['join', { invite: 'hello' }],
    ['join', { invite: 'x'.repeat(6001) }],
    ['open', {}],
    ['open', { view: 'options' }],
    ['open', { view: 'event' }],
    ['open', { view: 'queue', id: event }],
    ['open', { view: 'event', id: NOBODY }],
    // Of a call itself.
    ['publish', fine, { idempotencyKey: 'x'.repeat(201) }],
    ['permissions', { much: 'x'.repeat(65_536) }],
  ]
}

/** How a refused call ends, or its value. */
function toldBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => ({ value }),
    ({ code, name, retryable, data }) => ({ code, name, retryable, ...(data === undefined ? {} : { data }) }),
  )
}

function ofMock({ provider }: Mock, [method, params, options]: Case): Promise<unknown> {
  const called: unknown = Reflect.get(provider, method)
  // Only own methods take a second argument, and `join` takes the invite itself.
  if (options === undefined || typeof called !== 'function') return toldBy(provider.call({ method, params }))
  return toldBy((called as (...given: unknown[]) => Promise<unknown>).call(provider, params, options))
}

async function ofReal(site: Site, [method, params, options]: Case): Promise<unknown> {
  // As the content script, which lets nothing larger through.
  if ((JSON.stringify(params) ?? '').length > 65_536) return { code: -32602, name: 'InvalidParams', retryable: false }
  const key = options?.idempotencyKey
  return site.call(method, params, { gesture: true, ...(key === undefined ? {} : { key }) })
}

describe('the mock provider and the real one', () => {
  let pair: Both
  beforeAll(async () => {
    pair = await both()
  })

  it('refuse the same calls with the same error', async () => {
    const wrong: unknown[] = []
    for (const each of cases(pair.ids)) {
      const [real, mock] = [await ofReal(pair.real, each), await ofMock(pair.mock, each)]
      if ((real as { code?: number } | undefined)?.code === undefined) wrong.push([...each, 'is not refused', real])
      else if (!isDeepStrictEqual(real, mock)) wrong.push({ each, real, mock })
    }
    expect(wrong).toEqual([])
  })

  it('know the same operations, and refuse a site without a permission alike', async () => {
    expect(Object.keys(FIELDS).sort()).toEqual([...PUBLISHABLE].sort())
    const { ids } = pair
    const { ada, festival } = await begin()
    const stranger = new Site(ada)
    const mock = mockP2panda({ festivals: { [festival]: await itemsOf(ada, festival) } })
    const asked: Case[] = [
      ['identity', {}],
      ['query', { festival, type: 'event' }],
      ['publish', { festival, op: 'event.create', fields: { title: 'x' } }],
      ['authorize', { request: ids.request, decision: 'grant' }],
      ['open', { view: 'queue' }],
      ['connect', { scopes: ['identity'], silent: true }],
    ]
    for (const each of asked) expect(await ofMock(mock, each)).toEqual(await ofReal(stranger, each))
    expect(await ofMock(mock, ['permissions', undefined])).toEqual({ value: [] })
  })

  it('ask once for each key, whatever the answer was, and five at a time', async () => {
    const asked: unknown[] = []
    const never = new Promise<boolean>(() => undefined)
    let answer: boolean | Promise<boolean> = true
    const mock = mockP2panda({ decide: (prompt) => (asked.push(prompt), answer) })
    const { provider } = mock
    const festival = NOBODY
    await provider.connect({ scopes: allScopes(festival) })
    const op = { festival, op: 'event.create', fields: { title: 'Party', ...FRIDAY } } as const
    answer = false
    const key = { idempotencyKey: 'k' }
    const no = { code: 4001, name: 'UserRejected', retryable: false }
    for (const _ of [1, 2]) expect(await toldBy(provider.publish(op, key))).toEqual(no)
    expect(asked).toHaveLength(2)
    answer = never
    const stop = new AbortController()
    const waiting = [1, 2, 3, 4, 5].map((hour) => {
      const fields = { ...op.fields, to: FRIDAY.to + hour * HOUR }
      return toldBy(provider.publish({ ...op, fields }, { signal: stop.signal, deadlineMs: 60_000 }))
    })
    const limit = { code: -32005, name: 'LimitExceeded', retryable: true, data: { retryAfterMs: 60_000 } }
    expect(await toldBy(provider.publish(op))).toEqual(limit)
    stop.abort()
    const aborted = { code: 4702, name: 'Aborted', retryable: true }
    expect(await Promise.all(waiting)).toEqual([aborted, aborted, aborted, aborted, aborted])
    const expired = { code: 4701, name: 'Expired', retryable: true }
    expect(await toldBy(provider.publish(op, { deadlineMs: 5 }))).toEqual(expired)
    expect(mock.items(festival)).toEqual([])
  })
})
