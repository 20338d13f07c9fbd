// The ways of the group `log` inside a page: each function does a round of the work and gives a rate per second, against the
// same log of 10,000 entries, in a database of its own.
import { Dexie } from 'dexie'
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../src/adapters/dexie/projector.ts'
import { Database } from '../src/adapters/dexie/schema.ts'
import { cryptoRandom } from '../src/adapters/web/crypto-random.ts'
import { systemClock } from '../src/adapters/web/system-clock.ts'
import { createVerifierPool, type VerifierPool } from '../src/adapters/web/verifier-pool.ts'
import { webLocks } from '../src/adapters/web/web-locks.ts'
import { prepareHashing, SIGNATURE_LENGTH, toHex } from '../src/bamboo/index.ts'
import { importBundle } from '../src/log/bundle/import-bundle.ts'
import { bytesSource } from '../src/log/bundle/source.ts'
import type { PublishPorts } from '../src/log/publication.ts'
import { publish } from '../src/log/publish.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { EntryVerifier } from '../src/ports/entry-verifier.ts'
import type { LogStore, VerifiedAppend } from '../src/ports/log-store.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'
import type { BarePart, BareTask } from './log-bare-worker.ts'
import { appendsOf, bundleOf, festivalCreate, makeLog, newSigner, type MadeLog } from './log-entries.ts'

/** Entries per append, as bundles are imported. */
const BATCH = 1024
/** Rows per transaction, where every entry is a row. */
const ROWS = 1000
/** Own appends a round. */
const APPENDS = 60

const pools = new Map<number, VerifierPool>()
let log: MadeLog | undefined
let appends: VerifiedAppend[] = []
let bundle: Uint8Array = new Uint8Array(0)
let bareWorkers: Worker[] = []
let made = 0
let ended: { value: unknown } | { error: unknown } | undefined

/** Remembers how this ends, for somebody who looks for it now and then. */
export function keep(work: Promise<unknown>): void {
  ended = undefined
  work.then(
    (value) => (ended = { value }),
    (error: unknown) => (ended = { error }),
  )
}

/** What the work came to; nothing while it goes on. Throws what made it fail. */
export function outcome(): { value: unknown } | undefined {
  if (ended !== undefined && 'error' in ended) throw ended.error
  return ended
}

/** Signs the log and starts all workers. */
export async function prepare(entries: number): Promise<void> {
  await prepareHashing()
  log = await makeLog(entries)
  appends = appendsOf(log)
  bundle = await bundleOf([log])
  const task = bareTask(log)
  bareWorkers = [1, 2].map(() => new Worker('bare-worker.js'))
  for (const worker of bareWorkers) worker.postMessage(task)
  for (const size of [1, 2])
    pools.set(size, createVerifierPool({ size, create: () => new Worker('verifier-worker.js') }))
}

/** WebCrypto alone, each worker verifying its part. */
export function bare(workers: number): Promise<number> {
  const part = Math.ceil(theLog().entries.length / workers)
  const verify = (worker: Worker, index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.onmessage = () => resolve()
      worker.onerror = (event) => reject(new Error(event.message))
      worker.postMessage({ from: index * part, to: (index + 1) * part } satisfies BarePart)
    })
  return rateOf(async () => void (await Promise.all(bareWorkers.slice(0, workers).map(verify))))
}

/** Decoded, verified by so many workers, stored. */
export function receive(workers: number): Promise<number> {
  return inDatabase((db) => rateOf(() => take(new DexieLogStore(db), poolOf(workers), false)))
}

/** Decoded, the hash chain and one signature in 64 checked, stored. */
export function receiveProvisionally(): Promise<number> {
  return inDatabase((db) => rateOf(() => take(new DexieLogStore(db), poolOf(2), true)))
}

/** The same, shown and not kept: a file that is looked at. */
export function lookProvisionally(): Promise<number> {
  return rateOf(() => take(new MemoryLogStore(), poolOf(2), true))
}

