// An author who says two different things at one place of a log: what is kept of it, what is not, and the proof.

import { beforeEach, expect, it } from 'vitest'
import { ingestForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, festivalCreate, joinOf, joinedLog, person, profileOf } from './fixtures.ts'

let store: MemoryLogStore
let adas: HandLog
let bens: HandLog
let festival: FestivalId

beforeEach(async () => {
  store = new MemoryLogStore()
  ;({ log: adas, festival } = await adasFestival())
  bens = await joinedLog('ben', festival, 5)
})

async function heldCount(name: string): Promise<number> {
  return (await store.log((await person(name)).publicKey, 7n))?.seqNum ?? 0
}

it('keeps the proof of two different signed entries and takes nothing at or after them', async () => {
  await ingest(store, festival, bens.incoming())
  const other = await joinedLog('ben', festival, 3)
  await other.add(profileOf('a different fifth'))
  await other.add(profileOf('and more'))
  await other.add(profileOf('and more again'))
  const result = await ingest(store, festival, other.incoming())
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'forked', seqNum: 5, outcome: { known: 4, appended: 0 } },
  })
  const [proof] = await store.forkProofs(festival)
  expect(proof).toMatchObject({ seqNum: 5, first: bens.entries[4]?.bytes, second: other.entries[4]?.bytes })
  await bens.add(profileOf('after the fork'))
  expect(await ingest(store, festival, bens.incoming(7))).toMatchObject({
    ok: false,
    error: { code: 'forked', seqNum: 7 },
  })
})

it('takes what is missing below a fork that is known from elsewhere', async () => {
  const twin = await joinedLog('ben', festival, 3)
  await twin.add(profileOf('a different fifth'))
  await ingest(store, festival, bens.incoming(1, 2))
  const author = (await person('ben')).publicKey
  const [first, second] = [bens.entries[4]?.bytes, twin.entries[4]?.bytes]
  if (first === undefined || second === undefined) throw new Error('five entries')
  await store.keepForkProof({ author, logId: 7n, seqNum: 5, first, second })
  const result = await ingest(store, festival, bens.incoming(3))
  expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: 5, outcome: { appended: 2 } } })
})

it('takes the entry that is the festival even when its author contradicted it, and nothing after it', async () => {
  const twin = new HandLog(await person('ada'))
  await twin.add({ ...festivalCreate, title: 'Grizzly Camp' })
  const [first, second] = [adas.entries[0]?.bytes, twin.entries[0]?.bytes]
  if (first === undefined || second === undefined) throw new Error('one entry each')
  await ingestForkProof(store, first, second)
  await adas.add(profileOf('Ada'))
  const result = await ingest(store, festival, adas.incoming())
  expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: 2, outcome: { appended: 1 } } })
  expect(await ingest(store, festival, twin.incoming())).toMatchObject({
    ok: false,
    error: { code: 'forked', seqNum: 1 },
  })
  expect(await heldCount('ada')).toBe(1)
})

it('takes the entry that is the festival also when another first entry of its author was here before', async () => {
  const twin = new HandLog(await person('ada'))
  await twin.add(joinOf(festival))
  await twin.add(profileOf('not Ada'))
  await ingest(store, festival, twin.incoming())
  await adas.add(profileOf('Ada'))
  const result = await ingest(store, festival, adas.incoming())
  expect(result).toMatchObject({ ok: false, error: { code: 'forked', seqNum: 2, outcome: { appended: 1 } } })
  const log = await store.log((await person('ada')).publicKey, 7n)
  expect(log).toMatchObject({ seqNum: 1, verified: 1, forkedAt: 1, hash: festival })
})

it('stores nothing of a log that is forked at its first entry', async () => {
  const twin = new HandLog(await person('ben'))
  await twin.add({ ...joinOf(festival), at: 1 })
  const [first, second] = [bens.entries[0]?.bytes, twin.entries[0]?.bytes]
  if (first === undefined || second === undefined) throw new Error('one entry each')
  await ingestForkProof(store, first, second)
  expect(await ingest(store, festival, bens.incoming())).toMatchObject({
    ok: false,
    error: { code: 'forked', seqNum: 1, outcome: { appended: 0 } },
  })
  expect(await heldCount('ben')).toBe(0)
})

it('replaces a proof by one of a lower fork, not by one of a higher', async () => {
  await ingest(store, festival, bens.incoming())
  const low = await joinedLog('ben', festival, 1)
  await low.add(profileOf('a different third'))
  const high = await joinedLog('ben', festival, 3)
  await high.add(profileOf('a different fifth'))
  const proofs: number[] = []
  for (const log of [high, low, high]) {
    await ingest(store, festival, log.incoming())
    proofs.push(...(await store.forkProofs(festival)).map(({ seqNum }) => seqNum))
  }
  expect(proofs).toEqual([5, 3, 3])
})

it('does not believe a fork that is not signed', async () => {
  await ingest(store, festival, bens.incoming())
  const [first, second] = bens.incoming(1, 2)
  if (first === undefined || second === undefined) throw new Error('two entries')
  const forged = second.entry.slice()
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
  const result = await ingest(store, festival, [first, { ...second, entry: forged }])
  expect(result).toMatchObject({ ok: false, error: { code: 'signature-invalid', seqNum: 2 } })
  expect(await store.forkProofs(festival)).toEqual([])
})
