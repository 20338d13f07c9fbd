// A site asks the user to publish: what may be asked for, what is signed, what goes without a question, and what survives the
// death of a worker.

import 'fake-indexeddb/auto'
import { sha256 } from '@noble/hashes/sha2.js'
import { anything, assert, asyncProperty, dictionary, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PUBLISHABLE } from '../../../messages/publishable.ts'
import { readApprovals } from '../../../src/adapters/dexie/queries.ts'
import { toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import { decodeOperation, operationNames } from '../../../src/operations/codec.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { dieAt, HOUR, START, type Machine } from './machine.ts'
import { connected, Site, until, waiting } from './site.ts'
import { ask, begin, FRIDAY } from './story.ts'

const UNAUTHORIZED = { code: 4100, name: 'Unauthorized', retryable: false }

/** Every scope for publishing. */
function all(festival: FestivalId): string[] {
  return PUBLISHABLE.map((op) => `publish:${festival}/${op}`)
}

function party(festival: FestivalId, title = 'Party'): { festival: FestivalId; op: string; fields: object } {
  return { festival, op: 'event.create', fields: { title, ...FRIDAY } }
}

async function titles(machine: Machine): Promise<string[]> {
  return (await machine.db.events.toArray()).map(({ title }) => title)
}

/** Payloads of my own log from the `first` entry on, as hex. */
async function payloads(machine: Machine, festival: FestivalId, first: number): Promise<string[]> {
  const me = await machine.worker.wallet.persona()
  const log = me === undefined ? undefined : await machine.worker.store.ownLog(me, festival)
  const entries = log === undefined ? [] : await machine.worker.store.entries(log, first, log.seqNum)
  return entries.map(({ payload }) => toHex(payload ?? new Uint8Array()))
}

describe('publish', () => {
  it('asks, signs exactly the bytes that were shown, and gives one receipt however often it is sent', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    const id = site.send('publish', party(festival), { key: 'once', gesture: true })
    const [row] = await waiting(ada)
    const [[shown] = []] = row?.items ?? []
    expect(decodeOperation(shown ?? new Uint8Array())).toMatchObject({
      ok: true,
      value: { op: 'event.create', title: 'Party', ...FRIDAY, at: START },
    })
    ada.clock.advance(60_000)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    const answer = site.answerTo(id)
    expect(answer).toMatchObject({ kind: 'result', value: { status: 'stored' } })
    expect((await payloads(ada, festival, 1)).at(-1)).toBe(toHex(shown ?? new Uint8Array()))
    expect(await titles(ada)).toEqual(['Party'])
    ada.kill()
    site.connect()
    const again = await site.call('publish', party(festival), { key: 'once' })
    expect(again).toEqual(answer?.kind === 'result' ? answer.value : expect.fail())
    expect(await titles(ada)).toEqual(['Party'])
  })

  it('tells the truth wherever the worker is killed after the click, also when the user then says no', async () => {
    for (let operation = 1, died = true; died; operation += 5) {
      const { ada, festival } = await begin()
      const site = await connected(ada, all(festival))
      const call = ['publish', party(festival), { id: 'one' }] as const
      site.send(...call)
      const [row] = await waiting(ada)
      const approval = row?.id ?? ''
      ada.kill()
      const death = dieAt(ada.db, operation)
      await ada.command('approval.decide', { approval, decision: 'approve' })
      died = death.hasDied()
      ada.kill()
      await ada.worker.background.boot()
      await ada.done('approval.decide', { approval, decision: 'reject' })
      site.connect()
      const outcome = (await site.call(...call)) as { id?: string; code?: number }
      const events = await ada.db.events.toArray()
      expect(events.map(({ id }) => id)).toEqual(outcome.id === undefined ? [] : [outcome.id])
      if (outcome.id === undefined) expect(outcome.code).toBe(4001)
    }
  }, 180_000)

  it('never tells a page no about something that is written in the same moment', async () => {
    for (const end of ['reject', 'cancel', 'expire', 'revoke'] as const) {
      const { ada, festival } = await begin()
      const site = await connected(ada, all(festival))
      const id = site.send('publish', party(festival))
      const [row] = await waiting(ada)
      const approval = row?.id ?? ''
      const approving = ada.command('approval.decide', { approval, decision: 'approve' })
      if (end === 'reject') void ada.command('approval.decide', { approval, decision: 'reject' })
      if (end === 'cancel') site.port.send({ kind: 'cancel', id })
      if (end === 'expire') ada.clock.advance(HOUR)
      if (end === 'expire') void ada.worker.background.approvals.expire()
      const [permission] = await ada.db.permissions.toArray()
      if (end === 'revoke') void ada.command('permission.revoke', { permission: permission?.id ?? '' })
      await approving
      await until(async () => (await ada.db.approvals.get(approval))?.state !== 'waiting')
      await ada.worker.background.settled()
      const state = (await ada.db.approvals.get(approval))?.state
      expect(await titles(ada)).toEqual(state === 'approved' ? ['Party'] : [])
    }
  })

  it('accepts the operations of a closed list and no other, in scopes and in calls', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [...all(festival), `read:${festival}`])
    const others = operationNames.filter((op) => !(PUBLISHABLE as readonly string[]).includes(op))
    expect(others).toContain('authorization.grant')
    for (const op of [...others, 'constructor', '__proto__', 'event', '']) {
      expect(await site.call('publish', { festival, op, fields: {} })).toMatchObject({ code: 4200 })
      expect(await site.call('connect', { scopes: [`publish:${festival}/${op}`] })).toMatchObject({ code: -32602 })
    }
    expect(await readApprovals(ada.db)).toEqual([])
  })

  it('is refused without the scope for exactly this kind and festival', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, [`read:${festival}`, `publish:${festival}/event.update`])
    expect(await site.call('publish', party(festival))).toEqual(UNAUTHORIZED)
    expect(await site.call('publishAll', [party(festival)])).toEqual(UNAUTHORIZED)
    const stranger = new Site(ada, { origin: 'https://evil.example' })
    expect(await stranger.call('publish', party(festival))).toEqual(UNAUTHORIZED)
    expect(await readApprovals(ada.db)).toEqual([])
  })

  it('says where a field is wrong, and sets itself what a site must not set', async () => {
    const story = await begin()
    const { ada, festival, projector } = story
    const site = await connected(ada, all(festival))
    const thing = { title: 'Boat', kind: 'thing' }
    const wrong: [string, object, string][] = [
      ['event.create', { title: 'x', from: 5, to: 4 }, '/fields'],
      ['event.create', { ...FRIDAY }, '/fields/title'],
      ['event.create', { title: 'x', ...FRIDAY, at: 7 }, '/fields/at'],
      ['event.create', { title: 'x', ...FRIDAY, surprise: 1 }, '/fields/surprise'],
      ['event.create', { title: 'x'.repeat(300), ...FRIDAY }, '/fields/title'],
      ['resource.create', { ...thing, policy: { kind: 'first-come-first-served' } }, '/fields/policy'],
      ['resource.create', { ...thing, policy: { kind: 'external', url: 'https://panda.example' } }, '/fields/policy'],
      ['resource.create', { ...thing, origin: projector }, '/fields/origin'],
      ['resource.update', { resource: projector, set: { policy: { kind: 'manual' } } }, '/fields/set/policy'],
      ['request.create', { event: projector, resource: projector, eventTitle: 'x' }, '/fields/eventTitle'],
      ['request.create', { event: 'x', resource: projector }, '/fields/event'],
    ]
    for (const [op, fields, path] of wrong) {
      const answer = (await site.call('publish', { festival, op, fields })) as { code: number; data: { path: string } }
      expect(answer).toMatchObject({ code: -32602 })
      expect(answer.data.path.startsWith(path)).toBe(true)
    }
    const polluting = JSON.parse(`{"title":"x","from":1,"to":2,"__proto__":{"admin":1}}`) as object
    expect(await site.call('publish', { festival, op: 'event.create', fields: polluting })).toMatchObject({
      code: -32602,
    })
    expect(await readApprovals(ada.db)).toEqual([])
    const id = site.send('publish', { festival, op: 'resource.create', fields: thing })
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(site.answerTo(id)).toMatchObject({ kind: 'result' })
    expect((await ada.db.resources.toArray()).find(({ title }) => title === 'Boat')).toMatchObject({
      policy: { kind: 'manual' },
      availability: 'always',
    })
  })

  it('never throws and queues nothing unreadable, whatever the fields are', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    await assert(
      asyncProperty(dictionary(string(), anything({ maxDepth: 3 })), async (value) => {
        const fields: unknown = JSON.parse(JSON.stringify(value))
        for (const op of PUBLISHABLE) {
          const answer = await site.call('publish', { festival, op, fields })
          expect(answer).toMatchObject({ code: expect.any(Number) as number })
        }
      }),
      { numRuns: 20 },
    )
    expect(await readApprovals(ada.db)).toEqual([])
  })

  it('shows with the move of an event what it makes necessary, and signs both or, when that changed, nothing', async () => {
    const story = await begin()
    const { ada, ben, festival, projector } = story
    const { event } = await ask(story)
    const site = await connected(ben, all(festival))
    const later = { from: FRIDAY.from + HOUR, to: FRIDAY.to + HOUR }
    const move = { festival, op: 'event.update', fields: { event, set: later } }
    const first = site.send('publish', move)
    const [row] = await waiting(ben)
    const ops = (row?.items?.[0] ?? []).map((payload) => decodeOperation(payload))
    expect(ops).toMatchObject([
      { value: { op: 'event.update', set: later } },
      { value: { op: 'request.create', resource: projector, ...later } },
      { value: { op: 'request.create', ...later } },
    ])
    const [line] = await ben.db.requests.where('resource').equals(projector).toArray()
    await ben.done('request.withdraw', { request: line?.id ?? expect.fail() })
    expect(await ben.command('approval.decide', { approval: row?.id ?? '', decision: 'approve' })).toMatchObject({
      error: { code: 'approval-changed' },
    })
    expect(site.answerTo(first)).toMatchObject({ error: { code: 4703, data: { reason: 'approval-changed' } } })
    const second = site.send('publish', move)
    const [again] = await waiting(ben)
    expect(again?.items?.[0]).toHaveLength(2)
    await ben.done('approval.decide', { approval: again?.id ?? '', decision: 'approve' })
    expect(site.answerTo(second)).toMatchObject({ kind: 'result' })
    expect(await ben.db.events.get(event)).toMatchObject(later)
    expect(await ada.db.events.get(event)).toMatchObject(FRIDAY)
  })

  it('is not signed under another permission than the one it was asked under', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    const id = site.send('publish', party(festival))
    const [row] = await waiting(ada)
    await ada.db.permissions.toCollection().modify({ createdAt: START - 1 })
    expect(await ada.command('approval.decide', { approval: row?.id ?? '', decision: 'approve' })).toMatchObject({
      error: { code: 'site-not-allowed' },
    })
    expect(site.answerTo(id)).toMatchObject({ error: { code: 4100 } })
    expect(await titles(ada)).toEqual([])
  })

  it('signs nothing when the stored bytes are not what the words give', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    for (const spoil of [(bytes: Uint8Array) => bytes.fill(0, 3, 4), (bytes: Uint8Array) => bytes.fill(0x41, -2)]) {
      site.send('publish', party(festival))
      const [row] = await waiting(ada)
      await ada.db.approvals.where({ id: row?.id }).modify((stored) => {
        for (const [payload] of stored.items ?? []) if (payload !== undefined) spoil(payload)
      })
      const response = await ada.command('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
      expect(response).toMatchObject({ error: { code: 'approval-changed' } })
    }
    expect(await titles(ada)).toEqual([])
  })
})

