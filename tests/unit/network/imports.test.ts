// The network half at work on opened files: what it stores and when, and that it goes on after any end.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { Imports } from '../../../network/imports.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { hasIngestWork, stageImport } from '../../../src/adapters/dexie/import-rows.ts'
import { readStored } from '../../../src/adapters/dexie/read-stored.ts'
import type { ImportRow } from '../../../src/adapters/dexie/import-schema.ts'
import { Database } from '../../../src/adapters/dexie/schema.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { EntryVerifier } from '../../../src/ports/entry-verifier.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { AT, adasFestival, HandLog, joinedLog, profileOf } from '../log/fixtures.ts'

let made = 0
const running: Imports[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((imports) => imports.stop()))
})

/** A festival of several people with `notes` entries each, as a file. */
async function camp(notes: number, people = 3): Promise<{ festival: FestivalId; bytes: Uint8Array; entries: number }> {
  const store = new MemoryLogStore()
  const { log: ada, festival } = await adasFestival()
  for (let note = 1; note <= notes; note += 1) await ada.add(profileOf(`Ada ${note}`, AT + note))
  const others = Array.from({ length: people - 1 }, (_, index) => joinedLog(`person ${index}`, festival, notes))
  const logs: HandLog[] = [ada, ...(await Promise.all(others))]
  for (const log of logs) expect(await ingest(store, festival, log.incoming())).toMatchObject({ ok: true })
  const chunks: Uint8Array[] = []
  for await (const chunk of writeBundle(store, [{ festival }])) chunks.push(chunk)
  return { festival, bytes: new Uint8Array(Buffer.concat(chunks)), entries: people * (notes + 1) }
}

/** What survives the death of the half: a database, in which the festival is followed. */
async function databaseWith(festival: FestivalId): Promise<Database> {
  const db = new Database(`imports-${(made += 1)}`)
  const membership = { festival, topicKey: new Uint8Array(32), trackers: [], joinedAt: AT, persona: 'aa' as never }
  await db.memberships.put(membership)
  return db
}

async function stage(db: Database, bytes: Uint8Array, festival: FestivalId, kind: ImportRow['kind']): Promise<number> {
  const data = new Blob([new Uint8Array(bytes)])
  const id = await stageImport(db, { name: 'a.p2panda', size: data.size, data }, AT)
  await db.imports.update(id, { state: 'running', kind, festivals: [festival] })
  return id
}

interface Half {
  imports: Imports
  idle: () => number
  stored: () => number
  checked: FestivalId[]
}

function half(db: Database, verifier: EntryVerifier = verifyHere): Half {
  const [counts, checked] = [{ idle: 0, stored: 0 }, [] as FestivalId[]]
  const imports = new Imports(
    {
      db,
      store: new DexieLogStore(db),
      verifier,
      clock: new ManualClock(),
      onStored: () => (counts.stored += 1),
      onChecked: (festival) => checked.push(festival),
    },
    () => (counts.idle += 1),
  )
  running.push(imports)
  imports.look()
  return { imports, idle: () => counts.idle, stored: () => counts.stored, checked }
}

async function rowOf(db: Database, id: number): Promise<ImportRow> {
  return (await db.imports.get(id)) ?? expect.fail('no such import')
}

const until = (condition: () => unknown): Promise<void> =>
  expect.poll(condition, { timeout: 10_000, interval: 5 }).toBeTruthy()

/** Runs until nothing is left to do. */
async function work(db: Database): Promise<Half> {
  const started = half(db)
  await until(() => started.idle() > 0)
  return started
}

/** Counts calls, and holds all that come after the first `free` ones. */
function slowVerifier(free: number): EntryVerifier & { release: () => void; calls: () => number } {
  let calls = 0
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return {
    calls: () => calls,
    release: () => release(),
    verify: async (entries, signatures) => {
      calls += 1
      if (calls > free) await released
      return verifyHere.verify(entries, signatures)
    },
  }
}

