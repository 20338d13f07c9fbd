// What happens in the database when an author takes entries back (DESIGN 4.1, Gaps).

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, rebuildViews } from '../../../src/adapters/dexie/projector.ts'
import { profileOf, resourceOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'
import { YOUNG, retractOf, take, twoLogs } from './two-logs.ts'

afterEach(closeDatabases)

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

  it('removes the bytes also of an entry beyond a payload that is missing', async () => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(resourceOf('Secret'))
    await two.young.add(retractOf(secret))
    await take(db, two, two.young)
    await projectAll(db)
    const log = await take(db, two, two.old, [2])
    await projectAll(db)
    expect((await new DexieLogStore(db).entries(log, 3, 3))[0]).not.toHaveProperty('payload')
    expect(await new DexieLogStore(db).holes(log, 9)).toEqual([2])
  })

  it.each([
    ['in the part that was folded', []],
    ['beyond a payload that is missing', [2]],
  ])('that a fork takes back lets the payload be asked for again: %s', async (_where, missing) => {
    const [db, two] = [newDatabase(), await twoLogs()]
    const secret = await two.old.add(profileOf('Not secret any more'))
    await two.young.add(profileOf('Ada'))
    await two.young.add(retractOf(secret))
    const log = await take(db, two, two.old)
    await take(db, two, two.young, missing)
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 3 })
    const twin = two.young.fork()
    twin.entries.pop()
    await twin.add(profileOf('Bert'))
    const [first, second] = [two.young.entries[2]?.bytes, twin.entries[2]?.bytes]
    if (first === undefined || second === undefined) throw new Error('three entries')
    const store = new DexieLogStore(db)
    await store.keepForkProof({ author: two.author, logId: YOUNG, seqNum: 3, first, second })
    await projectAll(db)
    expect(await db.logs.get(1)).toMatchObject({ folded: 2 })
    expect(await store.holes(log, 9)).toEqual([3])
  })
})
