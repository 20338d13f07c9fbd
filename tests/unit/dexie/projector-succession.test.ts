// The projector when logs of one author change each other's effect (DESIGN 4.1, 4.2): claims, retractions, and what of the
// database changes because of them.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
import { readClaims } from '../../../src/adapters/dexie/claim-rows.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { homeOf } from '../../../src/festival/home.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import {
  AT,
  HandLog,
  festivalCreate,
  grantOf,
  joinOf,
  person,
  profileOf,
  requestOf,
  resourceOf,
} from '../log/fixtures.ts'
import { closeDatabases, dieAtWrite, newDatabase, sameDatabase, viewsOf } from './databases.ts'

afterEach(closeDatabases)

/** Ada's old installation and her new one, which continues it. */
interface Two {
  author: PublicKey
  festival: FestivalId
  old: HandLog
  young: HandLog
  resource: EntryHash
}

const [OLD, YOUNG] = [1n, 2n]

async function twoLogs(): Promise<Two> {
  const ada = await person('ada')
  const [old, young] = [new HandLog(ada, OLD), new HandLog(ada, YOUNG)]
  const festival = await old.add(festivalCreate)
  const resource = await old.add(resourceOf('Projector'))
  await young.add(joinOf(festival))
  return { author: ada.publicKey, festival, old, young, resource }
}

function claimOf({ author }: Two, seqNum: number, hash: EntryHash): Operation {
  return { v: 1, op: 'log.continue', at: AT, log: { author, logId: OLD }, head: { seqNum, hash } }
}

const retractOf = (entry: EntryHash): Operation => ({ v: 1, op: 'retract', at: AT, entry })
const rename = (resource: EntryHash, title: string): Operation => {
  return { v: 1, op: 'resource.update', at: AT, resource, set: { title } }
}