describe('looking at a file', () => {
  it('stores nothing and says what is in it', async () => {
    const { festival, bytes, entries } = await camp(10)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'check')
    const { stored } = await work(db)
    expect(await rowOf(db, id)).toMatchObject({ state: 'done', entries, people: 3, newest: AT + 10, problems: [] })
    expect([await db.logs.count(), await db.segments.count(), await db.tail.count(), stored()]).toEqual([0, 0, 0, 0])
    expect(await db.importFiles.count()).toBe(1)
  })

  it('says what is wrong with a damaged and with a truncated one', async () => {
    const { festival, bytes } = await camp(10)
    const db = await databaseWith(festival)
    const damaged = bytes.slice()
    damaged.set([(damaged[bytes.length - 10] ?? 0) ^ 1], bytes.length - 10)
    const ids = [await stage(db, damaged, festival, 'check'), await stage(db, bytes.slice(0, -90), festival, 'check')]
    await work(db)
    const rows = await Promise.all(ids.map((id) => rowOf(db, id)))
    expect(rows.map(({ state, problems }) => [state, problems[0]?.code])).toEqual([
      ['failed', 'damaged'],
      ['failed', 'truncated'],
    ])
    expect(await db.logs.count()).toBe(0)
  })
})

describe('adding a file', () => {
  it('stores all of it, checks every signature, and lets the bytes go', async () => {
    const { festival, bytes, entries } = await camp(100)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'add')
    const { stored, checked } = await work(db)
    const size = bytes.length
    const done = { state: 'done', phase: 'checking', offset: size, entries, added: entries, checked: entries }
    expect(await rowOf(db, id)).toMatchObject({ ...done, problems: [] })
    expect(await readStored(db)).toEqual([
      { festival, entries, mine: 0, bytes: expect.any(Number), unchecked: 0, pictures: 0, isLeft: false },
    ])
    expect(await db.importFiles.count()).toBe(0)
    expect(stored()).toBeGreaterThan(0)
    expect(new Set(checked)).toEqual(new Set([festival]))
  })

  it('shows entries before their signatures are checked', async () => {
    const { festival, bytes, entries } = await camp(200)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'add')
    // Enough for storing three logs; what checks the rest waits.
    const verifier = slowVerifier(3)
    const { idle } = half(db, verifier)
    await until(async () => (await rowOf(db, id)).phase === 'checking')
    await until(() => verifier.calls() > 3)
    const [stored] = await readStored(db)
    expect(stored).toMatchObject({ entries })
    expect(stored?.unchecked).toBeGreaterThan(0)
    verifier.release()
    await until(() => idle() > 0)
    expect(await readStored(db)).toMatchObject([{ entries, unchecked: 0 }])
    expect(await rowOf(db, id)).toMatchObject({ state: 'done' })
  })

  it('adds nothing the second time', async () => {
    const { festival, bytes, entries } = await camp(10)
    const db = await databaseWith(festival)
    await stage(db, bytes, festival, 'add')
    const again = await stage(db, bytes, festival, 'add')
    await work(db)
    expect(await rowOf(db, again)).toMatchObject({ state: 'done', entries, added: 0, problems: [] })
  })

  it('takes nothing of a festival that is not followed, and says so', async () => {
    const { festival, bytes, entries } = await camp(10)
    const db = await databaseWith('elsewhere' as FestivalId)
    const id = await stage(db, bytes, festival, 'add')
    await work(db)
    expect(await rowOf(db, id)).toMatchObject({ added: 0, problems: [{ code: 'not-accepted', count: entries }] })
    expect(await db.logs.count()).toBe(0)
  })

  it('keeps what comes before the end of a truncated file, says so, and checks it too', async () => {
    const { festival, bytes, entries } = await camp(200)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes.slice(0, Math.floor(bytes.length / 2)), festival, 'add')
    await work(db)
    const row = await rowOf(db, id)
    expect(row).toMatchObject({ state: 'failed', problems: [{ code: 'truncated', count: 1 }] })
    expect(row.added).toBeGreaterThan(0)
    expect(row.added).toBeLessThan(entries)
    expect(await readStored(db)).toMatchObject([{ entries: row.added, unchecked: 0 }])
  })

  it('says that the browser lost the file', async () => {
    const { festival, bytes } = await camp(1)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'add')
    await db.importFiles.clear()
    await work(db)
    expect(await rowOf(db, id)).toMatchObject({ state: 'failed', problems: [{ code: 'unreadable' }] })
  })
})

