// Entries without their payloads: headers are kept, payloads come later, and only the right ones.

import { beforeEach, describe, expect, it } from 'vitest'
import type { IncomingEntry } from '../../../src/log/batch.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog, person, type HandLog } from './fixtures.ts'

let store: MemoryLogStore
let bens: HandLog
let festival: FestivalId

beforeEach(async () => {
  store = new MemoryLogStore()
  ;({ festival } = await adasFestival())
  bens = await joinedLog('ben', festival, 5)
})

/** Ben's entries, of which some come without their payload. */
function without(...seqNums: number[]): IncomingEntry[] {
  return bens.incoming().map((item, index) => (seqNums.includes(index + 1) ? { entry: item.entry } : item))
}

async function bensLog(): Promise<StoredLog> {
  const log = await store.log((await person('ben')).publicKey, 7n)
  if (log === undefined) throw new Error('no log of ben')
  return log
}

describe('an entry without its payload', () => {
  it('is accepted as a header, and so are the entries after it', async () => {
    const result = await ingest(store, festival, without(2, 4))
    expect(result).toMatchObject({ ok: true, value: { appended: 6, log: { seqNum: 6, verified: 6 } } })
    expect(await store.holes(await bensLog(), 10)).toEqual([2, 4])
  })

  it('gets its payload when it comes again with it', async () => {
    await ingest(store, festival, without(2, 4))
    const again = await ingest(store, festival, bens.incoming())
    expect(again).toMatchObject({ ok: true, value: { appended: 0, known: 6, filled: 2 } })
    const log = await bensLog()
    expect(await store.holes(log, 10)).toEqual([])
    expect((await store.entries(log, 1, 6)).map(({ entry, payload }) => ({ entry, payload }))).toEqual(bens.incoming())
  })

  it('gets its payload when it comes alone', async () => {
    await ingest(store, festival, without(2, 4))
    const result = await ingest(store, festival, bens.incoming(4, 4))
    expect(result).toMatchObject({ ok: true, value: { known: 1, filled: 1 } })
    expect(await store.holes(await bensLog(), 10)).toEqual([2])
  })

  it('does not get a payload of another size or of other bytes', async () => {
    await ingest(store, festival, without(2, 4))
    const [item] = bens.incoming(4, 4)
    if (item?.payload === undefined) throw new Error('four entries')
    const longer = Uint8Array.of(...item.payload, 0)
    const other = item.payload.map((byte) => byte ^ 1)
    const results = [
      await ingest(store, festival, [{ ...item, payload: longer }]),
      await ingest(store, festival, [{ ...item, payload: other }]),
    ]
    const codes = results.map((result) => (result.ok ? 'ok' : result.error.code))
    expect(codes).toEqual(['payload-size-mismatch', 'payload-hash-mismatch'])
    expect(await store.holes(await bensLog(), 10)).toEqual([2, 4])
  })

  it('does not get back a payload that was forgotten on purpose', async () => {
    await ingest(store, festival, bens.incoming())
    await store.forget(await bensLog(), [3])
    expect(await ingest(store, festival, bens.incoming())).toMatchObject({ ok: true, value: { known: 6, filled: 0 } })
    expect((await store.entries(await bensLog(), 3, 3))[0]).not.toHaveProperty('payload')
  })

  it('counts against the quota with what is stored of it', async () => {
    const headers = bens.incoming().map(({ entry }, index) => (index === 0 ? bens.incoming(1, 1)[0] : { entry }))
    const items = headers.filter((item) => item !== undefined)
    const bytes = items.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
    const [second, third] = bens.entries.slice(1, 3).map(({ payload }) => payload.length)
    const quota = { entries: 10, bytes: bytes + (second ?? 0) }
    expect(await ingest(store, festival, items, { quota })).toMatchObject({ ok: true, value: { log: { bytes } } })
    const filled = await ingest(store, festival, bens.incoming(), { quota })
    expect(third).toBeGreaterThan(0)
    expect(filled).toMatchObject({ ok: false, error: { code: 'quota-exceeded', seqNum: 3, outcome: { filled: 1 } } })
  })
})

it('a known entry that comes with a wrong payload is an error, although nothing was missing', async () => {
  await ingest(store, festival, bens.incoming())
  const [item] = bens.incoming(3, 3)
  if (item === undefined) throw new Error('three entries')
  const result = await ingest(store, festival, [{ ...item, payload: Uint8Array.of(1, 2, 3) }])
  expect(result).toMatchObject({ ok: false, error: { code: 'payload-size-mismatch', seqNum: 3 } })
})