/** Stores the rest of a log, without the payloads of `missing`. */
async function take(
  db: Database,
  two: Two,
  log: HandLog,
  missing: readonly number[] = [],
  to = 99,
): Promise<StoredLog> {
  const store = new DexieLogStore(db)
  const logId = log === two.old ? OLD : YOUNG
  const from = (await store.log(two.author, logId))?.seqNum ?? 0
  const appends = log.entries.slice(from, to).map(({ bytes, payload, hash, entry }) => {
    const held = { seqNum: entry.seqNum, entry: bytes, hash: toHex(hash) as EntryHash, ended: false }
    return missing.includes(entry.seqNum) ? held : Object.assign(held, { payload })
  })
  const target = { author: two.author, logId, festival: two.festival, own: false, provisional: true }
  const result = await store.append(target, from, appends)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** Counts rows that are written to a view table. */
function countWrites(db: Database): () => number {
  let writes = 0
  const note = (): void => void (writes += 1)
  for (const table of [db.resources, db.events, db.requests, db.answers, db.profiles, db.festivals]) {
    table.hook('creating', note)
    table.hook('updating', note)
    table.hook('deleting', note)
  }
  return () => writes
}

describe('a claim', () => {
  it('moves objects when its head comes, and until then marks them incomplete', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const head = await two.old.add(rename(two.resource, 'Beamer'))
    await two.young.add(claimOf(two, 3, head))
    await two.young.add(rename(two.resource, 'New beamer'))
    await take(db, two, two.old, [], 2)
    await take(db, two, two.young)
    expect(await projectAll(db)).toEqual([two.festival])
    expect(await db.resources.get(two.resource)).toMatchObject({ title: 'Projector', incomplete: true })
    expect(await readClaims(db, two.festival, two.author)).toMatchObject([{ log: 2, seqNum: 2, state: 'pending' }])
    await take(db, two, two.old)
    await projectAll(db)
    const row = await db.resources.get(two.resource)
    expect(row).toMatchObject({
      title: 'New beamer',
      log: 1,
      stays: [
        { log: 1, from: 2, to: 3 },
        { log: 2, from: 2 },
      ],
    })
    expect(row).not.toHaveProperty('incomplete')
    expect(row && homeOf(row)).toBe(2)
    expect(await readClaims(db, two.festival, two.author)).toMatchObject([{ state: 'counts', head: { seqNum: 3 } }])
  })

  it('lets later entries of both logs be folded one by one, with nothing else written', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    for (let other = 0; other < 20; other += 1) await two.old.add(resourceOf(`Thing ${other}`))
    await two.young.add(claimOf(two, 2, two.resource))
    await take(db, two, two.old)
    await take(db, two, two.young)
    await projectAll(db)
    await two.old.add(rename(two.resource, 'Nobody listens'))
    const thing = await two.old.add(resourceOf('Lamp'))
    await two.young.add(rename(two.resource, 'Beamer'))
    const writes = countWrites(db)
    await take(db, two, two.old)
    await take(db, two, two.young)
    await projectAll(db)
    expect(writes()).toBe(2)
    expect(await db.resources.get(two.resource)).toMatchObject({ title: 'Beamer' })
    expect(await db.resources.get(thing)).not.toHaveProperty('stays')
  })

  it('writes only the rows that differ when it comes to count', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    for (let other = 0; other < 20; other += 1) await two.old.add(resourceOf(`Thing ${other}`))
    await take(db, two, two.old)
    await projectAll(db)
    const writes = countWrites(db)
    await two.young.add(claimOf(two, 2, two.resource))
    await take(db, two, two.young)
    await projectAll(db)
    // The festival and the first thing moved.
    expect(writes()).toBe(2)
  })

  it('gets its answer from a fork proof alone, when everything below the fork is held', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const head = await two.old.add(profileOf('Ada'))
    await two.young.add(claimOf(two, 3, head))
    await take(db, two, two.old, [], 2)
    await take(db, two, two.young)
    await projectAll(db)
    const twin = two.old.fork()
    twin.entries.pop()
    await twin.add(profileOf('Bert'))
    const [first, second] = [two.old.entries[2]?.bytes, twin.entries[2]?.bytes]
    if (first === undefined || second === undefined) throw new Error('three entries')
    const proof = { author: two.author, logId: OLD, seqNum: 3, first, second }
    await new DexieLogStore(db).keepForkProof(proof)
    expect(await projectAll(db)).toEqual([two.festival])
    expect(await readClaims(db, two.festival, two.author)).toMatchObject([{ state: 'counts' }])
    expect(await db.resources.get(two.resource)).toMatchObject({ stays: [{ to: 2 }, { log: 2 }] })
    expect(await projectAll(db)).toEqual([])
  })

  it('goes when the entries that it stands in are cut off', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    await two.young.add(claimOf(two, 2, two.resource))
    await take(db, two, two.old)
    await take(db, two, two.young)
    await projectAll(db)
    await new DexieLogStore(db).cut(two.author, YOUNG, 2)
    const other = new HandLog(await person('ada'), YOUNG)
    await other.add(joinOf(two.festival))
    await other.add(profileOf('Ada'))
    // It has grown again before the projector looks.
    await take(db, two, other)
    await projectAll(db)
    expect(await readClaims(db, two.festival, two.author)).toEqual([])
    expect(await db.resources.get(two.resource)).not.toHaveProperty('stays')
    expect(await db.profiles.toArray()).toMatchObject([{ name: 'Ada' }])
  })
})

