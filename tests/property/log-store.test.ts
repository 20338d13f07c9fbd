// Both log stores are one store: whatever is done to them, in whatever order, they give the same answers.

import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { SEGMENT_SIZE } from '../../src/adapters/dexie/segment.ts'
import { prepareHashing } from '../../src/bamboo/index.ts'
import type { LatePayload, LogStore, StoredLog } from '../../src/ports/log-store.ts'
import { adasLog, bare, bytesOf, entries, proof, stored } from '../../src/testing/log-store-suite/made-up.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { closeDatabases, newDatabase } from '../unit/dexie/databases.ts'

beforeAll(prepareHashing)
afterEach(closeDatabases)

const { author, logId } = adasLog

/** One change; sequence numbers in it count from the head, so that most of them meet something. */
type Change =
  | { kind: 'append'; count: number; missing: number[]; provisional: boolean; late: number }
  | { kind: 'confirm'; below: number }
  | { kind: 'cut'; below: number }
  | { kind: 'fill'; below: number[] }
  | { kind: 'forget'; below: number[] }
  | { kind: 'sparse'; above: number; count: number; missing: number[]; text: string }
  | { kind: 'fork'; seqNum: number }

const some = fc.array(fc.nat(200), { maxLength: 12 })
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      count: fc.oneof(fc.nat(5), fc.nat(200)),
      missing: some,
      provisional: fc.boolean(),
      late: fc.constantFrom(0, 0, 0, 0, 0, 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('confirm', 'cut'), below: fc.integer({ min: -3, max: 150 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('fill', 'forget'), below: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('sparse' as const),
      above: fc.integer({ min: -2, max: 40 }),
      count: fc.nat(60),
      missing: some,
      text: fc.constantFrom('entry', 'other'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fork' as const), seqNum: fc.integer({ min: 1, max: 300 }) }) },
)

/** Makes the change and gives what the store answers: programmer mistakes count as answers. */
async function apply(store: LogStore, made: Change): Promise<unknown> {
  const log = await store.log(author, logId)
  const head = log?.seqNum ?? 0
  try {
    return await applyAt(store, made, head, log)
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

async function applyAt(store: LogStore, made: Change, head: number, log: StoredLog | undefined): Promise<unknown> {
  if (made.kind === 'append') {
    const { count, missing, provisional, late } = made
    const from = head + 1 + late
    const appends = bare(
      entries(from, from + count),
      missing.map((place) => from + place),
    )
    return store.append({ ...adasLog, provisional }, head + late, appends)
  }
  if (made.kind === 'cut') return store.cut(author, logId, head - made.below)
  if (made.kind === 'confirm') {
    const [last] = stored(entries(Math.max(1, head - made.below), Math.max(1, head - made.below)))
    return last && store.confirm(author, logId, last)
  }
  if (made.kind === 'fork') return store.keepForkProof(proof(made.seqNum))
  if (log === undefined) return undefined
  if (made.kind === 'fill') return store.fill(log, seqNumsBelow(head, made.below).map(lateAt))
  if (made.kind === 'forget') return store.forget(log, seqNumsBelow(head, made.below))
  const from = head + made.above
  const missing = made.missing.map((place) => from + place)
  return store.keepSparse(log, stored(bare(entries(from, from + made.count, { text: made.text }), missing)))
}

function seqNumsBelow(head: number, below: readonly number[]): number[] {
  return below.map((distance) => head + 2 - distance).filter((seqNum) => seqNum > 0)
}

function lateAt(seqNum: number): LatePayload {
  return { seqNum, payload: new Uint8Array(seqNum % 100).fill(1) }
}

function append(late: number): Change {
  return { kind: 'append', count: 0, missing: [], provisional: false, late }
}

/** All that a store says about the log. */
async function lookAt(store: LogStore): Promise<unknown> {
  const log = await store.log(author, logId)
  if (log === undefined) return undefined
  const { seqNum } = log
  const middle = Math.ceil(seqNum / 2)
  return {
    log,
    proof: await store.forkProof(author, logId),
    entries: await store.entries(log, 1, seqNum + 1),
    part: await store.entries(log, middle, middle + SEGMENT_SIZE),
    holes: await store.holes(log, 1000),
    firstHoles: await store.holes(log, 3),
    sparse: await store.sparse(log),
  }
}

it('gives the same answers in memory and in the database after any changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      const [memory, dexie] = [new MemoryLogStore(), new DexieLogStore(newDatabase())]
      for (const made of changes) {
        expect(await apply(dexie, made)).toEqual(await apply(memory, made))
        expect(await dexie.log(author, logId)).toEqual(await memory.log(author, logId))
      }
      expect(await lookAt(dexie)).toEqual(await lookAt(memory))
      await closeDatabases()
    }),
    // The example: a refused append once took a number in memory, and none in the database.
    { numRuns: 50, examples: [[[append(1), append(0)]]] },
  )
})

it('counts the bytes that are there, has verified entries below its head, and asks for payloads that are not there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
      const store = new MemoryLogStore()
      for (const made of changes) await apply(store, made)
      const log = await store.log(author, logId)
      if (log === undefined) return
      const held = await store.entries(log, 1, log.seqNum)
      expect(held.map(({ seqNum }) => seqNum)).toEqual(Array.from({ length: log.seqNum }, (_, index) => index + 1))
      expect(log.bytes).toBe(bytesOf(held))
      expect(log.verified).toBeLessThanOrEqual(log.seqNum)
      const holes = await store.holes(log, Infinity)
      for (const seqNum of holes) expect(held[seqNum - 1]?.payload).toBeUndefined()
      for (const { seqNum } of await store.sparse(log)) expect(seqNum).toBeGreaterThan(log.seqNum)
    }),
    { numRuns: 200 },
  )
})
