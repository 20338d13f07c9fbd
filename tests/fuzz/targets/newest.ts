// The newest entries of a log before those in between (DESIGN 4.1, certificate pools): kept beyond the gap only when each is
// signed and links lead from the newest to what is held. What is missing can still come, whatever was kept.

import { certificatePool, toHex } from '../../../src/bamboo/index.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { ingestNewest } from '../../../src/log/newest.ts'
import { batchMutations, honestItem, type ForgedBatch } from '../batch-mutations.ts'
import { codes } from '../codes.ts'
import type { Corpus, HonestLog } from '../corpus.ts'
import { Budget, countingStore } from '../counting-store.ts'
import type { Target } from '../run.ts'
import { checkSparseLinks, checkStore } from '../store-check.ts'
import { expectThat } from '../trial.ts'
import { hold } from './ingestion.ts'

const STEPS = 600
const HIGHEST = 50
/** Entries in between that are ingested afterwards: signatures cost. */
const REST = 4

export function newestTarget(corpus: Corpus): Target {
  const mutations = batchMutations(corpus)
  const festivals = new Set(corpus.logs.map(({ festival }) => festival))
  return {
    name: 'newest entries',
    share: 1,
    async run(trial) {
      const log = trial.dice.pick(corpus.logs)
      const top = 1 + trial.dice.below(Math.min(HIGHEST, log.entries.length))
      const held = trial.dice.oneIn(2) ? 0 : trial.dice.below(top)
      const budget = new Budget()
      budget.allow(STEPS)
      const store = countingStore(budget)
      await hold(store, log, held)
      const pool = trial.mutate(poolOf(log, top), mutations)
      const newest = trial.mutate(newestOf(log, top, 1 + trial.dice.below(3)), mutations)
      for (const { entry } of [...pool.items, ...newest.items]) trial.saw('entry', entry)
      const topic = trial.dice.oneIn(8) ? trial.dice.pick(corpus.logs).festival : log.festival
      const isForeign = topic !== log.festival
      const taken = await ingestNewest(store, topic, { pool: [...pool.items], newest: [...newest.items] })
      const signed = new Set([...pool.signed, ...newest.signed])
      budget.allow(STEPS)
      await checkStore(store, festivals, (bytes) => corpus.signed.has(toHex(bytes)) || signed.has(toHex(bytes)))
      if (taken.ok && taken.value.log !== undefined) await checkSparseLinks(store, taken.value.log)
      expectThat(taken.ok || codes.ingest.has(taken.error.code), 'the code is one of the door')
      expectThat(taken.ok || !trial.isHonest || isForeign, 'honest newest entries are refused')
      const after = await store.log(log.author.hex, log.logId)
      const isKept = held > 0 && after !== undefined && (await store.sparse(after)).length > 0
      expectThat(!isForeign || !isKept, 'a log is taken for a festival that it does not belong to')
      const own = new Set(log.entries)
      const isInnocent = signed.size === 0 && [...pool.items, ...newest.items].every(({ origin }) => own.has(origin))
      if (isInnocent) {
        const head = (await store.log(log.author.hex, log.logId))?.seqNum ?? 0
        const rest = log.entries.slice(head, head + REST).map(honestItem)
        expectThat((await ingest(store, log.festival, rest)).ok, 'what is missing can not come any more')
      }
      return taken.ok ? 'accepted' : taken.error.code
    },
  }
}

/** Headers from the newest entry down to entry 1, which has its payload. */
function poolOf(log: HonestLog, top: number): ForgedBatch {
  const members = certificatePool(top, top).slice(0, -1)
  const entries = members.flatMap((seqNum) => log.entries[seqNum - 1] ?? [])
  const items = entries.map((entry) => {
    const { payload: _payload, ...header } = honestItem(entry)
    return entry.seqNum === 1 ? honestItem(entry) : header
  })
  return { items, signed: [] }
}

function newestOf(log: HonestLog, top: number, count: number): ForgedBatch {
  return { items: log.entries.slice(Math.max(0, top - count), top).map(honestItem), signed: [] }
}
