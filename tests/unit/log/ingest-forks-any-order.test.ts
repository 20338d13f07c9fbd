// A log that says different things: whatever order its branches, the proofs and all the rest arrive in, every node ends up
// with the same lowest fork, the same entries with an effect, and a proof to show.

import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { ingestForkProof, verifyForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { confirmLog } from '../../../src/log/confirm.ts'
import { ingestNewest, newestOf } from '../../../src/log/newest.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, joinedLog, person, profileOf, type HandLog } from './fixtures.ts'

/** Where each branch leaves the first one. */
const FORKS = [9, 5] as const
const LOWEST = 5
const LENGTH = 14
let festival: FestivalId
let author: PublicKey
let branches: HandLog[]

beforeAll(async () => {
  ;({ festival } = await adasFestival())
  author = (await person('ben')).publicKey
  const main = await joinedLog('ben', festival, LENGTH - 1)
  branches = [main, await branch(main, FORKS[0]), await branch(main, FORKS[1])]
})

async function branch(main: HandLog, at: number): Promise<HandLog> {
  const other = main.fork()
  other.entries.length = at - 1
  while (other.entries.length < LENGTH) await other.add(profileOf(`at ${at}: ${other.entries.length}`))
  return other
}

type Step =
  | { kind: 'entries'; branch: number; from: number; length: number; provisional: boolean }
  | { kind: 'proof'; fork: number }
  | { kind: 'newest'; branch: number }
  | { kind: 'confirm' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('entries' as const),
      branch: fc.nat(2),
      from: fc.integer({ min: 1, max: LENGTH }),
      length: fc.integer({ min: 1, max: LENGTH }),
      provisional: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('proof' as const), fork: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('newest' as const), branch: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'confirm' as const }) },
)

function branchOf(index: number): HandLog {
  const found = branches[index]
  if (found === undefined) throw new Error(`no branch ${index}`)
  return found
}

async function run(store: MemoryLogStore, each: Step): Promise<void> {
  if (each.kind === 'confirm') {
    const outcome = await confirmLog(store, { author, logId: 7n }, { verifier: verifyHere })
    expect(outcome.state).toBe('complete')
  } else if (each.kind === 'proof') await prove(store, FORKS[each.fork] ?? LOWEST, each.fork + 1)
  else if (each.kind === 'newest') await sendNewest(store, branchOf(each.branch))
  else {
    const batch = branchOf(each.branch).incoming(each.from, each.from + each.length - 1)
    await ingest(store, festival, batch, { provisional: each.provisional })
  }
}

async function prove(store: MemoryLogStore, at: number, index: number): Promise<void> {
  const [first, second] = [branchOf(0).entries[at - 1]?.bytes, branchOf(index).entries[at - 1]?.bytes]
  if (first === undefined || second === undefined) throw new Error('no fork')
  expect(await ingestForkProof(store, first, second)).toMatchObject({ ok: true })
}

/** As somebody sends it who knows this branch only. */
async function sendNewest(store: MemoryLogStore, log: HandLog): Promise<void> {
  const other = new MemoryLogStore()
  const taken = await ingest(other, festival, log.incoming())
  const newest = taken.ok && taken.value.log !== undefined ? await newestOf(other, taken.value.log, 3) : undefined
  if (newest === undefined) throw new Error('nothing to send')
  await ingestNewest(store, festival, newest)
}

/** What counts: the lowest fork, the entries below it, and that the proof is one. */
async function expectTheSame(store: MemoryLogStore): Promise<void> {
  const log = await store.log(author, 7n)
  expect(log?.forkedAt).toBe(LOWEST)
  if (log === undefined) return
  const effective = await store.entries(log, 1, LOWEST - 1)
  expect(effective.map(({ entry, payload }) => ({ entry, payload }))).toEqual(branchOf(0).incoming(1, LOWEST - 1))
  const [proof, ...more] = await store.forkProofs(festival)
  expect(more).toEqual([])
  expect(proof?.seqNum).toBe(LOWEST)
  const checked = await verifyForkProof(proof?.first ?? new Uint8Array(), proof?.second ?? new Uint8Array())
  expect(checked).toMatchObject({ ok: true, value: { author, logId: 7n, seqNum: LOWEST } })
}

it('any order of branches, proofs, newest entries and signatures ends in the same log', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 10 }),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      async (steps, order) => {
        const store = new MemoryLogStore()
        for (const each of steps) await run(store, each)
        for (const index of order) await ingest(store, festival, branchOf(index).incoming())
        await expectTheSame(store)
      },
    ),
    { numRuns: 60 },
  )
})

it('a log of which a fork is known takes nothing at or after it, and keeps what it has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const store = new MemoryLogStore()
      await prove(store, LOWEST, 2)
      for (const each of steps) await run(store, each)
      const log = await store.log(author, 7n)
      expect(log?.seqNum ?? 0).toBeLessThan(LOWEST)
      if (log !== undefined) expect(await store.sparse(log)).toEqual([])
    }),
    { numRuns: 40 },
  )
})
