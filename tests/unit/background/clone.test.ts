// A festival done again (DESIGN 5.6, decision 0014): what is inherited stays as it was whatever the original says later, owners
// offer their things again, and a thing in two festivals is promised once.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { notOfferedYet, readInherited } from '../../../src/adapters/dexie/read-inherited.ts'
import { readPersona } from '../../../src/adapters/dexie/queries.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { overCommitted } from '../../../src/festival/over-committed.ts'
import { readUnheldGrants } from '../../../src/adapters/dexie/read-sibling-grants.ts'
import { asHold } from '../../../src/festival/sibling-grants.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { shiftDays } from '../../../src/festival/clone.ts'
import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import { START, deliver, type Machine } from './machine.ts'
import { FRIDAY, ask, begin, type Story } from './story.ts'

const DAYS = 364
const ZONE = 'Europe/Berlin'
const persona = async (machine: Machine) => (await readPersona(machine.db)) ?? expect.fail()
const rowsOf = async (machine: Machine, festival: FestivalId) => {
  const { rows, ...counts } = await readInherited(machine.db, festival)
  return { ...counts, changes: [...rows.changes()] }
}

/** Ada lent Ben the room; then she clones the festival, a year later, and Ben follows the clone. */
async function cloned(): Promise<Story & { clone: FestivalId; requests: ObjectId[] }> {
  const story = await begin()
  const { ada, ben, festival } = story
  await ada.done('festival.update', { festival, set: { from: FRIDAY.from, to: FRIDAY.to } })
  const { requests } = await ask(story)
  await deliver(ada, ben, festival)
  const dates = { from: shiftDays(FRIDAY.from, DAYS, ZONE), to: shiftDays(FRIDAY.to, DAYS, ZONE) }
  const made = await ada.done('festival.clone', { festival, title: 'Herbst Fest 2027', ...dates })
  expect(made.logs).toBe(2)
  const { invite } = await ada.done('festival.invite', { festival: made.festival })
  await ben.done('festival.join', { invite })
  await deliver(ada, ben, made.festival)
  return { ...story, clone: made.festival, requests }
}

describe('a clone', () => {
  it('is a festival of its own with the words of the original, and knows all that was there', async () => {
    const { ada, festival, clone, projector, room } = await cloned()
    const row = (await ada.db.festivals.get(clone)) ?? expect.fail()
    expect(row).toMatchObject({ title: 'Herbst Fest 2027', timezone: ZONE, forkOf: festival })
    const { rows, listed, held } = await readInherited(ada.db, clone)
    expect([listed, held]).toEqual([2, 2])
    expect(rows.festivals.get(festival)?.title).toBe('Herbst Fest')
    expect([...rows.resources.keys()].toSorted()).toEqual([projector, room].toSorted())
    expect([...rows.answers.values()].map(({ state }) => state)).toEqual(['effective'])
    // Nothing of it is offered, asked or promised here.
    expect(await ada.db.resources.where('festival').equals(clone).count()).toBe(0)
  })

  it('does not change when the original goes on, is rewritten or is contradicted beyond the cut', async () => {
    const { ada, ben, festival, clone, projector, requests } = await cloned()
    const before = await rowsOf(ben, clone)
    await ada.done('authorization.answer', { request: requests[0] ?? expect.fail(), decision: 'grant' })
    await ada.done('festival.update', { festival, set: { title: 'Gone' } })
    await ada.done('resource.create', {
      festival,
      title: 'Late lamp',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'manual' },
    })
    await deliver(ada, ben, festival)
    expect((await ben.db.festivals.get(festival))?.title).toBe('Gone')
    expect((await ben.db.answers.where('resource').equals(projector).first())?.state).toBe('effective')
    expect(await rowsOf(ben, clone)).toEqual(before)
    await forkAt(ben, festival, (await cutOf(ben, clone)) + 1)
    expect(await rowsOf(ben, clone)).toEqual(before)
  })

  it('shrinks with a fork below the cut', async () => {
    const { ben, festival, clone, projector, room } = await cloned()
    // Ada's log: the festival, the projector, the room, …
    await forkAt(ben, festival, 3)
    const { rows, held } = await readInherited(ben.db, clone)
    expect(held).toBe(2)
    expect([...rows.resources.keys()]).toEqual([projector])
    expect(rows.resources.has(room)).toBe(false)
  })

  it('of a clone inherits what that one had and what it inherited', async () => {
    const { ada, clone, projector } = await cloned()
    const { festival: third, logs } = await ada.done('festival.clone', { festival: clone, title: 'Once more' })
    expect(logs).toBe(3)
    const { rows, listed, held } = await readInherited(ada.db, third)
    expect([listed, held]).toEqual([3, 3])
    expect(rows.festivals.get(clone)?.title).toBe('Herbst Fest 2027')
    expect(rows.resources.get(projector)?.title).toBe('Projector')
  })
})

