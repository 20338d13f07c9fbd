// What panels tell people about logs: forks with what they say, my own logs that went on elsewhere, signatures being checked.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { logIdKey } from '../../../src/adapters/dexie/log-id-key.ts'
import { MAX_FORKS_SHOWN, readNotices } from '../../../src/adapters/dexie/read-notices.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { HandLog, adasFestival, joinOf, person, profileOf, resourceOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase } from './databases.ts'

let db: Database
let store: DexieLogStore
let festival: FestivalId
let me: PublicKey

beforeEach(async () => {
  db = newDatabase()
  store = new DexieLogStore(db)
  ;({ festival } = await adasFestival())
  me = (await person('ada')).publicKey
})

afterEach(closeDatabases)

/** A log of somebody who joined and then says these things. */
async function logOf(name: string, ...operations: Operation[]): Promise<HandLog> {
  const log = new HandLog(await person(name))
  for (const operation of [joinOf(festival), ...operations]) await log.add(operation)
  return log
}

/** Somebody's two contradicting logs, both offered to the store. */
async function fork(name: string, one: Operation, other: Operation): Promise<void> {
  for (const operation of [one, other]) await ingest(store, festival, (await logOf(name, operation)).incoming())
}

it('nothing is told when all is well', async () => {
  await ingest(store, festival, (await logOf('ben', profileOf('Ben'))).incoming())
  expect(await readNotices(db, festival, [me])).toEqual({ forks: [], own: [] })
  expect(await readNotices(db, festival, [])).toEqual({ forks: [], own: [] })
})

describe('a fork', () => {
  it('is told with its place and with what the entry that is held says', async () => {
    await fork('ben', resourceOf('Tent'), resourceOf('Canoe'))
    const { forks } = await readNotices(db, festival, [me])
    const { publicKey: author } = await person('ben')
    expect(forks).toEqual([
      { author, logId: '7', seqNum: 2, statements: [{ op: 'resource.create', title: 'Tent' }, {}], lost: 0 },
    ])
  })

  it('of an entry that is not held, or that is no operation, says just that', async () => {
    const [first, second] = await Promise.all([logOf('ben', profileOf('a')), logOf('ben', profileOf('b'))])
    await ingest(store, festival, first.incoming(1, 1))
    const bytes = (log: HandLog): Uint8Array => log.entries[1]?.bytes ?? expect.fail()
    const { publicKey: author } = await person('ben')
    await store.keepForkProof({ author, logId: 7n, seqNum: 2, first: bytes(first), second: bytes(second) })
    const nonsense = new HandLog(await person('cleo'))
    await nonsense.add(joinOf(festival))
    await nonsense.add(new TextEncoder().encode('no operation'))
    await ingest(store, festival, nonsense.incoming())
    await ingest(store, festival, (await logOf('cleo', profileOf('Cleo'))).incoming())
    const { forks } = await readNotices(db, festival, [me])
    expect(forks.map(({ statements }) => statements)).toEqual(
      expect.arrayContaining([
        [{}, {}],
        [{ op: 'none' }, {}],
      ]),
    )
  })

  it('floods nobody: so many are told and no more', async () => {
    for (let each = 0; each < MAX_FORKS_SHOWN + 2; each += 1) {
      await fork(`somebody ${each}`, profileOf('a'), profileOf('b'))
    }
    expect((await readNotices(db, festival, [me])).forks).toHaveLength(MAX_FORKS_SHOWN)
  })
})

describe('my own log', () => {
  async function ownLog(): Promise<number> {
    const log = await logOf('ada', profileOf('Ada'))
    const appends = log.entries.map(({ entry: { seqNum }, bytes, payload, hash }) => ({
      seqNum,
      entry: bytes,
      payload,
      hash,
      ended: false,
    }))
    const stored = await store.append({ author: me, logId: 7n, festival, own: true }, 0, appends)
    return stored.ok ? stored.value.id : expect.fail()
  }

  it('that goes on is nothing to tell', async () => {
    await ownLog()
    expect(await readNotices(db, festival, [me])).toEqual({ forks: [], own: [] })
  })

  it('that is stopped was put back, unless another log of mine continues it', async () => {
    const log = await ownLog()
    await store.stop(me, 7n)
    expect((await readNotices(db, festival, [me])).own).toEqual([{ author: me, reason: 'rolled-back' }])
    const claim = {
      festival,
      author: me,
      entry: festival,
      head: { seqNum: 2, hash: festival },
      state: 'counts',
    } as const
    await db.claims.put({ ...claim, log: log + 1, seqNum: 2, logId: logIdKey(8n) })
    expect((await readNotices(db, festival, [me])).own).toEqual([{ author: me, reason: 'rolled-back' }])
    await db.claims.put({ ...claim, log: log + 1, seqNum: 3, logId: logIdKey(7n) })
    expect((await readNotices(db, festival, [me])).own).toEqual([{ author: me, reason: 'continued' }])
    expect(await readNotices(db, festival, [])).toEqual({ forks: [], own: [] })
  })

  it('of whoever I was before is told as well', async () => {
    await ownLog()
    await store.stop(me, 7n)
    const { publicKey: now } = await person('ada now')
    expect((await readNotices(db, festival, [now, me])).own).toEqual([{ author: me, reason: 'rolled-back' }])
  })

  it('that is forked is told among the forks', async () => {
    await ownLog()
    await ingest(store, festival, (await logOf('ada', profileOf('Eda'))).incoming())
    await store.stop(me, 7n)
    const { own, forks } = await readNotices(db, festival, [me])
    expect(own).toEqual([])
    expect(forks).toMatchObject([{ author: me, seqNum: 2 }])
  })
})

it('how far signatures are checked is told over the logs that are being checked', async () => {
  await ingest(store, festival, (await logOf('ben', profileOf('1'), profileOf('2'), profileOf('3'))).incoming())
  await ingest(store, festival, (await logOf('cleo', profileOf('Cleo'))).incoming())
  const { publicKey } = await person('ben')
  await db.logs
    .where('[author+logId]')
    .equals([publicKey, logIdKey(7n)])
    .modify({ verified: 1 })
  expect((await readNotices(db, festival, [me])).checking).toEqual({ checked: 1, entries: 4 })
})
