// The database store inside a real browser's page: the suite that it must pass, and a log that is long enough for what only
// real transactions do (they end as soon as nobody asks them anything).

import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll, rebuildViews } from '../../src/adapters/dexie/projector.ts'
import { Database } from '../../src/adapters/dexie/schema.ts'
import { cryptoRandom } from '../../src/adapters/web/crypto-random.ts'
import { systemClock } from '../../src/adapters/web/system-clock.ts'
import { webLocks } from '../../src/adapters/web/web-locks.ts'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { ingest } from '../../src/log/ingest.ts'
import type { PublishPorts, Step } from '../../src/log/publication.ts'
import { publish } from '../../src/log/publish.ts'
import {
  adasLog,
  appended,
  bare,
  bytesOf,
  entries as madeUp,
  heldLog,
} from '../../src/testing/log-store-suite/made-up.ts'
import { logStoreSuite } from '../../src/testing/log-store-suite.ts'
import { randomSigner } from '../../src/memory/memory-signer.ts'

export { readCrowdedWeek } from './crowded-week.ts'
export { takeOver } from './old-database.ts'

/** The checks of the suite that failed, each with why. */
export async function runSuite(): Promise<{ passed: number; failed: string[] }> {
  const failed: string[] = []
  for (const [index, { name, run }] of logStoreSuite.entries()) {
    const db = new Database(`suite-${index}`)
    try {
      await run(new DexieLogStore(db))
    } catch (error) {
      failed.push(`${name}: ${String(error)}`)
    }
    await db.delete()
  }
  return { passed: logStoreSuite.length - failed.length, failed }
}

/** Publishes `events` events here, takes them into a second database, and counts the rows of both, twice projected. */
export async function countLongLog(events: number): Promise<number[]> {
  const [here, there] = [new Database('here'), new Database('there')]
  const store = new DexieLogStore(here)
  const signer = await randomSigner(cryptoRandom)
  const ports: PublishPorts = { store, signer, locks: webLocks, random: cryptoRandom, clock: systemClock }
  const made = await publish(ports, {
    festival: 'new',
    steps: [create, ...eventSteps(events)],
    value: (all) => [...all],
  })
  const festival = made.ok ? made.value[0]?.id : undefined
  if (!made.ok || festival === undefined) throw new Error(`not published: ${JSON.stringify(made)}`)
  const log = await store.ownLog(signer.publicKey, festival)
  const entries = log === undefined ? [] : await store.entries(log, 1, log.seqNum)
  const taken = await ingest(new DexieLogStore(there), festival, entries)
  if (!taken.ok) throw new Error(`not taken: ${taken.error.code}`)
  await Promise.all([projectAll(here), projectAll(there), projectAll(there)])
  const counts = [await here.events.count(), await there.events.count()]
  await rebuildViews(there)
  counts.push(await there.events.count())
  await here.delete()
  await there.delete()
  return counts
}

/**
 * Fills, forgets and cuts a provisional log of `count` entries, each in one transaction: how many entries have a payload after
 * each of these, and at last whether its bytes are counted right.
 */
export async function changeLongLog(count: number): Promise<unknown[]> {
  await prepareHashing()
  const db = new Database('long')
  const store = new DexieLogStore(db)
  for (let head = 0; head < count; head += 1000) {
    await appended(store, { ...adasLog, provisional: true }, head, bare(madeUp(head + 1, head + 1000)))
  }
  const log = await heldLog(store, adasLog)
  const payload = new Uint8Array(10)
  const seqNums = Array.from({ length: count }, (_, index) => index + 1)
  const counts = [await withPayload(store)]
  await store.fill(
    log,
    seqNums.map((seqNum) => ({ seqNum, payload })),
  )
  counts.push(await withPayload(store))
  await store.forget(
    log,
    seqNums.filter((seqNum) => seqNum % 2 === 0),
  )
  counts.push(await withPayload(store))
  await store.cut(log.author, log.logId, 101)
  counts.push(await withPayload(store))
  const { bytes } = await heldLog(store, adasLog)
  await db.delete()
  return [...counts, bytes === 50 * payload.length + bytesOf(bare(madeUp(1, 100)))]
}

async function withPayload(store: DexieLogStore): Promise<number> {
  const log = await heldLog(store, adasLog)
  const held = await store.entries(log, 1, log.seqNum)
  return held.filter((entry) => entry.payload !== undefined).length
}

const create: Step = () => ({
  v: 1,
  op: 'festival.create',
  at: 1,
  title: 'Long',
  timezone: 'UTC',
  visibility: 'open',
  nonce: '00'.repeat(16),
})

function eventSteps(count: number): Step[] {
  return Array.from({ length: count }, (_, index) => () => ({
    v: 1,
    op: 'event.create',
    at: index,
    title: `Event ${index}`,
    from: index,
    to: index + 10,
  }))
}
