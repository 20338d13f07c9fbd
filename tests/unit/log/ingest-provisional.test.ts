// Provisional logs: the hash chain always, one signature per 64 entries, and never more than a checked signature vouches for.

import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeEntry, lipmaalink } from '../../../src/bamboo/index.ts'
import { MAX_BATCH_ENTRIES, readBatch } from '../../../src/log/batch.ts'
import { checkEntries, ingest, takeChecked } from '../../../src/log/ingest.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { EntryVerifier } from '../../../src/ports/entry-verifier.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, joinedLog, person, profileOf } from './fixtures.ts'

let store: MemoryLogStore
let festival: FestivalId
let long: HandLog

beforeAll(async () => {
  ;({ festival } = await adasFestival())
  long = await joinedLog('ben', festival, 149)
})

beforeEach(() => {
  store = new MemoryLogStore()
})

async function bensLog(): Promise<StoredLog | undefined> {
  return store.log((await person('ben')).publicKey, 7n)
}

/** Counts the signatures that were asked for. */
function counting(): EntryVerifier & { signatures: number } {
  const counter = {
    signatures: 0,
    verify: async (...[entries, which]: Parameters<EntryVerifier['verify']>) => {
      const found = await verifyHere.verify(entries, which)
      counter.signatures += found.filter(({ signature }) => signature !== 'unchecked').length
      return found
    },
  }
  return counter
}

/** Ben's log, in which he did not sign some entries although all links are right. */
async function withUnsigned(length: number, ...unsigned: number[]): Promise<HandLog> {
  const log = new HandLog(await person('ben'))
  await log.add(joinOf(festival))
  while (log.entries.length < length) {
    const isUnsigned = unsigned.includes(log.entries.length + 1)
    await (isUnsigned ? log.addUnsigned(profileOf('not signed')) : log.add(profileOf('signed')))
  }
  return log
}

describe('a provisional batch', () => {
  it('costs one signature per 64 entries and is stored as provisional', async () => {
    const verifier = counting()
    const result = await ingest(store, festival, long.incoming(), { verifier, provisional: true })
    expect(result).toMatchObject({ ok: true, value: { appended: 150, log: { seqNum: 150, verified: 0 } } })
    expect(verifier.signatures).toBe(3)
  })

  it('is stored as verified when its one entry is signed', async () => {
    const result = await ingest(store, festival, long.incoming(1, 1), { provisional: true })
    expect(result).toMatchObject({ ok: true, value: { log: { seqNum: 1, verified: 1 } } })
  })

  it('may hide an entry that is not signed, below one that is', async () => {
    const log = await withUnsigned(70, 10)
    const result = await ingest(store, festival, log.incoming(), { provisional: true })
    expect(result).toMatchObject({ ok: true, value: { log: { seqNum: 70, verified: 0 } } })
  })

  it('is refused from the first entry that is not signed when nothing above vouches for it', async () => {
    const log = await withUnsigned(100, 90, 100)
    const result = await ingest(store, festival, log.incoming(), { provisional: true })
    const outcome = { appended: 89 }
    expect(result).toMatchObject({ ok: false, error: { code: 'signature-invalid', seqNum: 90, outcome } })
  })

  it('breaks where its hash chain breaks, up to what is signed below', async () => {
    const twin = long.fork()
    twin.entries.length = 80
    await twin.add(profileOf('another 81'))
    const spliced = [...long.incoming(1, 80), ...long.incoming(81, 82), ...twin.incoming(81, 81)]
    const mixed = [...long.incoming(1, 80), ...twin.incoming(81, 81), ...long.incoming(82, 120)]
    expect(await ingest(store, festival, spliced, { provisional: true })).toMatchObject({
      ok: false,
      error: { code: 'not-consecutive', seqNum: 83, outcome: { appended: 82 } },
    })
    const other = new MemoryLogStore()
    expect(await ingest(other, festival, mixed, { provisional: true })).toMatchObject({
      ok: false,
      error: { code: 'backlink-mismatch', seqNum: 82, outcome: { appended: 81 } },
    })
  })

  it('ends before an entry that is not signed when a quota cuts it right after', async () => {
    const log = await withUnsigned(100, 10)
    const quota = { entries: 10, bytes: 1_000_000 }
    const result = await ingest(store, festival, log.incoming(), { provisional: true, quota })
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'signature-invalid', seqNum: 10, outcome: { appended: 9 } },
    })
  })

  it('goes on where another ended', async () => {
    await ingest(store, festival, long.incoming(1, 100), { provisional: true })
    const result = await ingest(store, festival, long.incoming(90), { provisional: true })
    expect(result).toMatchObject({ ok: true, value: { known: 11, appended: 50, log: { seqNum: 150, verified: 0 } } })
  })

  it('never makes an own log provisional', async () => {
    const { publicKey: author } = await person('ben')
    const [first] = long.entries
    if (first === undefined) throw new Error('one entry')
    const append = { seqNum: 1, entry: first.bytes, payload: first.payload, hash: first.hash, ended: false }
    await store.append({ author, logId: 7n, festival, own: true }, 0, [append])
    await store.stop(author, 7n)
    const verifier = counting()
    const result = await ingest(store, festival, long.incoming(), { provisional: true, verifier })
    expect(result).toMatchObject({ ok: true, value: { log: { own: true, seqNum: 150, verified: 150 } } })
    expect(verifier.signatures).toBeGreaterThanOrEqual(149)
  })
})