describe('while the wallet is locked', () => {
  it('asks on, tells the page nothing of it, and signs once it is unlocked', async () => {
    const story = await begin()
    const { ada, festival } = story
    const { requests } = await ask(story)
    ada.kill()
    ada.stretchKey = async (secret, salt) => sha256(utf8Encode(`${secret}/${toHex(salt)}`))
    await ada.done('wallet.setPassword', { password: 'correct horse' })
    const site = await connected(ada, [`read:${festival}`, ...all(festival), `authorize:${festival}`])
    site.send('publish', party(festival, 'First'))
    const [first] = await waiting(ada)
    const alone = START + 24 * HOUR
    await ada.done('approval.decide', { approval: first?.id ?? '', decision: 'approve', alone })
    await ada.done('wallet.lock', {})
    expect(await site.call('query', { festival, type: 'event' })).toHaveProperty('items')
    const calls = [
      site.send('publish', party(festival)),
      site.send('authorize', { request: requests[0], decision: 'deny' }),
    ]
    for (const { id } of await waiting(ada, 2)) {
      const locked = await ada.command('approval.decide', { approval: id, decision: 'approve' })
      expect(locked).toMatchObject({ error: { code: 'locked' } })
    }
    for (const id of calls) expect(site.answerTo(id)).toBeUndefined()
    expect(JSON.stringify(site.port.sent)).not.toMatch(/lock/i)
    await ada.done('wallet.unlock', { password: 'correct horse' })
    for (const { id } of await waiting(ada, 2)) await ada.done('approval.decide', { approval: id, decision: 'approve' })
    for (const id of calls) expect(site.answerTo(id)).toMatchObject({ kind: 'result' })
  })
})

