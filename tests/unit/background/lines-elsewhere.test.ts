// Lines of an event that stand in a log of another festival (DESIGN 5.5, 5.6) follow when it moves or is cancelled: once, and
// also when the worker is killed in between and nobody asks again.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { forgetOldCommands } from '../../../background/old-commands.ts'
import type { PanelCommand, PanelParams } from '../../../messages/panel.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readEvents, readPersona } from '../../../src/adapters/dexie/queries.ts'
import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import { HOUR, START, dieAt, type Machine } from './machine.ts'
import { FRIDAY, begin, type Story } from './story.ts'

const DAY = 24 * HOUR
const SATURDAY = { from: FRIDAY.from + DAY, to: FRIDAY.to + DAY }

type Nested = Story & { child: FestivalId }

/** Ben's sub-festival, which Ada does not follow. */
async function nested(): Promise<Nested> {
  const story = await begin()
  const lab = { title: 'Night lab', timezone: 'Europe/Berlin', visibility: 'open', parent: story.festival } as const
  const { festival: child } = await story.ben.done('festival.create', lab)
  return { ...story, child }
}

/** Ben's event there on Friday, which asks for the projector, and for the room an hour before it. */
async function asked({ ben, child, projector, room }: Nested): Promise<{ event: ObjectId; requests: ObjectId[] }> {
  const setUp = { from: FRIDAY.from - HOUR, to: FRIDAY.from }
  const lines = [{ resource: projector }, { resource: room, ...setUp }]
  return ben.done('event.create', { festival: child, title: 'Slides', ...FRIDAY, lines })
}

/** Where the event and its lines are, without those that went on in another; and how long Ben's log of the festival around is. */
async function seen({ ben, child, festival }: Nested, event: ObjectId) {
  const overview = (await readEvents(ben.db, child, START)).find((each) => each.event.id === event)
  const lines = (overview?.lines ?? []).filter(({ state }) => state !== 'superseded')
  const log = await ben.worker.store.ownLog((await readPersona(ben.db)) ?? expect.fail(), festival)
  return {
    event: overview?.event.from,
    lines: lines.map(({ state, request }) => `${state} ${(request.from - FRIDAY.from) / HOUR}`),
    entries: log?.seqNum ?? 0,
  }
}

/** Runs a command and kills the worker at its n-th question to the database. */
async function killedAt<Name extends PanelCommand>(
  ben: Machine,
  operation: number,
  command: { id: string; name: Name; params: PanelParams<Name> },
): Promise<boolean> {
  ben.kill()
  const death = dieAt(ben.worker.db, operation)
  const { background } = ben.worker
  await background.commands.run(command)
  const hasDied = death.hasDied()
  ben.kill()
  return hasDied
}

describe('a move', () => {
  it('asks again where the lines stand, and gives the same requests to whoever sends it again', async () => {
    const story = await nested()
    const { ben } = story
    const { event } = await asked(story)
    const id = ben.freshId()
    const first = await ben.command('event.update', { event, set: SATURDAY }, id)
    expect(first).toMatchObject({ ok: true, value: { requests: [expect.any(String), expect.any(String)] } })
    const after = await seen(story, event)
    expect(after).toMatchObject({ event: SATURDAY.from, lines: ['waiting 24', 'waiting 23'] })
    ben.kill()
    expect(await ben.command('event.update', { event, set: SATURDAY }, id)).toEqual(first)
    expect(await seen(story, event)).toEqual(after)
  })

  it('leaves alone what is asked for after it', async () => {
    const story = await nested()
    const { ben, child, room } = story
    const { event } = await asked(story)
    await ben.done('event.update', { event, set: SATURDAY })
    const tearDown = { from: SATURDAY.to, to: SATURDAY.to + HOUR }
    await ben.done('request.create', { festival: child, event, resource: room, ...tearDown })
    ben.kill()
    await ben.worker.background.boot()
    expect(await seen(story, event)).toMatchObject({ lines: ['waiting 24', 'waiting 23', 'waiting 28'] })
  })

  it('is whole or not there, wherever the worker is killed and whether or not anybody asks again', async () => {
    const story = await nested()
    const { ben } = story
    const outcomes = new Set<string>()
    for (let operation = 1, hasDied = true; hasDied; operation += 1) {
      const { event } = await asked(story)
      const params = { event, set: SATURDAY }
      const id = ben.freshId()
      const before = await seen(story, event)
      const moved = { event: SATURDAY.from, lines: ['waiting 24', 'waiting 23'], entries: before.entries + 2 }
      hasDied = await killedAt(ben, operation, { id, name: 'event.update', params })
      await ben.worker.background.boot()
      const left = await seen(story, event)
      outcomes.add(left.event === SATURDAY.from ? 'whole' : 'not there')
      expect(left, `killed at ${operation}`).toEqual(left.event === SATURDAY.from ? moved : before)
      if (operation % 2 === 0) continue
      expect(await ben.command('event.update', params, id)).toMatchObject({ ok: true })
      expect(await seen(story, event), `killed at ${operation} and asked again`).toEqual(moved)
    }
    expect(outcomes).toEqual(new Set(['whole', 'not there']))
  }, 240_000)
})

