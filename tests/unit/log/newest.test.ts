// The newest entries of a long log first: what is sent, what is kept of it, and that no pool proves what it should not.

import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { certificatePool, toHex } from '../../../src/bamboo/index.ts'
import type { IncomingEntry } from '../../../src/log/batch.ts'
import { ingest, type IngestErrorCode } from '../../../src/log/ingest.ts'
import { ingestNewest, newestOf, type NewestEntries } from '../../../src/log/newest.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, joinedLog, person, profileOf } from './fixtures.ts'

const LENGTH = 120
let festival: FestivalId
let long: HandLog
let author: PublicKey
let sender: MemoryLogStore
let store: MemoryLogStore
let sent: NewestEntries

beforeAll(async () => {
  ;({ festival } = await adasFestival())
  long = await joinedLog('ben', festival, LENGTH - 1)
  author = (await person('ben')).publicKey
  sender = new MemoryLogStore()
  await ingest(sender, festival, long.incoming())
})

beforeEach(async () => {
  store = new MemoryLogStore()
  sent = await whatIsSent(sender, 5)
})

async function whatIsSent(from: MemoryLogStore, count: number): Promise<NewestEntries> {
  const newest = await newestOf(from, await logIn(from), count)
  if (newest === undefined) throw new Error('nothing is sent')
  return newest
}

async function logIn(from: MemoryLogStore): Promise<StoredLog> {
  const log = await from.log(author, 7n)
  if (log === undefined) throw new Error('no log of ben')
  return log
}

async function sparseNumbers(): Promise<number[]> {
  return (await store.sparse(await logIn(store))).map(({ seqNum }) => seqNum)
}

function item(seqNum: number): IncomingEntry {
  const [only] = long.incoming(seqNum, seqNum)
  if (only === undefined) throw new Error(`no entry ${seqNum}`)
  return only
}

describe('what is sent', () => {
  it('is the last entries with payloads, and the headers that link the newest one to entry 1', () => {
    expect(sent.newest).toEqual(long.incoming(LENGTH - 4))
    const path = certificatePool(LENGTH, LENGTH).slice(0, -1)
    expect(sent.pool).toEqual(path.map((seqNum) => (seqNum === 1 ? item(1) : { entry: item(seqNum).entry })))
  })

  it('is at most 40 headers, whatever the height up to 100,000', () => {
    const heights = Array.from({ length: 500 }, (_, index) => 100_000 - index * 191)
    expect(Math.max(...heights.map((height) => certificatePool(height, height).length))).toBeLessThanOrEqual(40)
  })

  it('is the whole of a short log', async () => {
    const short = new MemoryLogStore()
    await ingest(short, festival, long.incoming(1, 3))
    expect((await whatIsSent(short, 10)).newest).toEqual(long.incoming(1, 3))
  })

  it('ends where signatures are checked, and before a fork', async () => {
    const other = new MemoryLogStore()
    await ingest(other, festival, long.incoming(1, 50))
    await ingest(other, festival, long.incoming(51), { provisional: true })
    expect((await whatIsSent(other, 2)).newest).toEqual(long.incoming(49, 50))
    await fork(other, 40)
    expect((await whatIsSent(other, 2)).newest).toEqual(long.incoming(38, 39))
  })

  it('is nothing of a log of which nothing is checked', async () => {
    const other = new MemoryLogStore()
    await ingest(other, festival, long.incoming(), { provisional: true })
    expect(await newestOf(other, await logIn(other), 5)).toBeUndefined()
  })
})

async function fork(where: MemoryLogStore, seqNum: number): Promise<HandLog> {
  const twin = await twinFrom(seqNum)
  const [first, second] = [long.entries[seqNum - 1]?.bytes, twin.entries[seqNum - 1]?.bytes]
  if (first === undefined || second === undefined) throw new Error('no fork')
  await where.keepForkProof({ author, logId: 7n, seqNum, first, second })
  return twin
}

/** Ben's log, which says something else from `seqNum` on. */
async function twinFrom(seqNum: number, length: number = seqNum): Promise<HandLog> {
  const twin = long.fork()
  twin.entries.length = seqNum - 1
  while (twin.entries.length < length) await twin.add(profileOf(`the other ${twin.entries.length}`))
  return twin
}