describe('publishAll', () => {
  it('asks once, signs what was ticked in order, and has a receipt or null for each', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    const ops = ['One', 'Two', 'Three'].map((title) => party(festival, title))
    const id = site.send('publishAll', ops)
    const [row] = await waiting(ada)
    expect(row?.items).toHaveLength(3)
    const approval = row?.id ?? ''
    for (const items of [[], [3], [-1]]) {
      const response = await ada.command('approval.decide', { approval, decision: 'approve', items })
      expect(response).toMatchObject({ error: { code: 'invalid-params' } })
    }
    await ada.done('approval.decide', { approval, decision: 'approve', items: [0, 2] })
    expect(site.answerTo(id)).toMatchObject({ value: [{ status: 'stored' }, null, { status: 'stored' }] })
    expect(await titles(ada)).toEqual(expect.arrayContaining(['One', 'Three']))
    expect(await titles(ada)).toHaveLength(2)
  })

  it('remembers what was ticked when the worker dies right after it was written', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    const call = ['publishAll', [party(festival, 'One'), party(festival, 'Two')], { id: 'one' }] as const
    site.send(...call)
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve', items: [1] })
    await ada.db.approvals.where({ id: row?.id }).modify((stored) => {
      stored.state = 'waiting'
      delete stored.outcome
    })
    ada.kill()
    await ada.worker.background.boot()
    site.connect()
    expect(await site.call(...call)).toMatchObject([null, { status: 'stored' }])
    expect(await titles(ada)).toEqual(['Two'])
  })

  it('is of one festival, and says which item is wrong', async () => {
    const { ada, festival } = await begin()
    const other = await ada.done('festival.create', { title: 'Other', timezone: 'UTC', visibility: 'open' })
    const site = await connected(ada, [...all(festival), ...all(other.festival).slice(0, 2)])
    const mixed = [party(festival), party(other.festival)]
    expect(await site.call('publishAll', mixed)).toMatchObject({ code: -32602, data: { path: '/1/festival' } })
    const wrong = [party(festival), { ...party(festival), fields: { title: 7 } }]
    expect(await site.call('publishAll', wrong)).toMatchObject({ code: -32602, data: { path: '/1/fields/title' } })
    expect(await site.call('publishAll', [])).toMatchObject({ code: -32602 })
    expect(await readApprovals(ada.db)).toEqual([])
  })
})