describe('a fork of a provisional log', () => {
  it('is proven with a held entry whose signature is checked first', async () => {
    await ingest(store, festival, long.incoming(), { provisional: true })
    const twin = long.fork()
    twin.entries.length = 20
    await twin.add(profileOf('another 21'))
    const result = await ingest(store, festival, twin.incoming(15))
    expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: 21, outcome: { known: 6 } } })
    expect(await bensLog()).toMatchObject({ seqNum: 150, forkedAt: 21 })
  })

  it('is none when the held entry was never signed: it goes, and the signed one takes its place', async () => {
    const hiding = await withUnsigned(64, 21)
    await ingest(store, festival, hiding.incoming(), { provisional: true })
    const honest = hiding.fork()
    honest.entries.length = 20
    await honest.add(profileOf('the signed 21'))
    const result = await ingest(store, festival, honest.incoming())
    expect(result).toMatchObject({ ok: true, value: { known: 20, appended: 1, log: { seqNum: 21 } } })
    expect(await bensLog()).not.toHaveProperty('forkedAt')
    const [held] = await store.entries((await bensLog()) as StoredLog, 21, 21)
    expect(held?.entry).toEqual(honest.entries[20]?.bytes)
  })

  it('keeps what is below it', async () => {
    const twin = long.fork()
    twin.entries.length = 99
    await twin.add(profileOf('another 100'))
    const { publicKey: author } = await person('ben')
    const [first, second] = [long.entries[99]?.bytes, twin.entries[99]?.bytes]
    if (first === undefined || second === undefined) throw new Error('a hundred entries')
    await store.keepForkProof({ author, logId: 7n, seqNum: 100, first, second })
    const result = await ingest(store, festival, long.incoming(), { provisional: true })
    expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: 100, outcome: { appended: 99 } } })
    expect(await bensLog()).toMatchObject({ seqNum: 99, verified: 0, forkedAt: 100 })
  })
})

describe('two stages', () => {
  it('take batches that were checked ahead, in their order', async () => {
    const checked = [long.incoming(1, 60), long.incoming(61, 120), long.incoming(121)].map((batch) =>
      checkEntries(batch),
    )
    const appended: number[] = []
    for (const batch of checked) {
      const result = await takeChecked(store, festival, await batch)
      if (result.ok) appended.push(result.value.appended)
    }
    expect(appended).toEqual([60, 60, 30])
    expect(await bensLog()).toMatchObject({ seqNum: 150, verified: 150 })
  })

  it('say where a batch stops being signed before any store is asked', async () => {
    const log = await withUnsigned(6, 5)
    const batch = await checkEntries(log.incoming())
    expect(batch).toMatchObject({ error: { code: 'signature-invalid', seqNum: 5 }, provisional: false })
    expect(batch.items.map(({ entry }) => entry.seqNum)).toEqual([1, 2, 3, 4])
  })

  it('check what the first left open because it was held, should it be gone meanwhile', async () => {
    const verifier = counting()
    const batch = await checkEntries(long.incoming(), { verifier, heldTo: 150 })
    expect(verifier.signatures).toBe(0)
    const result = await takeChecked(store, festival, batch, { verifier })
    expect(result).toMatchObject({ ok: true, value: { appended: 150, log: { verified: 150 } } })
    expect(verifier.signatures).toBe(150)
  })

  it('refuse what comes after 2,048 entries', () => {
    const batch = readBatch(Array.from({ length: 2049 }, (_, index) => ({ entry: looksLikeEntry(index + 1) })))
    expect(batch.items).toHaveLength(MAX_BATCH_ENTRIES)
    expect(batch.error).toEqual({ code: 'batch-too-large', seqNum: 2049 })
  })
})

/** Well-formed, nothing else. */
function looksLikeEntry(seqNum: number): Uint8Array {
  const hash = Uint8Array.of(0, 64, ...new Uint8Array(64))
  return encodeEntry({
    author: new Uint8Array(32),
    logId: 7n,
    seqNum,
    ...(seqNum === 1 ? {} : { backlink: hash }),
    ...(seqNum === 1 || lipmaalink(seqNum) === seqNum - 1 ? {} : { lipmaalink: hash }),
    payloadSize: 0,
    payloadHash: hash,
    isEndOfLog: false,
    signature: new Uint8Array(64),
  })
}
