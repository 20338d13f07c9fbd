// Commands run once: under retries, at the same time, and with the worker killed at any database operation.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { PanelCommand, PanelParams, PanelResponse } from '../../../messages/panel.ts'
import { decodeOperation } from '../../../src/operations/codec.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { carry, deliver, dieAt, type Machine } from './machine.ts'
import { ask, begin, FRIDAY } from './story.ts'

/** Names of the operations in the own log of a machine, in order. */
async function ownOperations(machine: Machine, festival: FestivalId): Promise<string[]> {
  const { store, wallet } = machine.worker
  const me = (await wallet.persona()) ?? expect.fail()
  const log = (await store.ownLog(me, festival)) ?? expect.fail()
  const entries = await store.entries(log, 1, log.seqNum)
  return entries.map(({ payload }) => {
    const decoded = decodeOperation(payload ?? new Uint8Array())
    return decoded.ok ? decoded.value.op : decoded.error.code
  })
}

/** Kills the worker at the k-th operation for every k, each time with a fresh command that a new worker is asked again. */
async function killEverywhere<Name extends PanelCommand>(
  machine: Machine,
  name: Name,
  paramsOf: (attempt: number) => PanelParams<Name>,
  check: (attempt: number, response: PanelResponse<Name>) => Promise<void>,
): Promise<number> {
  for (let operation = 1; ; operation += 1) {
    const id = machine.freshId()
    machine.kill()
    const death = dieAt(machine.worker.db, operation)
    const { background } = machine.worker
    await background.commands.run({ id, name, params: paramsOf(operation) })
    await background.settled()
    machine.kill()
    await machine.worker.background.boot()
    const response = await machine.command(name, paramsOf(operation), id)
    expect(response, `killed at operation ${operation}`).toMatchObject({ ok: true })
    await check(operation, response)
    if (!death.hasDied()) return operation - 1
  }
}

describe('a command', () => {
  it('runs once when it is retried, and gives the same outcome', async () => {
    const { ada, festival } = await begin()
    const id = ada.freshId()
    const params = {
      festival,
      title: 'Drums',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'manual' },
    } as const
    const [first, same] = await Promise.all([
      ada.command('resource.create', params, id),
      ada.command('resource.create', params, id),
    ])
    ada.kill()
    const later = await ada.command('resource.create', params, id)
    expect(first).toMatchObject({ ok: true })
    expect(same).toEqual(first)
    expect(later).toEqual(first)
    expect((await ownOperations(ada, festival)).filter((op) => op === 'resource.create')).toHaveLength(3)
  })

  it('writes an event with all its requests once, wherever the worker is killed', async () => {
    const { ben, festival, projector, room } = await begin()
    const kills = await killEverywhere(
      ben,
      'event.create',
      (attempt) => ({
        festival,
        title: `Event ${attempt}`,
        ...FRIDAY,
        lines: [{ resource: projector }, { resource: room }],
      }),
      async (attempt, response) => {
        const events = (await ben.db.events.toArray()).filter(({ title }) => title === `Event ${attempt}`)
        expect(events.map(({ id }) => id)).toEqual([response.ok ? response.value.event : ''])
        expect(
          await ben.db.requests
            .where('event')
            .equals(events[0]?.id ?? '')
            .count(),
        ).toBe(2)
      },
    )
    expect(kills).toBeGreaterThan(10)
  })

  it('makes a festival once with its membership, wherever the worker is killed', { timeout: 180_000 }, async () => {
    const { ada } = await begin()
    await killEverywhere(
      ada,
      'festival.create',
      (attempt) => ({ title: `Festival ${attempt}`, timezone: 'UTC', visibility: 'closed' }),
      async (attempt) => {
        const rows = (await ada.db.festivals.toArray()).filter(({ title }) => title === `Festival ${attempt}`)
        expect(rows).toHaveLength(1)
        expect(await ada.db.memberships.get(rows[0]?.id ?? expect.fail())).toMatchObject({
          title: `Festival ${attempt}`,
        })
      },
    )
  })

  it('answers a request once, wherever the worker is killed', async () => {
    const story = await begin()
    const { ada, ben, festival, projector } = story
    const { event, requests } = await ask(story)
    const waiting = [requests[0] ?? expect.fail()]
    // Requests for other times, so that each attempt has one of its own to answer.
    for (let hour = 1; hour <= 150; hour += 1) {
      const from = FRIDAY.to + hour * 3_600_000
      const { request } = await ben.done('request.create', {
        festival,
        event,
        resource: projector,
        from,
        to: from + 60_000,
      })
      waiting.push(request)
    }
    await deliver(ben, ada, festival)
    await killEverywhere(
      ada,
      'authorization.answer',
      (attempt) => ({ request: waiting[attempt] ?? expect.fail(), decision: 'grant' }),
      async (attempt, response) => {
        expect(response).toMatchObject({ ok: true, value: { state: 'effective' } })
        expect(
          await ada.db.answers
            .where('request')
            .equals(waiting[attempt] ?? '')
            .count(),
        ).toBe(1)
      },
    )
  }, 180_000)

  it('lets a policy answer once, wherever the worker is killed while the request arrives', async () => {
    for (let operation = 1, died = true; died; operation += 11) {
      const story = await begin()
      const { ada, ben, festival, room } = story
      const { requests } = await ask({ ...story, ada: ben })
      await carry(ben, ada, festival)
      ada.kill()
      const death = dieAt(ada.db, operation)
      await ada.worker.background.boot().catch(() => undefined)
      died = death.hasDied()
      ada.kill()
      await ada.worker.background.boot()
      const answers = await ada.db.answers.where('resource').equals(room).toArray()
      expect(answers.map(({ request, state }) => ({ request, state }))).toEqual([
        { request: requests[1], state: 'effective' },
      ])
    }
  }, 180_000)
})