/** Only stored, 64 entries a row. */
export function storeSegments(): Promise<number> {
  return inDatabase((db) => {
    const store = new DexieLogStore(db)
    return rateOf(() => append(store))
  })
}

/** Only stored, a row each, in the leanest table that can find them again. */
export async function storeRows(): Promise<number> {
  const db = new Dexie(`rows-${(made += 1)}`, { chromeTransactionDurability: 'strict', cache: 'disabled' })
  db.version(1).stores({ entries: '[log+seqNum]' })
  await db.open()
  const table = db.table('entries')
  const rate = await rateOf(async () => {
    for (let start = 0; start < appends.length; start += ROWS) {
      const rows = appends.slice(start, start + ROWS)
      await table.bulkAdd(rows.map(({ seqNum, entry, payload, hash }) => ({ log: 1, seqNum, entry, payload, hash })))
    }
  })
  await db.delete()
  return rate
}

/** Folded into view rows, in a database that holds the entries already. */
export function projectLog(): Promise<number> {
  return inDatabase(async (db) => {
    await append(new DexieLogStore(db))
    return rateOf(async () => void (await projectAll(db)))
  })
}

/** Milliseconds of 60 appends to an own log, one after the other, each signed, stored durably and read again. */
export function appendOwn(): Promise<number[]> {
  return inDatabase(async (db) => {
    const signer = await newSigner()
    const ports: PublishPorts = {
      store: new DexieLogStore(db),
      signer: { publicKey: toHex(signer.publicKey) as PublicKey, sign: signer.sign },
      locks: webLocks,
      random: cryptoRandom,
      clock: systemClock,
    }
    const begun = await publish(ports, { festival: 'new', steps: [festivalCreate], value: (all) => [...all] })
    const festival = begun.ok ? begun.value[0]?.id : undefined
    if (festival === undefined) throw new Error('no festival')
    const times: number[] = []
    for (let index = 0; index < APPENDS; index += 1) {
      const start = performance.now()
      const done = await publish(ports, {
        festival,
        steps: [() => ({ v: 1, op: 'profile.set', at: index, name: 'Ada' })],
        value: (all) => [...all],
      })
      times.push(performance.now() - start)
      if (!done.ok) throw new Error(done.error.code)
    }
    return times
  })
}

/** As a file is taken in: read, decoded, verified, stored. */
async function take(store: LogStore, verifier: EntryVerifier, provisional: boolean): Promise<void> {
  const quota = { entries: theLog().entries.length, bytes: Number.MAX_SAFE_INTEGER }
  const taken = await importBundle(store, bytesSource(bundle), { verifier, provisional, quota, accept: () => true })
  if (!taken.ok) throw new Error(taken.error.code)
  if (taken.value.added !== quota.entries) throw new Error(`${taken.value.added} entries were stored`)
}

async function append(store: LogStore): Promise<void> {
  const { author, logId, festival } = theLog()
  for (let start = 0; start < appends.length; start += BATCH) {
    const target = { author, logId, festival, own: false }
    const stored = await store.append(target, start, appends.slice(start, start + BATCH))
    if (!stored.ok) throw new Error(stored.error.code)
  }
}

async function inDatabase<T>(play: (db: Database) => Promise<T>): Promise<T> {
  const db = new Database(`bench-${(made += 1)}`)
  await db.open()
  try {
    return await play(db)
  } finally {
    await db.delete()
  }
}

async function rateOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (theLog().entries.length / (performance.now() - start)) * 1000
}

function theLog(): MadeLog {
  if (log === undefined) throw new Error('nothing is prepared')
  return log
}

function poolOf(workers: number): VerifierPool {
  const pool = pools.get(workers)
  if (pool === undefined) throw new Error('nothing is prepared')
  return pool
}

function bareTask({ entries }: MadeLog): BareTask {
  return {
    publicKey: entries[0]?.entry.author ?? new Uint8Array(0),
    messages: entries.map(({ bytes }) => bytes.slice(0, -SIGNATURE_LENGTH)),
    signatures: entries.map(({ entry }) => entry.signature),
  }
}