describe('what is kept', () => {
  it('begins the log with entry 1 and keeps the rest beyond the gap', async () => {
    const result = await ingestNewest(store, festival, sent)
    const reached = [...certificatePool(LENGTH, LENGTH), LENGTH - 4, LENGTH - 3, LENGTH - 2, LENGTH - 1]
    const expected = [...new Set(reached)].filter((seqNum) => seqNum > 1).sort((a, b) => a - b)
    expect(result).toMatchObject({ ok: true, value: { appended: 1, kept: expected.length, log: { seqNum: 1 } } })
    expect(await sparseNumbers()).toEqual(expected)
  })

  it('is linked to the prefix that is held, without entry 1 being sent', async () => {
    await ingest(store, festival, long.incoming(1, 90))
    const pool = sent.pool.filter(({ entry }) => long.entries.findIndex(({ bytes }) => bytes === entry) >= 40)
    const result = await ingestNewest(store, festival, { ...sent, pool })
    expect(result).toMatchObject({ ok: true, value: { appended: 0, log: { seqNum: 90 } } })
    expect(await sparseNumbers()).toContain(LENGTH)
  })

  it('comes again without harm', async () => {
    await ingestNewest(store, festival, sent)
    const before = await sparseNumbers()
    expect(await ingestNewest(store, festival, sent)).toMatchObject({ ok: true, value: { appended: 0, kept: 0 } })
    expect(await sparseNumbers()).toEqual(before)
  })

  it('is known where all of it is held', async () => {
    await ingest(store, festival, long.incoming())
    const known = new Set([...sent.pool, ...sent.newest].map(({ entry }) => toHex(entry))).size
    expect(await ingestNewest(store, festival, sent)).toMatchObject({ ok: true, value: { kept: 0, known } })
    expect(await store.sparse(await logIn(store))).toEqual([])
  })

  it('gives way to the log itself once the gap is filled', async () => {
    await ingestNewest(store, festival, sent)
    expect(await ingest(store, festival, long.incoming())).toMatchObject({
      ok: true,
      value: { log: { seqNum: LENGTH } },
    })
    expect(await sparseNumbers()).toEqual([])
  })

  it('leaves out what no link leads to', async () => {
    const stray = [7, 31, 77].filter((seqNum) => !certificatePool(LENGTH, LENGTH).includes(seqNum)).map(item)
    await ingestNewest(store, festival, { ...sent, pool: [...sent.pool, ...stray] })
    expect(stray.length).toBeGreaterThan(0)
    expect((await sparseNumbers()).filter((seqNum) => [7, 31, 77].includes(seqNum))).toEqual([])
  })

  it('does not notice when the caller reuses its buffers', async () => {
    const copies: NewestEntries = structuredClone(sent)
    const pending = ingestNewest(store, festival, copies)
    for (const { entry, payload } of [...copies.pool, ...copies.newest]) {
      entry.fill(0)
      payload?.fill(0)
    }
    expect(await pending).toMatchObject({ ok: true })
  })
})

describe('what is refused', () => {
  const cases: { what: string; code: IngestErrorCode; change: (sent: NewestEntries) => NewestEntries }[] = [
    {
      what: 'a pool without entry 1',
      code: 'pool-path-missing',
      change: ({ pool, newest }) => ({ pool: pool.slice(1), newest }),
    },
    {
      what: 'a pool with a missing link in the middle',
      code: 'pool-path-missing',
      change: ({ pool, newest }) => ({ pool: pool.toSpliced(2, 1), newest }),
    },
    {
      what: 'entry 1 without its payload',
      code: 'payload-missing',
      change: ({ pool, newest }) => ({ pool: pool.map(({ entry }) => ({ entry })), newest }),
    },
    {
      what: 'a pool entry that is not signed',
      code: 'signature-invalid',
      change: ({ pool, newest }) => ({ pool: pool.toSpliced(2, 1, spoilt(pool[2])), newest }),
    },
    {
      what: 'a newest entry with another payload',
      code: 'payload-size-mismatch',
      change: ({ pool, newest }) => ({
        pool,
        newest: newest.map(({ entry }) => ({ entry, payload: new Uint8Array(1) })),
      }),
    },
    {
      what: 'bytes that are no entry',
      code: 'trailing-bytes',
      change: ({ pool, newest }) => ({ pool: [...pool, { entry: Uint8Array.of(...item(9).entry, 0) }], newest }),
    },
    { what: 'nothing at all', code: 'pool-entry-missing', change: () => ({ pool: [], newest: [] }) },
    {
      what: 'more entries than are ever kept of one log',
      code: 'batch-too-large',
      change: ({ pool, newest }) => ({ pool, newest: Array.from({ length: 513 }, () => newest).flat() }),
    },
  ]

  function spoilt(from: IncomingEntry | undefined): IncomingEntry {
    const entry = from?.entry.slice() ?? new Uint8Array()
    entry[entry.length - 40] = (entry.at(-40) ?? 0) ^ 1
    return { entry }
  }

  it.each(cases)('$what: $code, and nothing is stored', async ({ code, change }) => {
    expect(await ingestNewest(store, festival, change(sent))).toMatchObject({ ok: false, error: { code } })
    expect(await store.log(author, 7n)).toBeUndefined()
  })

  it('entries of two logs', async () => {
    const carlas = await joinedLog('carla', festival, 1)
    const mixed = { ...sent, newest: [...sent.newest, ...carlas.incoming()] }
    expect(await ingestNewest(store, festival, mixed)).toMatchObject({ ok: false, error: { code: 'mixed-logs' } })
  })

  it('a log of another festival', async () => {
    const result = await ingestNewest(store, long.hash(1), sent)
    expect(result).toMatchObject({ ok: false, error: { code: 'foreign-festival' } })
  })

  it('more than the quota of its author', async () => {
    const quota = { entries: 8, bytes: 1_000_000 }
    const result = await ingestNewest(store, festival, sent, { quota })
    expect(result).toMatchObject({ ok: false, error: { code: 'quota-exceeded' } })
    expect(await sparseNumbers()).toEqual([])
  })

  it('an entry after the end of the log', async () => {
    const ended = new HandLog(await person('ben'))
    await ended.add(joinOf(festival))
    await ended.add(profileOf('the end'), { isEndOfLog: true })
    await ended.add(profileOf('and yet'))
    const result = await ingestNewest(store, festival, { pool: ended.incoming(1, 2), newest: ended.incoming(3) })
    expect(result).toMatchObject({ ok: false, error: { code: 'pool-after-end-of-log', seqNum: 3 } })
  })
})

