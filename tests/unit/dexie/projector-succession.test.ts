// The projector when logs of one author continue each other (DESIGN 4.2), and what of the database changes because of it.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { readClaims } from '../../../src/adapters/dexie/claim-rows.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { encodeCbor } from '../../../src/operations/cbor.ts'
import { homeOf } from '../../../src/festival/home.ts'
import { HandLog, grantOf, joinOf, person, profileOf, requestOf, resourceOf } from '../log/fixtures.ts'
import { closeDatabases, dieAtWrite, newDatabase, sameDatabase, viewsOf } from './databases.ts'
import { OLD, YOUNG, claimOf, rename, retractOf, take, twoLogs } from './two-logs.ts'

afterEach(closeDatabases)

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

  it('that waits marks also what its log creates later', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const lamp = await two.old.add(resourceOf('Lamp'))
    const head = await two.old.add(resourceOf('Tent'))
    await two.young.add(claimOf(two, 4, head))
    await take(db, two, two.old, [], 2)
    await take(db, two, two.young)
    await projectAll(db)
    await take(db, two, two.old, [], 3)
    const writes = countWrites(db)
    await projectAll(db)
    expect(writes()).toBe(1)
    expect(await db.resources.get(lamp)).toMatchObject({ incomplete: true })
  })

  it('does not wake a resource about which newer software spoke in its old home', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const newer = encodeCbor(
      new Map<string, string | number>([
        ['v', 1],
        ['op', 'resource.share'],
        ['at', 1],
      ]),
    )
    await two.young.add(claimOf(two, 3, await two.old.add(newer)))
    await take(db, two, two.old)
    await take(db, two, two.young)
    await projectAll(db)
    await two.young.add(rename(two.resource, 'Beamer'))
    await take(db, two, two.young)
    await projectAll(db)
    expect(await db.resources.get(two.resource)).toMatchObject({ title: 'Projector', stays: [{ to: 3 }, { log: 2 }] })
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
