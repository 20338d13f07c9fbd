// Several batches one after the other, honest and hostile, of a log that forks and one that does not, with proofs, newest
// entries and provisional ones in between (DESIGN 4.1, forks). Once everything honest has come as well, every node is at the
// same place: the whole of the one log, and the other up to its fork.

import { toHex } from '../../../src/bamboo/index.ts'
import { confirmLog } from '../../../src/log/confirm.ts'
import { ingestForkProof } from '../../../src/log/fork-proof.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { ingestNewest } from '../../../src/log/newest.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import type { LogStore } from '../../../src/ports/log-store.ts'
import { batchMutations, honestItem, type ForgedBatch } from '../batch-mutations.ts'
import type { Corpus, HonestLog } from '../corpus.ts'
import { Budget, countingStore } from '../counting-store.ts'
import type { Target } from '../run.ts'
import { checkStore } from '../store-check.ts'
import { expectThat, type Mutation, type Trial } from '../trial.ts'

const STEPS = 2000
const MAX_TURNS = 6
const MAX_BATCH = 7

export function historiesTarget(corpus: Corpus): Target {
  const [forked, whole] = corpus.logs
  if (forked === undefined || whole === undefined) throw new RangeError('too few logs')
  const mutations = batchMutations(corpus)
  const festivals = new Set(corpus.logs.map(({ festival }) => festival))
  return {
    name: 'history',
    share: 1,
    async run(trial) {
      const budget = new Budget()
      const store = countingStore(budget)
      const signed = new Set<string>()
      for (let turn = 1 + trial.dice.below(MAX_TURNS); turn > 0; turn -= 1) {
        budget.allow(STEPS)
        const log = trial.dice.pick([forked, corpus.branch, whole])
        const before = await standing(store, log)
        for (const each of await takeTurn(trial, store, corpus, log, mutations)) signed.add(each)
        const after = await standing(store, log)
        const last = Math.max(before.seqNum, before.forkedAt - 1, 1)
        expectThat(after.seqNum <= last, 'nothing is appended at a fork that is known')
      }
      const isLied = signed.size > 0
      budget.allow(10 * STEPS)
      for (const log of [whole, forked, corpus.branch]) await deliver(store, log)
      await checkStore(store, festivals, (bytes) => corpus.signed.has(toHex(bytes)) || signed.has(toHex(bytes)))
      await expectForked(store, forked, firstDifference(forked, corpus.branch), isLied)
      const held = await store.log(whole.author.hex, whole.logId)
      expectThat(isLied || held?.seqNum === whole.entries.length, 'the log of an honest author is complete')
      expectThat(isLied || held?.forkedAt === undefined, 'the log of an honest author is not forked')
      return 'converged'
    },
  }
}

/** The head of a log, and the fork that is known of it, also before any of its entries is. */
async function standing(store: LogStore, { author, logId }: HonestLog): Promise<{ seqNum: number; forkedAt: number }> {
  const held = await store.log(author.hex, logId)
  const proof = await store.forkProof(author.hex, logId)
  return { seqNum: held?.seqNum ?? 0, forkedAt: proof?.seqNum ?? Number.POSITIVE_INFINITY }
}

/** One thing that comes from somewhere. Gives the lies that its author signed for it. */
async function takeTurn(
  trial: Trial,
  store: LogStore,
  corpus: Corpus,
  log: HonestLog,
  mutations: readonly Mutation<ForgedBatch>[],
): Promise<readonly string[]> {
  const { dice } = trial
  const from = dice.below(log.entries.length)
  const entries = log.entries.slice(dice.oneIn(2) ? 0 : from, from + 1 + dice.below(MAX_BATCH))
  const honest = { items: entries.map(honestItem), signed: [] }
  const batch = dice.oneIn(2) ? trial.mutate(honest, mutations) : honest
  for (const { entry } of batch.items) trial.saw('entry', entry)
  const way = dice.below(8)
  if (way === 0) {
    const place = dice.below(corpus.branch.entries.length)
    const [first, second] = [corpus.logs[0]?.entries[place]?.bytes, corpus.branch.entries[place]?.bytes]
    if (first !== undefined && second !== undefined) await ingestForkProof(store, first, second)
    return []
  }
  if (way === 1)
    await ingestNewest(store, log.festival, { pool: batch.items.slice(0, -1), newest: batch.items.slice(-1) })
  else await ingest(store, log.festival, batch.items, { provisional: way < 4 })
  return batch.signed
}

/** Everything that honest people have, in order, and a check of what is provisional. */
async function deliver(store: LogStore, log: HonestLog): Promise<void> {
  const name = { author: log.author.hex, logId: log.logId }
  await confirmLog(store, name, { verifier: verifyHere })
  await ingest(store, log.festival, log.entries.map(honestItem))
}

async function expectForked(store: LogStore, log: HonestLog, place: number, isLied: boolean): Promise<void> {
  const held = await store.log(log.author.hex, log.logId)
  const proof = await store.forkProof(log.author.hex, log.logId)
  expectThat(proof !== undefined && proof.seqNum <= place, 'the fork is known')
  expectThat(held === undefined || held.forkedAt === proof.seqNum, 'the log ends at its proof')
  if (isLied) return
  expectThat(proof.seqNum === place, 'the fork is where the branches part')
  expectThat((held?.seqNum ?? 0) >= place - 1, 'what both branches share is held')
}

/** Sequence number. */
function firstDifference(one: HonestLog, other: HonestLog): number {
  return 1 + one.entries.findIndex(({ bytes }, index) => toHex(bytes) !== toHex(other.entries[index]?.bytes ?? bytes))
}
