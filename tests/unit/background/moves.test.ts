// The life of requests, grants and events between two people (DESIGN 5.3, 5.5): moving, cancelling, withdrawing, taking back.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readInbox } from '../../../src/adapters/dexie/queries.ts'
import type { EntryHash, ObjectId } from '../../../src/operations/ids.ts'
import { agreed, codeOf, exchange, lines, stateOf, taken } from './agreement.ts'
import { operationsIn, operationsOf } from '../log/operations-of.ts'
import { carry, deliver, dieAt, HOUR, restored, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

const SATURDAY = { from: FRIDAY.from + 24 * HOUR, to: FRIDAY.to + 24 * HOUR }
const UNKNOWN = `0040${'ab'.repeat(64)}` as EntryHash

/** Names of the operations in the active log of a machine. */
async function written(machine: Machine, { festival }: Story): Promise<string[]> {
  const me = (await machine.worker.wallet.persona()) ?? expect.fail('no persona')
  const log = (await machine.worker.store.ownLog(me, festival)) ?? expect.fail('no log')
  return operationsOf(machine.worker.store, log)
}

describe('an event that moves', () => {
  it('keeps its old slot until the owner moves it with one answer, which is one entry', async () => {
    const story = await agreed()
    const { ada, ben, event, projector } = story
    const moved = await ben.done('event.update', { event, set: SATURDAY })
    expect(moved.requests).toHaveLength(2)
    expect(await stateOf(ben, story, projector)).toEqual(['needs-reconfirmation'])
    await exchange(story)
    expect(await taken(ada, projector)).toEqual([FRIDAY])
    const me = (await ada.worker.wallet.persona()) ?? expect.fail()
    const inbox = await readInbox(ada.db, me, ada.clock.now())
    expect(inbox).toMatchObject([{ moves: FRIDAY, request: SATURDAY, available: true }])
    const before = await written(ada, story)
    const [item = expect.fail()] = inbox
    const answered = await ada.done('authorization.answer', { request: item.request.id, decision: 'grant' })
    expect(answered.state).toBe('effective')
    expect((await written(ada, story)).slice(before.length)).toEqual(['authorization.grant'])
    expect(await taken(ada, projector)).toEqual([SATURDAY])
    await exchange(story)
    expect(await stateOf(ben, story, projector)).toEqual(['granted'])
  })

  it('is moved by first come, first served when the new time is free, and keeps the old one when it is not', async () => {
    const story = await agreed()
    const { ada, ben, event, room } = story
    await ben.done('event.update', { event, set: SATURDAY })
    await exchange(story)
    expect(await taken(ada, room)).toEqual([SATURDAY])
    expect(await stateOf(ben, story, room)).toEqual(['granted'])
    await ada.done('authorization.hold', { resource: room, ...FRIDAY })
    await ben.done('event.update', { event, set: FRIDAY })
    await exchange(story)
    expect(await taken(ada, room)).toEqual([FRIDAY, SATURDAY])
    expect(await stateOf(ben, story, room)).toEqual(['needs-reconfirmation'])
    const [held] = await ada.db.answers.filter(({ kind }) => kind === 'hold').toArray()
    await ada.done('authorization.release', { grant: held?.id ?? expect.fail() })
    await exchange(story)
    expect(await taken(ada, room)).toEqual([FRIDAY])
  })

  it.each([
    ['only words change', { title: 'Night reading' }, 0],
    ['it shrinks inside what is granted', { from: FRIDAY.from + HOUR, to: FRIDAY.to - HOUR }, 0],
    ['it stays', FRIDAY, 0],
    ['it reaches across', { to: FRIDAY.to + HOUR }, 2],
    ['it is elsewhere', SATURDAY, 2],
  ])('asks again only for what needs it when %s', async (_name, set, count) => {
    const story = await agreed()
    const { requests } = await story.ben.done('event.update', { event: story.event, set })
    expect(requests).toHaveLength(count)
    await exchange(story)
    expect(await stateOf(story.ada, story, story.projector)).toEqual([count === 0 ? 'granted' : 'needs-reconfirmation'])
  })

  it('moves back into the old grant without anybody being asked', async () => {
    const story = await agreed()
    const { ada, ben, event, projector } = story
    await ben.done('event.update', { event, set: SATURDAY })
    await ben.done('event.update', { event, set: FRIDAY })
    await exchange(story)
    expect(await stateOf(ben, story, projector)).toEqual(['granted'])
    const me = (await ada.worker.wallet.persona()) ?? expect.fail()
    expect(await readInbox(ada.db, me, ada.clock.now())).toEqual([])
  })

  it('asks again once, however often the button is pressed', async () => {
    const story = await agreed()
    const { ben, event } = story
    const params = { event, set: SATURDAY }
    const id = ben.freshId()
    const answers = await Promise.all([
      ben.command('event.update', params, id),
      ben.command('event.update', params, id),
    ])
    expect(answers[1]).toEqual(answers[0])
    // Another press with an id of its own finds nothing that has to be asked again.
    expect((await ben.done('event.update', params)).requests).toEqual([])
  })

  it('refuses what can not be', async () => {
    const story = await agreed()
    const { ada, ben, event } = story
    expect(await codeOf(ada, 'event.update', { event, set: { title: 'Mine now' } })).toBe('not-your-event')
    expect(await codeOf(ben, 'event.update', { event, set: { from: FRIDAY.to } })).toBe('interval-inverted')
    expect(await codeOf(ben, 'event.update', { event, set: { from: Number.NaN } })).toBe('interval-inverted')
    expect(await codeOf(ben, 'event.update', { event, set: { to: 1e300 } })).toBe('invalid-params')
    expect(await codeOf(ben, 'event.update', { event: UNKNOWN, set: {} })).toBe('unknown-event')
    await ben.done('event.cancel', { event })
    expect(await codeOf(ben, 'event.update', { event, set: SATURDAY })).toBe('cancelled')
    expect(await codeOf(ben, 'event.cancel', { event })).toBe('cancelled')
  })
})

describe('what was given back', () => {
  it('is released by the owner when the event is cancelled, and the reason stays', async () => {
    const story = await agreed()
    const { ada, ben, event, projector, room } = story
    await ben.done('event.cancel', { event, reason: 'Rain' })
    await exchange(story)
    expect(await taken(ada, projector)).toEqual([])
    expect(await taken(ada, room)).toEqual([])
    expect((await ada.db.events.get(event))?.cancelled?.reason).toBe('Rain')
    const releases = (await written(ada, story)).filter((op) => op === 'authorization.release')
    expect(releases).toHaveLength(2)
    await exchange(story)
    expect((await written(ada, story)).filter((op) => op === 'authorization.release')).toHaveLength(2)
  })

  it('is released when a line is withdrawn, and goes to whoever waits', async () => {
    const story = await agreed()
    const { ada, ben, event, room } = story
    const { festival } = story
    const waiting = await ben.done('event.create', { festival, title: 'Film', ...FRIDAY, lines: [{ resource: room }] })
    await exchange(story)
    const line = (await lines(ben, story, room)).find(({ request }) => request.event === event)
    await ben.done('request.withdraw', { request: line?.request.id ?? expect.fail(), reason: 'Too small' })
    await exchange(story)
    const granted = await ada.db.answers
      .where('request')
      .equals(waiting.requests[0] ?? UNKNOWN)
      .toArray()
    expect(granted).toMatchObject([{ state: 'effective' }])
    expect(await taken(ada, room)).toEqual([FRIDAY])
  })

  it('withdraws the whole line after a move, old grant included', async () => {
    const story = await agreed()
    const { ada, ben, event, projector } = story
    await ben.done('event.update', { event, set: SATURDAY })
    await exchange(story)
    const [line] = await lines(ben, story, projector)
    await ben.done('request.withdraw', { request: line?.request.id ?? expect.fail() })
    expect(await codeOf(ben, 'request.withdraw', { request: line?.request.id ?? expect.fail() })).toBe(
      'already-withdrawn',
    )
    await exchange(story)
    expect(await taken(ada, projector)).toEqual([])
    expect(await stateOf(ben, story, projector)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('ends the same whichever of a withdrawal and a grant is seen first', async () => {
    for (const first of ['ada', 'ben'] as const) {
      const story = await begin()
      const { ada, ben, festival, projector } = story
      const { requests } = await ask(story)
      const [request = expect.fail()] = requests
      // Both at once: neither has seen the other.
      await ada.done('authorization.answer', { request, decision: 'grant' })
      await ben.done('request.withdraw', { request })
      await (first === 'ada' ? deliver(ada, ben, festival) : deliver(ben, ada, festival))
      await exchange(story)
      expect(await taken(ada, projector)).toEqual([])
      expect(await taken(ben, projector)).toEqual([])
      expect((await written(ada, story)).filter((op) => op === 'authorization.release')).toHaveLength(1)
    }
  })

  it('is released once, wherever the worker is killed', { timeout: 180_000 }, async () => {
    const { ada, ben, festival, room } = await begin()
    let released = 0
    // Every third operation: each attempt needs an event of its own, and they add up.
    for (let operation = 1, hasDied = true; hasDied; operation += 3) {
      const from = FRIDAY.from + operation * HOUR
      const made = await ben.done('event.create', {
        festival,
        title: `Event ${operation}`,
        from,
        to: from + HOUR,
        lines: [{ resource: room }],
      })
      await deliver(ben, ada, festival)
      await ben.done('event.cancel', { event: made.event })
      await carry(ben, ada, festival)
      ada.kill()
      const death = dieAt(ada.worker.db, operation)
      await ada.worker.background.boot().catch(() => undefined)
      ada.kill()
      await ada.worker.background.boot()
      const answers = await ada.db.answers
        .where('request')
        .equals(made.requests[0] ?? UNKNOWN)
        .toArray()
      expect(answers, `killed at ${operation}`).toMatchObject([{ state: 'ended', ended: { kind: 'release' } }])
      const me = (await ada.worker.wallet.persona()) ?? expect.fail()
      const log = (await ada.worker.store.ownLog(me, festival)) ?? expect.fail()
      const releases = (await operationsIn(ada.worker.store, log)).filter((op) => op.op === 'authorization.release')
      expect(releases).toHaveLength((released += 1))
      hasDied = death.hasDied()
    }
  })

  it('waits for a person when the thing lives in an older log', async () => {
    const story = await agreed()
    const { ada, ben, event, festival, projector } = story
    const adaToo = await restored(ada)
    const { invite } = await ada.done('festival.invite', { festival })
    await adaToo.done('festival.join', { invite })
    await deliver(ada, adaToo, festival)
    await ben.done('event.cancel', { event })
    await deliver(ben, adaToo, festival)
    expect(await taken(adaToo, projector)).toEqual([FRIDAY])
    expect(await written(adaToo, story)).toEqual(['festival.join'])
    // By hand it can be released there; the log is continued for that.
    const [grant] = await adaToo.db.answers.where('resource').equals(projector).toArray()
    await adaToo.done('authorization.release', { grant: grant?.id ?? expect.fail() })
    const [joined, ...others] = await written(adaToo, story)
    expect([joined, ...others].slice(0, 3)).toEqual(['festival.join', 'log.continue', 'authorization.release'])
    expect(await taken(adaToo, projector)).toEqual([])
    // From then on everything lives there, and the rest is freed by itself.
    expect(await taken(adaToo, story.room)).toEqual([])
  })
})

describe('an event in an older log of its maker', () => {
  it('is moved from a new log, which continues the old one', async () => {
    const story = await agreed()
    const { ada, ben, event, festival, projector } = story
    const benToo = await restored(ben)
    const { invite } = await ada.done('festival.invite', { festival })
    await benToo.done('festival.join', { invite })
    await deliver(ben, benToo, festival)
    await deliver(ada, benToo, festival)
    const { requests } = await benToo.done('event.update', { event, set: SATURDAY })
    expect(requests).toHaveLength(2)
    expect((await written(benToo, story)).slice(0, 3)).toEqual(['festival.join', 'log.continue', 'event.update'])
    await deliver(benToo, ada, festival)
    expect(await ada.db.events.get(event)).toMatchObject(SATURDAY)
    expect(await stateOf(ada, story, projector)).toEqual(['needs-reconfirmation'])
    const [line] = await lines(benToo, story, projector)
    await benToo.done('request.withdraw', { request: line?.request.id ?? expect.fail() })
    await deliver(benToo, ada, festival)
    expect(await taken(ada, projector)).toEqual([])
  })
})

describe('alternatives', () => {
  /** Ben asks for the projector or the room; the room is granted by its policy. */
  async function either(): Promise<Story & { event: ObjectId; requests: ObjectId[] }> {
    const story = await begin()
    const { ben, festival, projector, room } = story
    const line = { resource: projector, or: [{ resource: room }] }
    const made = await ben.done('event.create', { festival, title: 'Reading', ...FRIDAY, lines: [line] })
    return { ...story, ...made }
  }

  it('are withdrawn by their maker when one is granted', async () => {
    const story = await either()
    const { ada, ben, requests, projector, room } = story
    expect(requests).toHaveLength(2)
    await exchange(story)
    expect(await stateOf(ben, story, room)).toEqual(['granted'])
    expect(await stateOf(ben, story, projector)).toEqual(['not-needed'])
    expect((await written(ben, story)).filter((op) => op === 'request.withdraw')).toHaveLength(1)
    expect((await ada.db.requests.get(requests[0] ?? UNKNOWN))?.withdrawn).toBeDefined()
  })

  it('free each other when both were granted before anybody knew', async () => {
    const story = await either()
    const { ada, ben, requests, projector, room } = story
    await carry(ben, ada, story.festival)
    await deliver(ben, ada, story.festival)
    await ada.done('authorization.answer', { request: requests[0] ?? expect.fail(), decision: 'grant' })
    expect([await taken(ada, projector), await taken(ada, room)]).toEqual([[FRIDAY], [FRIDAY]])
    await exchange(story)
    // The one that was asked for first stays.
    expect([await taken(ada, projector), await taken(ada, room)]).toEqual([[FRIDAY], []])
    expect(await stateOf(ben, story, projector)).toEqual(['granted'])
    expect(await stateOf(ben, story, room)).toEqual(['not-needed'])
  })

  it('are added to a line later', async () => {
    const story = await begin()
    const { ben, festival, projector, room } = story
    const { event, requests } = await ask(story)
    const [first = expect.fail()] = requests
    const added = await ben.done('request.create', { festival, event, resource: room, alternativeTo: first })
    const row = await ben.db.requests.get(added.request)
    expect(row).toMatchObject({ alternativeTo: first, resource: room })
    expect(await codeOf(ben, 'request.create', { festival, event, resource: room, alternativeTo: UNKNOWN })).toBe(
      'unknown-request',
    )
    expect(await codeOf(ben, 'request.create', { festival, event, resource: projector, supersedes: UNKNOWN })).toBe(
      'unknown-request',
    )
    await ben.done('request.create', { festival, event, resource: projector, supersedes: first, ...SATURDAY })
    expect(await codeOf(ben, 'request.create', { festival, event, resource: projector, supersedes: first })).toBe(
      'superseded',
    )
  })
})

describe('an owner', () => {
  it('takes a grant back with a reason, gives it again, and each ends once', async () => {
    const story = await agreed()
    const { ada, ben, projector, requests } = story
    const [request = expect.fail()] = requests
    const [line] = await lines(ada, story, projector)
    const grant = line?.answer?.id ?? expect.fail()
    await ada.done('authorization.revoke', { grant, reason: 'It is broken' })
    expect(await codeOf(ada, 'authorization.revoke', { grant })).toBe('already-ended')
    await exchange(story)
    expect(await lines(ben, story, projector)).toMatchObject([
      { state: 'declined', answer: { ended: { reason: 'It is broken' } } },
    ])
    await ada.done('authorization.answer', { request, decision: 'grant' })
    await exchange(story)
    expect(await stateOf(ben, story, projector)).toEqual(['granted'])
    expect(await codeOf(ben, 'authorization.revoke', { grant })).toBe('not-your-resource')
    expect(await codeOf(ada, 'authorization.revoke', { grant: UNKNOWN })).toBe('unknown-answer')
  })

  it('takes the own thing only when it is free', async () => {
    const { ada, ben, projector } = await agreed()
    expect(await codeOf(ada, 'authorization.hold', { resource: projector, ...FRIDAY })).toBe('not-available')
    expect(await codeOf(ben, 'authorization.hold', { resource: projector, ...SATURDAY })).toBe('not-your-resource')
    const { from } = SATURDAY
    expect(await codeOf(ada, 'authorization.hold', { resource: projector, from, to: from })).toBe('interval-inverted')
    const { hold } = await ada.done('authorization.hold', { resource: projector, ...SATURDAY, note: 'My own evening' })
    expect(await ada.db.answers.get(hold)).toMatchObject({ state: 'effective', kind: 'hold', note: 'My own evening' })
  })

  it('changes a thing without breaking a promise', async () => {
    const story = await agreed()
    const { ada, ben, projector } = story
    const away = { windows: [[SATURDAY.from, SATURDAY.to]] as [number, number][] }
    await ada.done('resource.update', { resource: projector, set: { title: 'Beamer', availability: away } })
    await exchange(story)
    expect(await ben.db.resources.get(projector)).toMatchObject({ title: 'Beamer' })
    expect(await taken(ben, projector)).toEqual([FRIDAY])
    expect(await codeOf(ben, 'resource.update', { resource: projector, set: { title: 'Mine' } })).toBe(
      'not-your-resource',
    )
  })

  it('retires a thing with three grants to come: each is revoked with the notice, in one append', async () => {
    const story = await agreed()
    const { ada, ben, event, festival, projector } = story
    for (const day of [2, 3]) {
      const from = FRIDAY.from + day * 24 * HOUR
      const { request } = await ben.done('request.create', {
        festival,
        event,
        resource: projector,
        from,
        to: from + HOUR,
      })
      await exchange(story)
      await ada.done('authorization.answer', { request, decision: 'grant' })
    }
    const { revoked } = await ada.done('resource.retire', { resource: projector, reason: 'Sold' })
    expect(revoked).toBe(3)
    expect((await written(ada, story)).slice(-4)).toEqual([
      'authorization.revoke',
      'authorization.revoke',
      'authorization.revoke',
      'resource.retire',
    ])
    await exchange(story)
    expect(await stateOf(ben, story, projector)).toEqual(['declined', 'declined', 'declined'])
    expect(await codeOf(ada, 'resource.retire', { resource: projector })).toBe('retired')
    expect(await codeOf(ada, 'authorization.hold', { resource: projector, ...SATURDAY })).toBe('retired')
  })

  it('can not answer a request whose maker asks for another time meanwhile', async () => {
    const story = await begin()
    const { ada, ben, projector } = story
    const { event, requests } = await ask(story)
    await ben.done('event.update', { event, set: SATURDAY })
    await exchange(story)
    const [request = expect.fail()] = requests
    expect(await codeOf(ada, 'authorization.answer', { request, decision: 'grant' })).toBe('superseded')
    const [line] = await lines(ada, story, projector)
    expect(
      await codeOf(ada, 'authorization.answer', { request: line?.request.id ?? expect.fail(), decision: 'grant' }),
    ).toBe('ok')
  })
})
