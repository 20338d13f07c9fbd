// What is kept about requests for my things (decision 0010): the right rows whatever came first, and nothing of others.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { writeSetting } from '../../../src/adapters/dexie/settings.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import {
  AT,
  HandLog,
  eventOf,
  festivalCreate,
  grantOf,
  joinOf,
  person,
  requestOf,
  resourceOf,
} from '../log/fixtures.ts'
import { closeDatabases, newDatabase, sameDatabase } from './databases.ts'
import { requestsOf } from './store-requests.ts'

afterEach(closeDatabases)

let db: Database
let festival: FestivalId
let adas: HandLog
let bens: HandLog
let projector: EntryHash
let event: EntryHash
let request: EntryHash

/** Ada lends a projector and Ben asks for it; nothing of it has come yet. */
beforeEach(async () => {
  db = newDatabase()
  await ownedBy('ada')
  adas = new HandLog(await person('ada'))
  bens = new HandLog(await person('ben'))
  festival = await adas.add(festivalCreate)
  projector = await adas.add(resourceOf('Projector'))
  await bens.add(joinOf(festival))
  event = await bens.add(eventOf('Slides'))
  request = await bens.add(requestOf(event, projector))
})

async function ownedBy(...names: string[]): Promise<void> {
  const people = await Promise.all(names.map(async (name) => (await person(name)).publicKey))
  await writeSetting(
    db,
    'personas',
    people.map((publicKey, index) => ({ publicKey, index })),
  )
}

/** Everything of these logs that has not come yet comes, one log after the other. */
async function come(...logs: HandLog[]): Promise<void> {
  for (const log of logs) {
    const result = await ingest(new DexieLogStore(db), festival, log.incoming())
    if (!result.ok) throw new Error(result.error.code)
    await projectAll(db)
  }
}

async function stateOf(id: EntryHash): Promise<string | undefined> {
  return (await db.standings.get(id))?.state
}

const base = { v: 1, at: AT } as const
const withdraw = (): Operation => ({ ...base, op: 'request.withdraw', request })
const cancel = (): Operation => ({ ...base, op: 'event.cancel', event })
const retire = (): Operation => ({ ...base, op: 'resource.retire', resource: projector })
const deny = (): Operation => ({ ...base, op: 'authorization.deny', request, by: 'manual' })
const revoke = (grant: EntryHash): Operation => ({ ...base, op: 'authorization.revoke', grant })

describe('a request for something of mine', () => {
  it('waits once both are there, whatever came first', async () => {
    await come(bens)
    expect(await db.standings.count()).toBe(0)
    await come(adas)
    const ben = (await person('ben')).publicKey
    const ada = (await person('ada')).publicKey
    const row = await db.standings.get(request)
    expect(row).toMatchObject({ state: 'waiting', resource: projector, owner: ada, requester: ben, festival })
    expect(row).toMatchObject({ asked: { id: request, event }, event: { id: event, title: 'Slides' } })
  })

  it('is granted, and nothing once that was taken back', async () => {
    await come(adas, bens)
    const grant = await adas.add(grantOf(request, projector))
    await come(adas)
    const row = { state: 'granted', grant, until: AT + 7_200_000, asked: { id: request }, event: { title: 'Slides' } }
    expect(await db.standings.get(request)).toMatchObject(row)
    await bens.add({ ...base, op: 'event.update', event, set: { title: 'Films' } })
    await come(bens)
    expect(await db.standings.get(request)).toMatchObject({ ...row, event: { title: 'Films' } })
    await adas.add(revoke(grant))
    await come(adas)
    expect(await stateOf(request)).toBeUndefined()
  })

  it('is granted also when the answer came before it', async () => {
    await adas.add(grantOf(request, projector))
    await come(adas)
    expect(await db.standings.count()).toBe(0)
    await come(bens)
    expect(await stateOf(request)).toBe('granted')
  })

  it.each([
    ['withdrawn', () => bens.add(withdraw())],
    ['called off with its event', () => bens.add(cancel())],
    ['for what was retired', () => adas.add(retire())],
    ['denied', () => adas.add(deny())],
  ])('does not wait when it is %s', async (_, happens) => {
    await come(adas, bens)
    expect(await stateOf(request)).toBe('waiting')
    await happens()
    await come(adas, bens)
    expect(await stateOf(request)).toBeUndefined()
  })

  it('remembers an answer that had no effect', async () => {
    const other = await bens.add(requestOf(event, projector))
    await adas.add(grantOf(other, projector))
    await adas.add(grantOf(request, projector))
    await come(bens, adas)
    expect(await stateOf(other)).toBe('granted')
    expect(await db.standings.get(request)).toMatchObject({ state: 'waiting', answered: 1 })
  })

  it('waits no longer when another takes its place, and again when that is withdrawn', async () => {
    await come(adas, bens)
    const later = await bens.add({ ...requestOf(event, projector, AT), supersedes: request } as Operation)
    await come(bens)
    expect([await stateOf(request), await stateOf(later)]).toEqual([undefined, 'waiting'])
    await bens.add({ ...base, op: 'request.withdraw', request: later })
    await come(bens)
    expect([await stateOf(request), await stateOf(later)]).toEqual(['waiting', undefined])
  })

  it('that asks for more than the grant before it waits, also after that grant went', async () => {
    const grant = await adas.add(grantOf(request, projector))
    const later = await bens.add({ ...requestOf(event, projector, AT), supersedes: request } as Operation)
    await come(adas, bens)
    expect([await stateOf(request), await stateOf(later)]).toEqual(['granted', 'waiting'])
    await adas.add(revoke(grant))
    await come(adas)
    expect([await stateOf(request), await stateOf(later)]).toEqual([undefined, 'waiting'])
  })

  it('goes when its event turns out to be somebody else’s', async () => {
    const cleos = new HandLog(await person('cleo'))
    await cleos.add(joinOf(festival))
    const foreign = await cleos.add(requestOf(event, projector))
    await come(adas, cleos)
    expect(await stateOf(foreign)).toBe('waiting')
    await come(bens)
    expect(await stateOf(foreign)).toBeUndefined()
  })
})