describe('a retraction', () => {
  it('takes back what was folded and removes the bytes of the payload', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(profileOf('A name that nobody should know'))
    const before = await take(db, two, two.old)
    await projectAll(db)
    await two.old.add(retractOf(secret))
    await take(db, two, two.old)
    await projectAll(db)
    expect(await db.profiles.toArray()).not.toMatchObject([{ name: expect.anything() }])
    const [entry] = await new DexieLogStore(db).entries(before, 3, 3)
    expect(entry).toBeDefined()
    expect(entry).not.toHaveProperty('payload')
    expect(await db.holes.toArray()).toEqual([{ log: 1, seqNum: 3, forgotten: 1 }])
    expect(await db.retracts.toArray()).toMatchObject([{ log: 1, seqNum: 4, entry: secret, done: 1 }])
    await rebuildViews(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 4 })
  })

  it('of what comes later removes it when it comes', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(resourceOf('Secret'))
    await two.young.add(retractOf(secret))
    await take(db, two, two.old, [], 2)
    await take(db, two, two.young)
    await projectAll(db)
    expect(await db.retracts.toArray()).toMatchObject([{ entry: secret }])
    const log = await take(db, two, two.old)
    await projectAll(db)
    expect((await new DexieLogStore(db).entries(log, 3, 3))[0]).not.toHaveProperty('payload')
    expect(await db.resources.count()).toBe(1)
    expect(await db.retracts.toArray()).toMatchObject([{ entry: secret, done: 1 }])
  })

  it('lets the fold pass a payload that never comes, and is looked for once', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(profileOf('Secret'))
    await two.old.add(resourceOf('Lamp'))
    await take(db, two, two.old, [3])
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 2, looked: { to: 4, holes: 1 } })
    expect(await db.resources.count()).toBe(1)
    await two.old.add(retractOf(secret))
    await take(db, two, two.old)
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 5 })
    expect(await db.logs.get(1)).not.toHaveProperty('looked')
    expect(await db.resources.count()).toBe(2)
    expect(await db.holes.toArray()).toEqual([{ log: 1, seqNum: 3, forgotten: 1 }])
  })

  it('is found also when its own payload came after everything was searched', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(profileOf('Secret'))
    await two.old.add(retractOf(secret))
    const log = await take(db, two, two.old, [3, 4])
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 2, looked: { to: 4, holes: 2 } })
    const payload = two.old.entries[3]?.payload
    if (payload === undefined) throw new Error('four entries')
    await new DexieLogStore(db).fill(log, [{ seqNum: 4, payload }])
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 4 })
  })

  it('that a fork takes back lets the payload be asked for again', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(profileOf('Not secret any more'))
    await two.young.add(retractOf(secret))
    const log = await take(db, two, two.old)
    await take(db, two, two.young)
    await projectAll(db)
    const twin = new HandLog(await person('ada'), YOUNG)
    await twin.add(joinOf(two.festival))
    await twin.add(profileOf('Bert'))
    const [first, second] = [two.young.entries[1]?.bytes, twin.entries[1]?.bytes]
    if (first === undefined || second === undefined) throw new Error('two entries')
    const store = new DexieLogStore(db)
    await store.keepForkProof({ author: two.author, logId: YOUNG, seqNum: 2, first, second })
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 2 })
    expect(await store.holes(log, 9)).toEqual([3])
  })
})

it('a projector killed at any write loses nothing and doubles nothing when logs continue and retract each other', async () => {
  const two = await twoLogs()
  const request = await two.young.add(requestOf(two.resource, two.resource))
  const secret = await two.old.add(profileOf('Secret'))
  await two.young.add(claimOf(two, 3, secret))
  await two.young.add(grantOf(request, two.resource))
  await two.young.add(retractOf(secret))
  const fresh = async (): Promise<Database> => {
    const db = newDatabase()
    await take(db, two, two.old, [], 2)
    await take(db, two, two.young, [], 3)
    await projectAll(db)
    await take(db, two, two.old)
    await take(db, two, two.young)
    return db
  }
  const reference = await fresh()
  await projectAll(reference)
  const expected = await viewsOf(reference)
  expect(expected['answers']).toMatchObject([{ state: 'effective', log: 2, stays: [{ to: 3 }, { log: 2 }] }])
  let deaths = 0
  for (let write = 1; ; write += 1) {
    const db = await fresh()
    const dying = sameDatabase(db.name)
    const { hasDied } = dieAtWrite(dying, write)
    await projectAll(dying).catch(() => undefined)
    dying.close()
    await Promise.all([projectAll(db), projectAll(db)])
    expect(await viewsOf(db)).toEqual(expected)
    expect(await db.retracts.toArray()).toMatchObject([{ done: 1 }])
    if (!hasDied()) break
    deaths += 1
  }
  expect(deaths).toBeGreaterThan(5)
})