describe('an import that is interrupted', () => {
  it('goes on where it stopped in the next life, whenever that is, and counts everything once', async () => {
    const { festival, bytes, entries } = await camp(150)
    for (const free of [0, 1, 3, 5, 8, 11]) {
      const db = await databaseWith(festival)
      const id = await stage(db, bytes, festival, 'add')
      const verifier = slowVerifier(free)
      const first = half(db, verifier)
      await until(() => verifier.calls() > free || first.idle() > 0)
      const stopping = first.imports.stop()
      verifier.release()
      await stopping
      await work(db)
      expect(await rowOf(db, id), `after ${free} calls`).toMatchObject({ state: 'done', entries, added: entries })
      expect(await readStored(db)).toMatchObject([{ entries, unchecked: 0 }])
    }
  })

  it('stops when it is paused, goes on when it is told to, and lets others pass meanwhile', async () => {
    const { festival, bytes, entries } = await camp(150)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'add')
    const verifier = slowVerifier(1)
    const { imports, idle } = half(db, verifier)
    await until(() => verifier.calls() > 1)
    await db.imports.update(id, { state: 'paused' })
    const other = await stage(db, bytes, festival, 'check')
    imports.look()
    verifier.release()
    await until(() => idle() > 0)
    expect(await rowOf(db, other)).toMatchObject({ state: 'done' })
    expect(await rowOf(db, id)).toMatchObject({ state: 'paused' })
    await db.imports.update(id, { state: 'running' })
    imports.look()
    await until(() => idle() > 1)
    expect(await rowOf(db, id)).toMatchObject({ state: 'done', entries })
  })

  it('leaves signatures unchecked while it is paused, and says that it is idle', async () => {
    const { festival, bytes, entries } = await camp(150)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'add')
    const verifier = slowVerifier(3)
    const { imports, idle } = half(db, verifier)
    await until(async () => (await rowOf(db, id)).phase === 'checking')
    await db.imports.update(id, { state: 'paused' })
    imports.look()
    verifier.release()
    await until(() => idle() > 0)
    const [waiting] = await readStored(db)
    expect(waiting?.unchecked).toBeGreaterThan(0)
    expect(await hasIngestWork(db)).toBe(false)
    await db.imports.update(id, { state: 'running' })
    expect(await hasIngestWork(db)).toBe(true)
    imports.look()
    await until(() => idle() > 1)
    expect(await readStored(db)).toMatchObject([{ entries, unchecked: 0 }])
  })

  it('ends when it is removed, and leaves no signature unchecked', async () => {
    const { festival, bytes } = await camp(150)
    const db = await databaseWith(festival)
    const id = await stage(db, bytes, festival, 'add')
    const verifier = slowVerifier(2)
    const { imports, idle } = half(db, verifier)
    await until(() => verifier.calls() > 2)
    await db.imports.delete(id)
    await db.importFiles.delete(id)
    imports.look()
    verifier.release()
    await until(() => idle() > 0)
    expect(await db.imports.count()).toBe(0)
    for (const { unchecked } of await readStored(db)) expect(unchecked).toBe(0)
  })

  it('says that there is nothing to do once, and not again until something was done', async () => {
    const { festival, bytes } = await camp(1)
    const db = await databaseWith(festival)
    const { imports, idle } = half(db)
    await until(() => idle() === 1)
    imports.look()
    await stage(db, bytes, festival, 'check')
    imports.look()
    await until(() => idle() === 2)
    imports.look()
    await imports.stop()
    expect(idle()).toBe(2)
  })
})