describe('owners', () => {
  it('offer their own things again, once each, and nobody else’s', async () => {
    const { ada, ben, clone, projector, room } = await cloned()
    const mine = async () => {
      const me = await persona(ada)
      const here = await ada.db.resources.where({ festival: clone, owner: me }).toArray()
      return notOfferedYet(await readInherited(ada.db, clone), me, here)
    }
    expect(await mine()).toEqual([projector, room])
    const refused = { ok: false, error: { code: 'unknown-resource', data: { resource: projector } } }
    expect(await ben.command('festival.reoffer', { festival: clone, resources: [projector] })).toEqual(refused)
    const { resources } = await ada.done('festival.reoffer', { festival: clone, resources: [projector, projector] })
    expect(resources).toHaveLength(1)
    expect(await ada.db.resources.get(resources[0] ?? expect.fail())).toMatchObject({
      title: 'Projector',
      festival: clone,
      origin: projector,
    })
    expect(await mine()).toEqual([room])
    expect(await ada.command('festival.reoffer', { festival: clone, resources: [projector] })).toEqual(refused)
  })

  it('promise a thing that is in two festivals once: a grant holds it in the other one, and the hold ends with it', async () => {
    const { ada, ben, festival, clone, projector, requests } = await cloned()
    const { resources } = await ada.done('festival.reoffer', { festival: clone, resources: [projector] })
    const again = resources[0] ?? expect.fail()
    const { answer } = await ada.done('authorization.answer', {
      request: requests[0] ?? expect.fail(),
      decision: 'grant',
    })
    const holds = async () => ada.db.answers.where('resource').equals(again).toArray()
    expect(await holds()).toMatchObject([{ kind: 'hold', state: 'effective', ...FRIDAY }])
    // Looking again, also by another worker, holds nothing twice.
    ada.kill()
    await ada.worker.background.boot()
    expect(await holds()).toHaveLength(1)
    await deliver(ada, ben, clone)
    const event = await ben.done('event.create', {
      festival: clone,
      title: 'Clash',
      ...FRIDAY,
      lines: [{ resource: again }],
    })
    await deliver(ben, ada, clone)
    const clash = { request: event.requests[0] ?? expect.fail(), decision: 'grant' } as const
    expect(await ada.command('authorization.answer', clash)).toMatchObject({ error: { code: 'not-available' } })
    await revoke(ada, festival, answer)
    expect((await holds()).map(({ state }) => state)).toEqual(['ended'])
    expect(await ada.done('authorization.answer', clash)).toMatchObject({ state: 'effective' })
  })

  it('promise it once also when they are asked in both festivals at the same moment', async () => {
    const { ada, ben, clone, projector, requests } = await cloned()
    const { resources } = await ada.done('festival.reoffer', { festival: clone, resources: [projector] })
    const again = resources[0] ?? expect.fail()
    await deliver(ada, ben, clone)
    const clash = await ben.done('event.create', {
      festival: clone,
      title: 'Clash',
      ...FRIDAY,
      lines: [{ resource: again }],
    })
    await deliver(ben, ada, clone)
    const asked = [requests[0] ?? expect.fail(), clash.requests[0] ?? expect.fail()]
    const answers = await Promise.all(
      asked.map((request) => ada.command('authorization.answer', { request, decision: 'grant' })),
    )
    expect(answers).toMatchObject([{ ok: true }, { error: { code: 'not-available' } }])
    const inForce = ada.db.answers.filter(({ state, resource }) => {
      return state === 'effective' && [projector, again].includes(resource ?? expect.fail())
    })
    expect((await inForce.toArray()).map(({ kind }) => kind).toSorted()).toEqual(['grant', 'hold'])
  })

  it('tell their owner of a thing that two installations promised at the same moment, in both calendars', async () => {
    const { ada, ben, festival, clone, projector, requests } = await cloned()
    const { resources } = await ada.done('festival.reoffer', { festival: clone, resources: [projector] })
    const again = resources[0] ?? expect.fail()
    await deliver(ada, ben, clone)
    const lines = [{ resource: again }]
    const clash = await ben.done('event.create', { festival: clone, title: 'Clash', ...FRIDAY, lines })
    await deliver(ben, ada, clone)
    const grant = (request: ObjectId | undefined, resource: ObjectId): Operation => {
      if (request === undefined) throw new Error('nothing was asked')
      return { v: 1, op: 'authorization.grant', at: START, request, resource, ...FRIDAY, by: 'manual' }
    }
    await says(ada, festival, grant(requests[0], projector))
    await says(ada, clone, grant(clash.requests[0], again))
    ada.worker.receive({ kind: 'changed', festivals: [festival, clone] })
    await ada.worker.background.settled()
    for (const [id, other] of [
      [projector, again],
      [again, projector],
    ] as const) {
      const row = (await ada.db.resources.get(id)) ?? expect.fail()
      const answers = await ada.db.answers.where('resource').equals(id).toArray()
      expect(answers.map(({ kind, state }) => [kind, state])).toEqual([['grant', 'effective']])
      const unheld = await readUnheldGrants(ada.db, row, FRIDAY)
      expect(unheld.map(({ resource }) => resource)).toEqual([other])
      const all = [...answers, ...unheld.map((each) => asHold(each, row))]
      expect([overCommitted(row, answers, START), overCommitted(row, all, START)]).toEqual([
        undefined,
        { at: FRIDAY.from, promised: 2 },
      ])
    }
  })

  it('count a grant once that another installation holds already, and so can say yes to what there is room for', async () => {
    const { ada, ben, festival, clone, projector, requests } = await cloned()
    const { resources } = await ada.done('festival.reoffer', { festival: clone, resources: [projector] })
    const again = resources[0] ?? expect.fail()
    await ada.done('resource.update', { resource: again, set: { capacity: 2 } })
    const request = requests[0] ?? expect.fail()
    const at = { v: 1, at: START } as const
    await says(ada, festival, {
      ...at,
      op: 'authorization.grant',
      request,
      resource: projector,
      ...FRIDAY,
      by: 'manual',
    })
    await says(ada, clone, { v: 1, op: 'authorization.hold', at: START, resource: again, ...FRIDAY })
    const row = (await ada.db.resources.get(again)) ?? expect.fail()
    expect(await readUnheldGrants(ada.db, row, FRIDAY)).toEqual([])
    await deliver(ada, ben, clone)
    const lines = [{ resource: again }]
    const event = await ben.done('event.create', { festival: clone, title: 'Second', ...FRIDAY, lines })
    await deliver(ben, ada, clone)
    const yes = { request: event.requests[0] ?? expect.fail(), decision: 'grant' } as const
    expect(await ada.command('authorization.answer', yes)).toMatchObject({ ok: true, value: { state: 'effective' } })
  })
})