it('an entry after the end of the log that is held is refused', async () => {
  const ended = new HandLog(await person('ben'))
  await ended.add(joinOf(festival))
  await ended.add(profileOf('the end'), { isEndOfLog: true })
  await ingest(store, festival, ended.incoming())
  expect(await ingestNewest(store, festival, { pool: [], newest: long.incoming(3, 3) })).toMatchObject({
    ok: false,
    error: { code: 'pool-after-end-of-log', seqNum: 3 },
  })
})

describe('a contradiction', () => {
  it('with the held prefix is a fork proof', async () => {
    await ingest(store, festival, long.incoming(1, 50))
    const twin = await twinFrom(40, LENGTH)
    const other = new MemoryLogStore()
    await ingest(other, festival, twin.incoming())
    const theirs = await whatIsSent(other, 100)
    const result = await ingestNewest(store, festival, theirs)
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'forked', seqNum: 40, outcome: { log: { forkedAt: 40 } } },
    })
    expect(await store.sparse(await logIn(store))).toEqual([])
  })

  it('with entries kept beyond the gap is a fork proof', async () => {
    await ingestNewest(store, festival, sent)
    const twin = await twinFrom(LENGTH)
    const newest = twin.incoming(LENGTH)
    expect(await ingestNewest(store, festival, { ...sent, newest })).toMatchObject({
      ok: false,
      error: { code: 'forked', seqNum: LENGTH },
    })
  })

  it('within what is sent is a fork proof, also before the log is held', async () => {
    const twin = await twinFrom(LENGTH)
    const newest = [...sent.newest, ...twin.incoming(LENGTH)]
    expect(await ingestNewest(store, festival, { ...sent, newest })).toMatchObject({
      ok: false,
      error: { code: 'forked' },
    })
    expect(await store.forkProof(author, 7n)).toMatchObject({ seqNum: LENGTH })
  })

  it('of entries that come in order with those beyond the gap is a fork proof, and what is below is taken', async () => {
    await ingestNewest(store, festival, sent)
    const twin = await twinFrom(LENGTH - 2, LENGTH)
    const result = await ingest(store, festival, twin.incoming())
    const outcome = { appended: LENGTH - 4 }
    expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: LENGTH - 2, outcome } })
    expect(await logIn(store)).toMatchObject({ seqNum: LENGTH - 3, forkedAt: LENGTH - 2 })
  })

  it('of an entry that is not signed is none: nothing from it on is taken, however many follow', async () => {
    await ingestNewest(store, festival, sent)
    const hiding = long.fork()
    hiding.entries.length = LENGTH - 3
    await hiding.addUnsigned(profileOf('never said'))
    await hiding.add(profileOf('said after it'))
    const result = await ingest(store, festival, hiding.incoming(), { provisional: true })
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'signature-invalid', seqNum: LENGTH - 2, outcome: { log: { seqNum: LENGTH - 3 } } },
    })
    expect(await logIn(store)).not.toHaveProperty('forkedAt')
    expect(await sparseNumbers()).toEqual([LENGTH - 2, LENGTH - 1, LENGTH])
  })

  it('that is known already keeps everything from there on away', async () => {
    await fork(store, 60)
    const result = await ingestNewest(store, festival, sent)
    expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: 60 } })
    expect(await store.log(author, 7n)).toBeUndefined()
  })

  it('with my own log stops it', async () => {
    const [first] = long.entries
    if (first === undefined) throw new Error('one entry')
    const append = { seqNum: 1, entry: first.bytes, payload: first.payload, hash: first.hash, ended: false }
    await store.append({ author, logId: 7n, festival, own: true }, 0, [append])
    const result = await ingestNewest(store, festival, sent)
    expect(result).toMatchObject({ ok: false, error: { code: 'own-log-ahead' } })
    expect(await logIn(store)).toMatchObject({ stopped: true, seqNum: 1 })
  })
})
