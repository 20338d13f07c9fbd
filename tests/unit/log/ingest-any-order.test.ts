// Whatever order, cuts, repeats and damage the batches have: nothing throws, what is held is a valid prefix, and once
// everything came it is all there.

import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { IncomingEntry } from '../../../src/log/batch.ts'
import { headsOf } from '../../../src/log/heads.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog, profileOf, type HandLog } from './fixtures.ts'

let festival: FestivalId
let logs: HandLog[]

beforeAll(async () => {
  const adas = await adasFestival()
  festival = adas.festival
  for (let name = 1; name <= 11; name += 1) await adas.log.add(profileOf(`Ada ${name}`))
  logs = [adas.log, await joinedLog('ben', festival, 12), await joinedLog('carla', festival, 4)]
})

interface Delivery {
  log: number
  from: number
  length: number
  damage: { entry: number; byte: number; inPayload: boolean } | null
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
  log: fc.nat(2),
  from: fc.integer({ min: 1, max: 13 }),
  length: fc.integer({ min: 1, max: 13 }),
  damage: fc.option(fc.record({ entry: fc.nat(12), byte: fc.nat(400), inPayload: fc.boolean() }), { freq: 2 }),
})

function batchOf({ log, from, length, damage }: Delivery): IncomingEntry[] {
  const batch = logs[log]?.incoming(from, from + length - 1) ?? []
  const target = damage === null ? undefined : batch[damage.entry % Math.max(1, batch.length)]
  if (damage === null || target === undefined) return batch
  if (damage.inPayload) target.payload = flipped(target.payload ?? new Uint8Array(1), damage.byte)
  else target.entry = flipped(target.entry, damage.byte)
  return batch
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice()
  copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ 0x20
  return copy
}

async function expectPrefixes(store: MemoryLogStore): Promise<void> {
  for (const stored of await store.logs(festival)) {
    const log = logs.find(
      ({ entries }) => entries[stored.seqNum - 1]?.bytes !== undefined && isOf(entries, stored.hash),
    )
    expect(log).toBeDefined()
    const held = await store.entries(stored, 1, stored.seqNum)
    expect(held.map(({ entry, payload }) => ({ entry, payload }))).toEqual(log?.incoming(1, stored.seqNum))
  }
}

function isOf(entries: HandLog['entries'], hash: string | undefined): boolean {
  return entries.some((_, index) => logs.some((log) => log.entries === entries && log.hash(index + 1) === hash))
}

it('any deliveries leave valid prefixes, and all entries in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { maxLength: 8 }), async (deliveries) => {
      const store = new MemoryLogStore()
      for (const each of deliveries) await ingest(store, festival, batchOf(each))
      await expectPrefixes(store)
      for (const log of logs) expect(await ingest(store, festival, log.incoming())).toMatchObject({ ok: true })
      const heads = await headsOf(store, festival)
      expect(heads.map(({ seqNum }) => seqNum).sort((a, b) => a - b)).toEqual([5, 12, 13])
      expect(await store.forkProofs(festival)).toEqual([])
    }),
    { numRuns: 40 },
  )
})
