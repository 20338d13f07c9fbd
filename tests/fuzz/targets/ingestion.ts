// Batches through the one door into a store that already holds part of the log (DESIGN 3.3). Whatever comes, the store holds
// only what was signed for that place; and what nobody signed hurts no log: the honest rest is still taken.

import { toHex } from '../../../src/bamboo/index.ts'
import { ingest, type IngestOptions } from '../../../src/log/ingest.ts'
import type { LogStore, VerifiedAppend } from '../../../src/ports/log-store.ts'
import { batchMutations, honestItem, type ForgedBatch } from '../batch-mutations.ts'
import { codes } from '../codes.ts'
import { UNDEAD_END, type Corpus, type HonestLog } from '../corpus.ts'
import { Budget, countingStore } from '../counting-store.ts'
import type { Dice } from '../dice.ts'
import type { Target, Verdict } from '../run.ts'
import { checkStore } from '../store-check.ts'
import { expectThat, type Trial } from '../trial.ts'

const MAX_HELD = 60
const MAX_BATCH = 6
/** Questions to the store that one batch may cost: a few per entry, and a few attempts. */
const STEPS = 60
/** Of an innocent log only so much is ingested afterwards: signatures cost. */
const REST = 4

/** `options` are none, except when the fuzzer itself is tested. */
export function ingestionTarget(corpus: Corpus, options: IngestOptions = {}): Target {
  const mutations = batchMutations(corpus)
  const festivals = new Set(corpus.logs.map(({ festival }) => festival))
  return {
    name: 'batch',
    share: 5,
    async run(trial) {
      const log = trial.dice.oneIn(12) ? corpus.undead : trial.dice.pick(corpus.logs)
      const budget = new Budget()
      const store = countingStore(budget)
      const held = trial.dice.below(Math.min(MAX_HELD, lastOf(corpus, log)))
      budget.allow(1)
      await hold(store, log, held, trial.dice.oneIn(3) ? trial.dice : undefined)
      const batch = trial.mutate(honestBatch(trial, log, held), mutations)
      const isHonest = trial.isHonest && log !== corpus.undead
      const verdict = await offer(trial, store, budget, log, batch, options, isHonest)
      budget.allow(1000)
      const signed = new Set(batch.signed)
      await checkStore(store, festivals, (bytes) => corpus.signed.has(toHex(bytes)) || signed.has(toHex(bytes)))
      if (trial.dice.oneIn(3) && log !== corpus.undead) await expectUnhurt(store, log, batch)
      return verdict
    },
  }
}

/** Mostly from the entry after the head, now and then overlapping it or beyond it. */
function honestBatch(trial: Trial, log: HonestLog, held: number): ForgedBatch {
  const from = Math.max(0, held + trial.dice.pick([0, 0, 0, -1, -3, 1]))
  const entries = log.entries.slice(from, from + 1 + trial.dice.below(MAX_BATCH))
  return { items: entries.map(honestItem), signed: [] }
}

/** The last entry of a log that can be held. */
function lastOf(corpus: Corpus, log: HonestLog): number {
  return log === corpus.undead ? UNDEAD_END + 1 : log.entries.length
}

/** Puts honest entries into the store without asking the door, with `holes` some of them without their payload. */
export async function hold(store: LogStore, log: HonestLog, count: number, holes?: Dice): Promise<void> {
  const { author, logId, festival } = log
  const appends: VerifiedAppend[] = []
  for (const { seqNum, bytes, payload, hash, isEndOfLog } of log.entries.slice(0, count)) {
    const append = { seqNum, entry: bytes, hash, ended: isEndOfLog }
    const isHole = holes?.oneIn(3) === true && seqNum > 1
    appends.push(isHole ? append : { ...append, payload })
  }
  if (count > 0) await store.append({ author: author.hex, logId, festival, own: false }, 0, appends)
}

async function offer(
  trial: Trial,
  store: LogStore,
  budget: Budget,
  log: HonestLog,
  batch: ForgedBatch,
  options: IngestOptions,
  isHonest: boolean,
): Promise<Verdict> {
  for (const [index, { entry, payload }] of batch.items.entries()) {
    trial.saw(`entry ${index}`, entry)
    if (payload !== undefined) trial.saw(`payload ${index}`, payload)
  }
  budget.allow(STEPS + 10 * batch.items.length)
  const taken = await ingest(store, log.festival, batch.items, options)
  const { appended, known } = taken.ok ? taken.value : taken.error.outcome
  expectThat(appended + known <= batch.items.length, 'no more is taken than was offered')
  if (taken.ok) return 'accepted'
  expectThat(codes.ingest.has(taken.error.code), `${taken.error.code} is no code of the door`)
  expectThat(!isHonest || taken.error.code === 'gap', `an honest batch is refused: ${taken.error.code}`)
  return taken.error.code
}

/** Unless its author had a hand in it, the log goes on as if nothing had been. */
async function expectUnhurt(store: LogStore, log: HonestLog, batch: ForgedBatch): Promise<void> {
  const own = new Set(log.entries)
  const isByAuthor = batch.signed.length > 0 || batch.items.some(({ origin }) => !own.has(origin))
  if (isByAuthor) return
  const head = (await store.log(log.author.hex, log.logId))?.seqNum ?? 0
  const rest = log.entries.slice(head, head + REST).map(honestItem)
  const taken = await ingest(store, log.festival, rest)
  const outcome = taken.ok ? taken.value : taken.error.outcome
  expectThat(taken.ok && outcome.appended === rest.length, 'a log is hurt by what its author never signed')
}
