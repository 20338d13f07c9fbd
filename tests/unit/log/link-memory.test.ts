// What is remembered of a log from batch to batch: every hash that can be linked to, and only of the log that it was.

import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { lipmaalink, prepareHashing, toHex, yamfHash } from '../../../src/bamboo/index.ts'
import { checkEntries, takeChecked } from '../../../src/log/ingest.ts'
import { LinkMemories, LinkMemory } from '../../../src/log/link-memory.ts'
import type { LogName } from '../../../src/log/batch.ts'
import type { EntryHash, PublicKey } from '../../../src/operations/ids.ts'
import type { StoredEntry, StoredLog, VerifiedAppend } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog } from './fixtures.ts'

beforeAll(() => prepareHashing())

const hashOf = (seqNum: number): Uint8Array => yamfHash(Uint8Array.of(seqNum >> 8, seqNum & 255))
const headOf = (seqNum: number): EntryHash | undefined =>
  seqNum === 0 ? undefined : (toHex(hashOf(seqNum)) as EntryHash)

function appendsOf(from: number, to: number): VerifiedAppend[] {
  const none = new Uint8Array(0)
  return Array.from({ length: to - from + 1 }, (_, index) => {
    return { seqNum: from + index, entry: none, hash: hashOf(from + index), ended: false }
  })
}

it('holds whatever entries to come link back to, after batches of any sizes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }), (sizes) => {
      const memory = new LinkMemory()
      let head = 0
      for (const size of sizes) {
        memory.add(headOf(head), appendsOf(head + 1, head + size))
        head += size
      }
      const known = memory.below(headOf(head))
      for (let next = head + 1; next <= 3 * head + 1; next += 1) {
        const target = lipmaalink(next)
        if (target <= head) expect(known.get(target)).toEqual(hashOf(target))
      }
      expect(known.size).toBeLessThanOrEqual(40)
    }),
    { numRuns: 50 },
  )
})

it('says nothing of a log with another end, and forgets what it knew when it does not go on from there', () => {
  const memory = new LinkMemory()
  memory.add(undefined, appendsOf(1, 40))
  expect(memory.below(headOf(39)).size).toBe(0)
  expect(memory.below(undefined).size).toBe(0)
  memory.add(headOf(60), appendsOf(61, 70))
  expect([...memory.below(headOf(70)).keys()].every((seqNum) => seqNum > 60)).toBe(true)
})

it('spares the store every question about earlier entries', async () => {
  const { festival } = await adasFestival()
  const log = await joinedLog('ben', festival, 149)
  let questions = 0
  class AskedStore extends MemoryLogStore {
    override entries(stored: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
      questions += 1
      return super.entries(stored, from, to)
    }
  }
  const takeAll = async (memory: LinkMemory | undefined): Promise<unknown[]> => {
    const store = new AskedStore()
    questions = 0
    for (let start = 0; start < 150; start += 30) {
      const batch = await checkEntries(log.incoming().slice(start, start + 30))
      const taken = await takeChecked(store, festival, batch, memory === undefined ? {} : { memory })
      expect(taken).toMatchObject({ ok: true, value: { appended: 30 } })
    }
    return [await store.logs(festival), questions]
  }
  const [logs, asked] = await takeAll(undefined)
  expect(asked).toBeGreaterThan(4)
  expect(await takeAll(new LinkMemory())).toEqual([logs, 0])
})

it('is kept for the logs that were added to last', () => {
  const memories = new LinkMemories()
  const log = (number: number): LogName => ({ author: 'ad'.repeat(32) as PublicKey, logId: BigInt(number) })
  const first = memories.of(log(0))
  for (let number = 1; number < 64; number += 1) memories.of(log(number))
  expect(memories.of(log(0))).toBe(first)
  const second = memories.of(log(1))
  for (let number = 64; number < 127; number += 1) memories.of(log(number))
  expect(memories.of(log(1))).toBe(second)
  expect(memories.of(log(0))).not.toBe(first)
})
