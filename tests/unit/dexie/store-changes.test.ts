// What only the database store can get wrong when it changes what it has: half a change when it is killed, rows that keep
// bytes which are gone.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { removePayloads } from '../../../src/adapters/dexie/hole-rows.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import type { LogStore, StoredLog } from '../../../src/ports/log-store.ts'
import { adasLog, appended, bare, entries, heldLog } from '../../../src/testing/log-store-suite/made-up.ts'
import { closeDatabases, dieAtWrite, newDatabase, sameDatabase } from './databases.ts'

afterEach(closeDatabases)

const { author, logId } = adasLog
const provisionalLog = { ...adasLog, provisional: true }
const payload = new Uint8Array([1, 2, 3])

/** A log of 150: 70 verified, holes in a segment and in the tail, something beyond. */
async function worldIn(store: LogStore): Promise<StoredLog> {
  await appended(store, adasLog, 0, bare(entries(1, 70), [7, 8]))
  const log = await appended(store, provisionalLog, 70, bare(entries(71, 150), [100, 149]))
  await store.keepSparse(log, entries(155, 160))
  return log
}

const changes: { name: string; change: (store: LogStore, log: StoredLog) => Promise<unknown> }[] = [
  {
    name: 'an append that reaches sparse entries',
    change: (store) => store.append(adasLog, 150, bare(entries(151, 200))),
  },
  { name: 'a cut', change: (store) => store.cut(author, logId, 90) },
  {
    name: 'late payloads',
    change: (store, log) =>
      store.fill(
        log,
        [7, 149].map((seqNum) => ({ seqNum, payload })),
      ),
  },
  { name: 'forgetting', change: (store, log) => store.forget(log, [7, 9, 149, 150]) },
  { name: 'keeping sparse entries', change: (store, log) => store.keepSparse(log, entries(400, 911)) },
]

describe.each(changes)('$name', ({ change }) => {
  it('is done or not done when the context is killed at any write', async () => {
    const whole = newDatabase()
    const held = await worldIn(new DexieLogStore(whole))
    const before = await tablesOf(whole)
    await change(new DexieLogStore(whole), held)
    const after = await tablesOf(whole)
    expect(after).not.toEqual(before)
    let deaths = 0
    for (let write = 1; ; write += 1) {
      const db = newDatabase()
      const log = await worldIn(new DexieLogStore(db))
      const dying = sameDatabase(db.name)
      const { hasDied } = dieAtWrite(dying, write)
      const outcome: unknown = await change(new DexieLogStore(dying), log).catch(() => 'died')
      dying.close()
      if (!hasDied()) {
        expect(await tablesOf(db)).toEqual(after)
        break
      }
      deaths += 1
      expect(outcome).not.toMatchObject({ ok: true })
      expect(await tablesOf(db)).toEqual(before)
    }
    expect(deaths).toBeGreaterThanOrEqual(1)
  })
})

/** Everything that belongs to logs, as plain values. */
async function tablesOf(db: Database): Promise<unknown> {
  const { logs, segments, tail, holes, sparse } = db
  return Promise.all([logs, segments, tail, holes, sparse].map((table) => table.toArray()))
}

describe('forgotten payloads', () => {
  it('are in no row any more', async () => {
    const db = newDatabase()
    const store = new DexieLogStore(db)
    const secret = new TextEncoder().encode('my telephone number')
    const told = entries(1, 100)
    for (const entry of told) if ([30, 90].includes(entry.seqNum)) entry.payload = secret
    const log = await appended(store, adasLog, 0, told)
    expect(await rowsWith(db, secret)).toBe(2)
    await store.forget(log, [30, 90])
    expect(await rowsWith(db, secret)).toBe(0)
  })

  it('are removed inside a transaction of the projector', async () => {
    const db = newDatabase()
    const store = new DexieLogStore(db)
    const log = await appended(store, adasLog, 0, entries(1, 100))
    await db.transaction('rw', db.segments, db.tail, db.holes, db.logs, async () => {
      await removePayloads(db, log.id, [30, 90, 101])
      await removePayloads(db, log.id, [])
      await removePayloads(db, 99, [1])
      await db.logs.update(log.id, { folded: 90 })
    })
    const held = await store.entries(log, 1, 100)
    expect(held.filter((entry) => entry.payload === undefined).map(({ seqNum }) => seqNum)).toEqual([30, 90])
    expect(await store.holes(log, 9)).toEqual([])
    expect((await heldLog(store, adasLog)).folded).toBe(90)
  })
})

async function rowsWith(db: Database, bytes: Uint8Array): Promise<number> {
  const holds = (row: Uint8Array | undefined): boolean => Buffer.from(row ?? []).includes(Buffer.from(bytes))
  const segments = await db.segments.filter(({ data }) => holds(data)).count()
  return segments + (await db.tail.filter((row) => holds(row.payload)).count())
}