/** How far Ada's log of the original is inherited. */
async function cutOf(machine: Machine, clone: FestivalId): Promise<number> {
  const row = await machine.db.festivals.get(clone)
  return row?.inherited?.heads.find(({ author }) => author === row.creator)?.seqNum ?? expect.fail()
}

/** A proof comes to light that the creator of the original contradicted themselves. */
async function forkAt(machine: Machine, festival: FestivalId, seqNum: number): Promise<void> {
  const { store } = machine.worker
  const row = (await machine.db.festivals.get(festival)) ?? expect.fail()
  const [log] = await store.logsOf(row.creator, festival)
  const { author, logId } = log ?? expect.fail()
  await store.keepForkProof({ author, logId, seqNum, first: new Uint8Array([1]), second: new Uint8Array([2]) })
  await projectAll(machine.db)
}

/** There is no button for it here: the entry alone is what siblings look at. */
async function revoke(machine: Machine, festival: FestivalId, grant: ObjectId): Promise<void> {
  await says(machine, festival, { v: 1, op: 'authorization.revoke', at: START, grant })
  machine.worker.receive({ kind: 'changed', festivals: [festival] })
  await machine.worker.background.settled()
}

/** As another installation would, which asks nothing of this one. */
async function says(machine: Machine, festival: FestivalId, op: Operation): Promise<void> {
  const { store } = machine.worker
  const { publish } = await import('../../../src/log/publish.ts')
  const { cryptoRandom: random } = await import('../../../src/adapters/web/crypto-random.ts')
  const signer = machine.worker.wallet.signerFor(await persona(machine))
  const result = await publish(
    { store, signer, random, locks: machine.locks, clock: machine.clock },
    { festival, steps: [() => op], value: (receipts) => ({ receipts: receipts.length }) },
  )
  expect(result).toMatchObject({ ok: true })
  await projectAll(machine.db)
}
