// What the log view shows: newest first, a page at a time, with what each entry is worth.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { readLogLines, readLogSummaries } from '../../../src/adapters/dexie/read-log.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { ingestNewest, newestOf } from '../../../src/log/newest.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, grantOf, joinedLog, profileOf, requestOf, resourceOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'

const ALL = Number.POSITIVE_INFINITY

async function standings(db: Database, log: number, count: number = 50): Promise<string[]> {
  return (await readLogLines(db, log, ALL, count)).map(({ seqNum, standing }) => `${seqNum} ${standing}`)
}

describe('the view of a log', () => {
  afterEach(closeDatabases)

  it('reads the newest entries first, a page at a time, with what they say', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 200)
    await ingest(new DexieLogStore(db), festival, ben.incoming())
    await projectAll(db)
    const [summary] = await readLogSummaries(db, festival)
    expect(summary).toMatchObject({ entries: 201, newest: 201, verified: 201 })
    const page = await readLogLines(db, summary?.log ?? 0, ALL, 3)
    expect(page.map(({ seqNum, statement }) => [seqNum, statement.op])).toEqual([
      [201, 'profile.set'],
      [200, 'profile.set'],
      [199, 'profile.set'],
    ])
    const older = await readLogLines(db, summary?.log ?? 0, 2, 3)
    expect(older.map(({ seqNum, standing, statement }) => [seqNum, standing, statement.op])).toEqual([
      [1, 'counts', 'festival.join'],
    ])
  })

  it('shows entries beyond a gap before those below it', async () => {
    const db = newDatabase()
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 99)
    const full = new MemoryLogStore()
    const held = await ingest(full, festival, ben.incoming())
    const log = held.ok ? held.value.log : undefined
    const newest = log === undefined ? undefined : await newestOf(full, log, 3)
    if (newest === undefined) throw new Error('nothing newest')
    expect(await ingestNewest(new DexieLogStore(db), festival, newest)).toMatchObject({ ok: true })
    await projectAll(db)
    const [summary] = await readLogSummaries(db, festival)
    expect(summary).toMatchObject({ entries: 1, newest: 100 })
    expect(await standings(db, summary?.log ?? 0)).toEqual(['100 ahead', '99 ahead', '98 ahead', '1 counts'])
  })

  it('says why an entry that counts has no effect', async () => {
    const db = newDatabase()
    const { log, festival } = await adasFestival()
    const projector = await log.add(resourceOf('Projector'))
    const ben = await joinedLog('ben', festival, 0)
    const request = await ben.add(requestOf(festival, projector))
    await log.add(grantOf(request, projector))
    await log.add(grantOf(await ben.add(requestOf(festival, projector)), projector))
    await log.add(Uint8Array.of(1, 2, 3))
    await ben.add(grantOf(request, projector))
    for (const each of [log, ben]) await ingest(new DexieLogStore(db), festival, each.incoming())
    await projectAll(db)
    const reasons = async (of: number): Promise<unknown> =>
      (await readLogLines(db, of, ALL, 50)).map(({ seqNum, noEffect }) => [seqNum, noEffect?.code])
    const [adas, bens] = [(await db.logs.get(1))?.id ?? 0, (await db.logs.get(2))?.id ?? 0]
    const begin = [
      [3, undefined],
      [2, undefined],
      [1, undefined],
    ]
    expect(await reasons(adas)).toEqual([[5, 'not-an-operation'], [4, 'void'], ...begin])
    expect(await reasons(bens)).toEqual([[4, 'not-theirs'], ...begin])
  })

  it('tells entries without effect, without content and without checked signature apart', async () => {
    const db = newDatabase()
    const store = new DexieLogStore(db)
    const { festival } = await adasFestival()
    const ben = await joinedLog('ben', festival, 4)
    const other = ben.fork()
    await ben.add(profileOf('one'))
    await other.add(profileOf('two'))
    const bare = ben.incoming(1, 6).map(({ entry, payload }, index) => (index === 3 ? { entry } : { entry, payload }))
    const incoming = bare.map(({ entry, payload }) => (payload === undefined ? { entry } : { entry, payload }))
    await ingest(store, festival, incoming.slice(0, 4))
    const taken = await ingest(store, festival, incoming.slice(4), { provisional: true })
    const log = taken.ok ? taken.value.log : undefined
    if (log === undefined) throw new Error('not taken')
    await projectAll(db)
    const begin = ['3 counts', '2 counts', '1 counts']
    expect(await standings(db, log.id)).toEqual(['6 unchecked', '5 unchecked', '4 missing', ...begin])
    await store.confirm(log.author, log.logId, { seqNum: 6, entry: ben.entries[5]?.bytes ?? new Uint8Array() })
    expect(await standings(db, log.id)).toEqual(['6 waiting', '5 waiting', '4 missing', ...begin])
    await store.forget(log, [4])
    await ingest(store, festival, other.incoming(6, 6))
    await projectAll(db)
    expect(await standings(db, log.id)).toEqual(['6 after-fork', '5 waiting', '4 forgotten', ...begin])
  })
})