describe('bad input', () => {
  it('is refused with a code of its own, and nothing is written', async () => {
    const story = await begin()
    const { ada, ben, festival, projector, room } = story
    const { event, requests } = await ask(story)
    const [request = expect.fail(), granted = expect.fail()] = requests
    const unknown = festival.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) as FestivalId
    const thing = { title: 'X', kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
    const before = [await ownOperations(ada, festival), await ownOperations(ben, festival)]
    const line = { resource: room }
    const cases: [PanelResponse, string][] = [
      [await ada.command('resource.create', { festival: unknown, ...thing }), 'unknown-festival'],
      [await ada.command('resource.create', { festival, ...thing, title: 'x'.repeat(201) }), 'too-long'],
      [await ada.command('resource.create', { festival, ...thing, capacity: 0 }), 'invalid-params'],
      [await ada.command('event.create', { festival, title: 'X', from: 5, to: 5, lines: [] }), 'interval-inverted'],
      [
        await ada.command('event.create', { festival, title: 'X', ...FRIDAY, lines: [{ ...line, from: FRIDAY.to }] }),
        'interval-inverted',
      ],
      [
        await ada.command('event.create', { festival, title: 'X', ...FRIDAY, lines: [{ resource: unknown }] }),
        'unknown-resource',
      ],
      [
        await ada.command('event.create', { festival, title: 'X', ...FRIDAY, lines: [{ ...line, quantity: 2 }] }),
        'not-available',
      ],
      [await ada.command('request.create', { festival, event, resource: projector }), 'not-your-event'],
      [await ada.command('request.create', { festival, event: unknown, resource: projector }), 'unknown-event'],
      [await ben.command('authorization.answer', { request, decision: 'grant' }), 'not-your-resource'],
      [await ada.command('authorization.answer', { request: unknown, decision: 'grant' }), 'unknown-request'],
      [await ada.command('authorization.answer', { request: granted, decision: 'deny' }), 'already-answered'],
      [await ada.command('festival.join', { invite: 'hello' }), 'invite-not-one'],
      [await ada.command('festival.join', { invite: 'p2panda:1:AAAA' }), 'invite-truncated'],
      [await ada.command('festival.join', { invite: 'p2panda:9:AAAA' }), 'invite-unsupported'],
      [await ada.command('network.trackers', { trackers: ['http://example.org'] }), 'tracker-not-one'],
      [await ada.command('network.offer', { festival }), 'offline'],
      [await ada.command('approval.decide', { approval: 'none', decision: 'reject' }), 'unknown-approval'],
    ]
    for (const [response, code] of cases) {
      expect(response).toMatchObject({ ok: false, error: { code } })
    }
    expect([await ownOperations(ada, festival), await ownOperations(ben, festival)]).toEqual(before)
  })

  it('never reaches anything by a name or a shape that no panel has', async () => {
    const { ada } = await begin()
    const id = ada.freshId()
    for (const name of ['constructor', '__proto__', 'toString', 'persona', '', 'persona.create.x']) {
      const response = await ada.worker.background.commands.run({ id, name, params: {} })
      expect(response).toEqual({ ok: false, error: { code: 'invalid-params' } })
    }
    for (const params of [undefined, null, 7, [], { extra: 1 }]) {
      const response = await ada.worker.background.commands.run({ id, name: 'network.set', params })
      expect(response).toMatchObject({ ok: false, error: { code: 'invalid-params' } })
    }
  })

  it('asks for a persona first', async () => {
    const { ada } = await begin()
    await ada.db.settings.delete('personas')
    const festival = { title: 'X', timezone: 'UTC', visibility: 'open' } as const
    expect(await ada.command('festival.create', festival)).toMatchObject({ ok: false, error: { code: 'no-persona' } })
  })
})