describe('requestResource', () => {
  it("asks for a thing for one's own event, for its whole time unless another is given", async () => {
    const story = await begin()
    const { ben, festival, projector, room } = story
    const made = await ben.done('event.create', { festival, title: 'Mine', ...FRIDAY, lines: [] })
    const site = await connected(ben, [`publish:${festival}/request.create`])
    const id = site.send('requestResource', { event: made.event, resource: projector, message: 'Please' })
    const [row] = await waiting(ben)
    expect(row?.kind).toBe('request')
    await ben.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(site.answerTo(id)).toMatchObject({ kind: 'result', value: { status: 'stored' } })
    expect(await ben.db.requests.toArray()).toMatchObject([{ resource: projector, ...FRIDAY, message: 'Please' }])
    const whole = { event: made.event, resource: room, from: FRIDAY.to, to: FRIDAY.from }
    expect(await site.call('requestResource', whole)).toMatchObject({ code: -32602 })
  })

  it('refuses for events of others, for unknown things, and without the scope', async () => {
    const story = await begin()
    const { ada, festival, projector } = story
    const { event } = await ask(story)
    const site = await connected(ada, [`publish:${festival}/request.create`])
    expect(await site.call('requestResource', { event, resource: projector })).toEqual(UNAUTHORIZED)
    expect(await site.call('requestResource', { event, resource: event })).toEqual(UNAUTHORIZED)
    const reader = await connected(ada, [`read:${festival}`], { origin: 'https://reader.example' })
    expect(await reader.call('requestResource', { event, resource: projector })).toEqual(UNAUTHORIZED)
  })
})

