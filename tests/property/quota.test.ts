// A quota cuts logs at a prefix (DESIGN 5.7): whatever comes in whatever order and portions, what is held of each log is its
// beginning, all of it together is within the quota, and a higher quota lets the rest come.

import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { ingest } from '../../src/log/ingest.ts'
import { isFull } from '../../src/log/limits.ts'
import type { EntryHash } from '../../src/operations/ids.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinOf, person, profileOf } from '../unit/log/fixtures.ts'

beforeAll(prepareHashing)

const LOGS = 3
const LENGTH = 12
const portions = fc.array(fc.record({ log: fc.nat({ max: LOGS - 1 }), count: fc.integer({ min: 1, max: 6 }) }), {
  minLength: 4,
  maxLength: 20,
  size: 'max',
})
const quotas = fc.record({ entries: fc.integer({ min: 0, max: 40 }), bytes: fc.integer({ min: 0, max: 16_000 }) })

async function bensLogs(festival: EntryHash): Promise<HandLog[]> {
  const logs: HandLog[] = []
  for (let index = 0; index < LOGS; index += 1) {
    const log = new HandLog(await person('ben'), BigInt(index + 1))
    await log.add(joinOf(festival))
    while (log.entries.length < LENGTH) await log.add(profileOf('n'.repeat(1 + 6 * log.entries.length)))
    logs.push(log)
  }
  return logs
}

describe('the quota of somebody with several logs', () => {
  it('is kept, without holes, and raised brings the rest', async () => {
    const { festival } = await adasFestival()
    const logs = await bensLogs(festival)
    const { publicKey: ben } = await person('ben')
    let cuts = 0
    const offer = async (store: MemoryLogStore, index: number, count: number): Promise<void> => {
      const held = (await store.log(ben, BigInt(index + 1)))?.seqNum ?? 0
      const incoming = (logs[index] ?? expect.fail()).incoming(held + 1, held + count)
      const result = await ingest(store, festival, incoming)
      if (result.ok) return
      expect(result.error.code).toBe('quota-exceeded')
      cuts += 1
    }
    const check = async (store: MemoryLogStore, quota: { entries: number; bytes: number }): Promise<void> => {
      const held = await store.logsOf(ben, festival)
      const used = { entries: 0, bytes: 0 }
      for (const log of held) {
        const entries = await store.entries(log, 1, LENGTH)
        const begun = logs[Number(log.logId) - 1]?.incoming(1, log.seqNum).map(({ entry }) => entry)
        expect(entries.map(({ entry }) => entry)).toEqual(begun)
        used.entries += log.seqNum
        used.bytes += log.bytes
      }
      expect(used.entries).toBeLessThanOrEqual(quota.entries)
      expect(used.bytes).toBeLessThanOrEqual(quota.bytes)
    }
    await fc.assert(
      fc.asyncProperty(portions, quotas, async (journey, quota) => {
        const store = new MemoryLogStore()
        store.allow(ben, festival, quota)
        for (const { log, count } of journey) {
          await offer(store, log, count)
          await check(store, quota)
        }
        store.allow(ben, festival, { entries: LOGS * LENGTH, bytes: 1_000_000 })
        for (let index = 0; index < LOGS; index += 1) await offer(store, index, LENGTH)
        expect((await store.logsOf(ben, festival)).map(({ seqNum }) => seqNum)).toEqual(Array(LOGS).fill(LENGTH))
      }),
      { numRuns: 60, seed: 57 },
    )
    expect(cuts).toBeGreaterThan(60)
  }, 60_000)

  it('is full when one more entry may not fit', () => {
    const quota = { entries: 10, bytes: 1_000_000 }
    expect(isFull(quota, { entries: 9, bytes: 0 })).toBe(false)
    expect(isFull(quota, { entries: 10, bytes: 0 })).toBe(true)
    expect(isFull(quota, { entries: 1, bytes: 900_000 })).toBe(false)
    expect(isFull(quota, { entries: 1, bytes: 999_000 })).toBe(true)
  })
})