describe('the rows', () => {
  it('say whose turn it is, also after the thing got another policy', async () => {
    await come(adas, bens)
    expect(await db.standings.get(request)).toMatchObject({ turn: 'person', level: 1 })
    const set = { policy: { kind: 'first-come-first-served' } } as const
    await adas.add({ ...base, op: 'resource.update', resource: projector, set })
    await come(adas)
    expect(await db.standings.get(request)).toMatchObject({ state: 'waiting', turn: 'policy' })
  })

  it('are of nobody else', async () => {
    const [cleos, things] = [new HandLog(await person('cleo')), [] as EntryHash[]]
    await cleos.add(joinOf(festival))
    things.push(await cleos.add(resourceOf('Boat')))
    const boat = await bens.add(requestOf(event, things[0] ?? projector))
    await come(adas, cleos, bens)
    expect(await stateOf(boat)).toBeUndefined()
    expect(await db.standings.count()).toBe(1)
  })

  it('are not even asked for when others ask each other and answer', async () => {
    await come(adas)
    const [cleos, doras] = [new HandLog(await person('cleo')), new HandLog(await person('dora'))]
    await cleos.add(joinOf(festival))
    const boat = await cleos.add(resourceOf('Boat'))
    await doras.add(joinOf(festival))
    const trip = await doras.add(eventOf('Trip'))
    const wish = await doras.add(requestOf(trip, boat))
    const granted = await cleos.add(grantOf(wish, boat))
    db = sameDatabase(db.name)
    const seen = requestsOf(db)
    await come(cleos, doras)
    expect(await db.answers.get(granted)).toMatchObject({ state: 'effective' })
    expect(seen.filter(({ table }) => table === 'standings')).toEqual([])
  })

  it('have the last of those that take each other’s place in one batch', async () => {
    await come(adas, bens)
    const later = await bens.add({ ...requestOf(event, projector, AT), supersedes: request } as Operation)
    const again = await bens.add({ ...requestOf(event, projector, AT + 1), supersedes: later } as Operation)
    await come(bens)
    expect([await stateOf(request), await stateOf(later), await stateOf(again)]).toEqual([
      undefined,
      undefined,
      'waiting',
    ])
  })

  it('follow the personas of the wallet, also when there is no other news', async () => {
    await db.settings.delete('personas')
    await come(adas, bens)
    expect(await db.standings.count()).toBe(0)
    await ownedBy('ada')
    await projectAll(db)
    expect(await stateOf(request)).toBe('waiting')
    await ownedBy('ben')
    await projectAll(db)
    expect(await db.standings.count()).toBe(0)
    await ownedBy('ben', 'ada')
    await rebuildViews(db)
    expect(await stateOf(request)).toBe('waiting')
  })

  it('are complete when a resource comes after more requests than are looked at once', async () => {
    await flood(bens, 1100)
    await come(bens)
    await come(adas)
    expect(await db.standings.count()).toBe(1101)
    const [first] = await db.standings
      .where('[owner+state+festival]')
      .equals([await key('ada'), 'waiting', festival])
      .toArray()
    expect(first?.state).toBe('waiting')
  }, 60_000)
})

async function key(name: string): Promise<PublicKey> {
  return (await person(name)).publicKey
}

async function flood(log: HandLog, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await log.add(requestOf(event, projector, AT + index))
}