describe('what a killed worker left unsaid', () => {
  it('is said before the event moves again, and not of a line that was withdrawn meanwhile', async () => {
    const story = await nested()
    const { ben } = story
    for (let operation = 20; ; operation += 1) {
      const { event, requests } = await asked(story)
      const id = ben.freshId()
      await killedAt(ben, operation, { id, name: 'event.update', params: { event, set: SATURDAY } })
      if ((await ben.worker.store.commandResult(`panel:${id}`)) === undefined) continue
      await projectAll(ben.db)
      expect((await seen(story, event)).lines).toEqual(['waiting 0', 'waiting -1'])
      await ben.done('request.withdraw', { request: requests[0] ?? expect.fail() })
      expect((await seen(story, event)).lines).toEqual(['withdrawn 0', 'waiting 23'])
      await ben.done('event.update', { event, set: FRIDAY })
      expect((await seen(story, event)).lines).toEqual(['withdrawn 0', 'waiting -1'])
      expect(await ben.db.commands.where('id').startsWith('elsewhere:').count()).toBe(0)
      return
    }
  }, 180_000)

  it('is kept for longer than outcomes of commands', async () => {
    const { ben } = await nested()
    await ben.db.commands.bulkPut([
      { id: 'elsewhere:panel:1', result: {}, at: 0 },
      { id: 'panel:1', result: [], at: 0 },
    ])
    await forgetOldCommands(ben.db, START)
    expect(await ben.db.commands.where('at').equals(0).primaryKeys()).toEqual(['elsewhere:panel:1'])
  })
})

describe('a cancellation', () => {
  it('is whole or not there, wherever the worker is killed', async () => {
    const story = await nested()
    const { ben } = story
    const outcomes = new Set<string>()
    for (let operation = 1, hasDied = true; hasDied; operation += 3) {
      const { event, requests } = await asked(story)
      const params = { event, reason: 'rain' }
      const id = ben.freshId()
      hasDied = await killedAt(ben, operation, { id, name: 'event.cancel', params })
      await ben.worker.background.boot()
      const reasons = async (): Promise<unknown[]> => {
        const withdrawn = (await ben.db.requests.bulkGet(requests)).map((row) => row?.withdrawn)
        return [(await ben.db.events.get(event))?.cancelled, ...withdrawn].map((end) => end?.reason)
      }
      const left = await reasons()
      outcomes.add(left[0] === 'rain' ? 'whole' : 'not there')
      expect(left, `killed at ${operation}`).toEqual([left[0], left[0], left[0]])
      expect(await ben.command('event.cancel', params, id)).toMatchObject({ ok: true })
      expect(await reasons()).toEqual(['rain', 'rain', 'rain'])
    }
    expect(outcomes).toEqual(new Set(['whole', 'not there']))
  }, 240_000)
})
