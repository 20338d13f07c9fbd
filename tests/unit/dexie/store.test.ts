// What only the database store can get wrong: dying inside a transaction, a full disk, the shape of its rows.

import 'fake-indexeddb/auto'
import { yamfHash } from '../../../src/bamboo/index.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { failureNames } from '../../../src/adapters/dexie/failure-names.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { Publication, Receipt } from '../../../src/log/publication.ts'
import { publish } from '../../../src/log/publish.ts'
import { adasLog, appended, entries, proof } from '../../../src/testing/log-store-suite/made-up.ts'
import { adasFestival, joinedLog, person, portsOf, profileOf } from '../log/fixtures.ts'
import { closeDatabases, dieAtWrite, failAtWrite, newDatabase, sameDatabase } from './databases.ts'
import { requestsOf } from './store-requests.ts'

afterEach(closeDatabases)

async function setName(db: Database, id: string): Promise<'died' | Awaited<ReturnType<typeof publish>>> {
  const { festival } = await adasFestival()
  const publication: Publication<readonly Receipt[]> = {
    festival,
    steps: [() => profileOf('Ben')],
    value: (receipts) => receipts,
    command: { id },
  }
  return publish(portsOf(new DexieLogStore(db), await person('ben')), publication).catch(() => 'died' as const)
}

async function entriesOf(db: Database): Promise<number> {
  return (await db.tail.count()) + 64 * (await db.segments.count())
}

describe('a command', () => {
  it('leaves zero or all of its entries when killed at any write, and all after the retry', async () => {
    let deaths = 0
    for (let write = 1; ; write += 1) {
      const db = newDatabase()
      const dying = sameDatabase(db.name)
      const { hasDied } = dieAtWrite(dying, write)
      await setName(dying, 'command')
      dying.close()
      const left = await entriesOf(db)
      expect([0, 2]).toContain(left)
      expect(await db.commands.count()).toBe(left === 0 ? 0 : 1)
      expect(await db.logs.count()).toBe(left === 0 ? 0 : 1)
      expect(await setName(db, 'command')).toMatchObject({ ok: true, value: [{ seqNum: 2 }] })
      expect(await entriesOf(db)).toBe(2)
      if (!hasDied()) break
      deaths += 1
    }
    expect(deaths).toBeGreaterThanOrEqual(3)
  })

  it('says that the disk is full and stores nothing', async () => {
    const db = newDatabase()
    const full = sameDatabase(db.name)
    failAtWrite(full, 2, new DOMException('no space', 'QuotaExceededError'))
    expect(await setName(full, 'command')).toEqual({ ok: false, error: { code: 'storage-full' } })
    expect(await entriesOf(db)).toBe(0)
    expect(await db.logs.count()).toBe(0)
  })
})

describe('rows', () => {
  it('are segments of 64 and a tail that is shorter than that', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const log = await joinedLog('carla', festival, 150)
    const store = new DexieLogStore(db)
    for (let seqNum = 1; seqNum <= 70; seqNum += 1) await ingest(store, festival, log.incoming(seqNum, seqNum))
    expect([await db.segments.count(), await db.tail.count()]).toEqual([1, 6])
    await ingest(store, festival, log.incoming(71))
    expect([await db.segments.count(), await db.tail.count()]).toEqual([2, 23])
  })

  it('are written at once when many entries come, and nothing that is there is read again', async () => {
    const db = newDatabase()
    await appended(new DexieLogStore(db), adasLog, 0, entries(1, 64))
    const watched = sameDatabase(db.name)
    const seen = requestsOf(watched)
    await appended(new DexieLogStore(watched), adasLog, 64, entries(65, 64 + 1024))
    expect(seen.filter(({ table }) => table === 'segments' || table === 'tail')).toEqual([
      { table: 'segments', type: 'add', rows: 16 },
    ])
  })

  it('do not drag along the buffer that their bytes were a part of', async () => {
    const db = newDatabase()
    const store = new DexieLogStore(db)
    const frame = new Uint8Array(1_000_000)
    const [entry, payload] = [frame.subarray(10, 20), frame.subarray(20, 30)]
    const hash = yamfHash(entry)
    const log = await appended(store, adasLog, 0, [{ seqNum: 1, entry, payload, hash, ended: false }])
    await appended(store, adasLog, 1, [{ seqNum: 2, entry, hash, ended: false }])
    await store.fill(log, [{ seqNum: 2, payload }])
    await store.keepSparse(log, [{ seqNum: 9, entry, payload }])
    await store.keepForkProof({ ...proof(2), first: entry, second: payload })
    const rows = [...(await db.tail.toArray()), ...(await db.sparse.toArray())]
    const parts = rows.flatMap((row) => [row.entry, row.payload])
    parts.push(...(await db.forks.toArray()).flatMap(({ first, second }) => [first, second]))
    expect(parts.map((bytes) => bytes?.buffer.byteLength)).toEqual([10, 10, 10, 10, 10, 10, 10, 10])
  })

  it('are read as bytes of their own, so that one entry can be handed on without its segment', async () => {
    const store = new DexieLogStore(newDatabase())
    const log = await appended(store, adasLog, 0, entries(1, 64))
    const [read] = await store.entries(log, 5, 5)
    expect([read?.entry.buffer.byteLength, read?.payload?.buffer.byteLength]).toEqual([
      read?.entry.length,
      read?.payload?.length,
    ])
  })
})

it('names what is inside wrapped errors, also when they wrap themselves', () => {
  const loop: { name: string; inner?: unknown } = { name: 'AbortError' }
  loop.inner = loop
  expect([...failureNames(loop)]).toEqual(['AbortError'])
  const bulk = { name: 'BulkError', failures: [{ name: 'ConstraintError' }] }
  expect(failureNames({ name: 'AbortError', inner: bulk }).has('ConstraintError')).toBe(true)
  expect(failureNames('a text')).toEqual(new Set())
})