describe('without asking', () => {
  it('goes up to 20 a day for the kinds that the user chose on a prompt, and then asks again', async () => {
    const { ada, festival } = await begin()
    const site = await connected(ada, all(festival))
    site.send('publish', party(festival, 'First'))
    const [row] = await waiting(ada)
    const alone = START + 10 * 24 * HOUR
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve', alone })
    for (let n = 0; n < 20; n += 1) {
      const key = `event-${n}`
      const receipt = await site.call('publish', party(festival, key), { key })
      expect(receipt).toMatchObject({ status: 'stored' })
      if (n === 0) expect(await site.call('publish', party(festival, key), { key })).toEqual(receipt)
    }
    expect(await titles(ada)).toHaveLength(21)
    site.send('publish', party(festival, 'One more'))
    await waiting(ada)
    site.send('publish', { festival, op: 'programme.publish', fields: { title: 'List', events: [] } })
    const rows = await waiting(ada, 2)
    for (const { id } of rows) await ada.done('approval.decide', { approval: id, decision: 'reject' })
    // What is stored is dated by the machine's own clock.
    await ada.db.commands.toCollection().modify({ at: START })
    ada.clock.advance(25 * HOUR)
    expect(await site.call('publishAll', [party(festival, 'Next day')])).toMatchObject([{ status: 'stored' }])
    ada.clock.advance(10 * 24 * HOUR)
    site.send('publish', party(festival, 'Too late'))
    await waiting(ada)
  })

  it('never goes for answers, nor after the permission was ended', async () => {
    const story = await begin()
    const { ada, festival } = story
    const { requests } = await ask(story)
    const site = await connected(ada, [...all(festival), `authorize:${festival}`])
    site.send('authorize', { request: requests[0], decision: 'deny' })
    const [answer] = await waiting(ada)
    const alone = START + 24 * HOUR
    await ada.done('approval.decide', { approval: answer?.id ?? '', decision: 'approve', alone })
    site.send('authorize', { request: requests[0], decision: 'grant' })
    const [second] = await waiting(ada)
    await ada.done('approval.decide', { approval: second?.id ?? '', decision: 'reject' })
    site.send('publish', party(festival))
    const [row] = await waiting(ada)
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve', alone })
    const [permission] = await ada.db.permissions.toArray()
    await ada.done('permission.revoke', { permission: permission?.id ?? '' })
    const again = await connected(ada, all(festival))
    again.send('publish', party(festival, 'Asked for'))
    await waiting(ada)
  })
})
