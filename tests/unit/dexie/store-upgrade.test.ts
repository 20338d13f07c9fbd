// A database that the first version of the extension left behind opens, and has everything that it had.

import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { entryRow } from '../../../src/adapters/dexie/entry-rows.ts'
import { logIdKey } from '../../../src/adapters/dexie/log-id-key.ts'
import { encodeSegment } from '../../../src/adapters/dexie/segment.ts'
import { adasLog, appended, bytesOf, entries, heldLog, stored } from '../../../src/testing/log-store-suite/made-up.ts'
import { closeDatabases, sameDatabase } from './databases.ts'

afterEach(closeDatabases)

/** The tables of version 1 that belong to logs, as they were. */
const FIRST_VERSION = {
  logs: '++id, &[author+logId], festival, [festival+author]',
  segments: '[log+index]',
  tail: '[log+seqNum]',
  sparse: '[log+seqNum]',
  forks: '[author+logId], festival',
  memberships: 'festival',
  commands: 'id, at',
}

/** A log of 70 entries as version 1 wrote it, folded up to 70, and one of one entry. */
async function leaveFirstVersion(name: string): Promise<void> {
  const db = new Dexie(name)
  db.version(1).stores(FIRST_VERSION)
  const { author, logId, festival } = adasLog
  const all = entries(1, 70)
  const row = { author, logId: logIdKey(logId), festival, own: 0, folded: 70, ended: 0 }
  await db.table('logs').add({ ...row, seqNum: 70, hash: all.at(-1)?.hash, bytes: bytesOf(all) })
  await db
    .table('logs')
    .add({ ...row, logId: logIdKey(1n), own: 1, seqNum: 1, hash: all[0]?.hash, bytes: 3, folded: 0 })
  await db.table('segments').add({ log: 1, index: 0, data: encodeSegment(all.slice(0, 64)) })
  await db.table('tail').bulkAdd(stored(all.slice(64)).map((entry) => entryRow(1, entry)))
  db.close()
}

it('keeps all entries of the first version, all of them verified', async () => {
  await leaveFirstVersion('left-behind')
  const store = new DexieLogStore(sameDatabase('left-behind'))
  const log = await heldLog(store, adasLog)
  expect(log).toMatchObject({ seqNum: 70, verified: 70, folded: 70, bytes: bytesOf(entries(1, 70)), own: false })
  expect(await store.entries(log, 1, 100)).toEqual(stored(entries(1, 70)))
  expect(await heldLog(store, { ...adasLog, logId: 1n })).toMatchObject({ seqNum: 1, verified: 1, own: true })
  expect(await store.holes(log, 10)).toEqual([])
})

it('goes on with a log of the first version', async () => {
  await leaveFirstVersion('goes-on')
  const store = new DexieLogStore(sameDatabase('goes-on'))
  const log = await appended(store, adasLog, 70, entries(71, 200))
  expect(log.verified).toBe(200)
  expect(await store.entries(log, 1, 200)).toEqual(stored(entries(1, 200)))
})
