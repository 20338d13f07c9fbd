// One entry in full: also one beyond a gap, a header alone, one without content, and both of two at one place.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readEntry } from '../../../src/adapters/dexie/read-entry.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { ingestNewest, newestOf } from '../../../src/log/newest.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog, profileOf, type HandLog } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'

function signed(log: HandLog, seqNum: number): Uint8Array {
  return log.entries[seqNum - 1]?.bytes ?? expect.fail(`no entry ${seqNum}`)
}

describe('an entry in full', () => {
  afterEach(closeDatabases)

  it('is its bytes, its content and what it links to, also where 64 of them are one row', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 99)
    await ingest(new DexieLogStore(db), festival, ben.incoming())
    await projectAll(db)
    const entry = await readEntry(db, 1, 40)
    expect(entry).toMatchObject({
      line: { seqNum: 40, standing: 'counts', statement: { op: 'profile.set' } },
      bytes: signed(ben, 40),
      payload: ben.entries[39]?.payload,
      isSigned: true,
      links: [
        { seqNum: 13, state: 'fits' },
        { seqNum: 39, state: 'fits' },
      ],
    })
    expect(entry).not.toHaveProperty('other')
    expect(entry).not.toHaveProperty('holders')
    expect(await readEntry(db, 1, 1)).toMatchObject({ bytes: signed(ben, 1), links: [] })
    expect((await readEntry(db, 1, 3))?.links).toEqual([{ seqNum: 2, state: 'fits' }])
    expect(await readEntry(db, 1, 101)).toBeUndefined()
    expect(await readEntry(db, 2, 1)).toBeUndefined()
  })

  it('may be one beyond a gap, or a header that only links', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 99)
    const full = new MemoryLogStore()
    const held = await ingest(full, festival, ben.incoming())
    const newest = held.ok && held.value.log ? await newestOf(full, held.value.log, 1) : undefined
    if (newest === undefined) throw new Error('nothing newest')
    await ingestNewest(new DexieLogStore(db), festival, newest)
    const beyond = await readEntry(db, 1, 100)
    expect(beyond).toMatchObject({ line: { standing: 'ahead' }, isSigned: true, payload: ben.entries[99]?.payload })
    const header = beyond?.links[0]?.seqNum ?? 0
    expect(beyond?.links[0]?.state).toBe('fits')
    const bare = await readEntry(db, 1, header)
    expect(bare).toMatchObject({
      line: { seqNum: header, standing: 'ahead', statement: {} },
      bytes: signed(ben, header),
    })
    expect(bare).not.toHaveProperty('payload')
    expect(await readEntry(db, 1, 50)).toBeUndefined()
  })

  it('that is one of two shows the other, and those after it do not fit to what was said instead', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 4)
    const other = ben.fork()
    await ben.add(profileOf('one'))
    await other.add(profileOf('two'))
    await other.add(profileOf('three'))
    const store = new DexieLogStore(db)
    await ingest(store, festival, ben.incoming())
    await ingest(store, festival, other.incoming(6, 6))
    const forked = await readEntry(db, 1, 6)
    expect(forked).toMatchObject({ line: { standing: 'after-fork' }, bytes: signed(ben, 6), other: signed(other, 6) })
    await db.tail.put({ log: 1, seqNum: 7, entry: signed(other, 7) })
    await db.logs.update(1, { seqNum: 7 })
    expect((await readEntry(db, 1, 7))?.links).toContainEqual({ seqNum: 6, state: 'differs' })
  })

  it('tells a signature that is wrong, and how many have what was written here', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 2)
    await ben.addUnsigned(profileOf('not Ben'))
    await ingest(new DexieLogStore(db), festival, ben.incoming(1, 3))
    await db.tail.put({ log: 1, seqNum: 4, entry: signed(ben, 4) })
    await db.logs.update(1, { seqNum: 4, own: 1 })
    await db.delivery.put({ log: 1, first: 2, peers: [4, 2, 0] })
    const all = await Promise.all([1, 2, 3, 4].map((seqNum) => readEntry(db, 1, seqNum)))
    expect(all.map((entry) => [entry?.isSigned, entry?.holders])).toEqual([
      [true, 4],
      [true, 4],
      [true, 2],
      [false, 0],
    ])
  })
})
