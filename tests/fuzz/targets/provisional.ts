// Provisional entries (DESIGN 4.1): taken on the word of one signature in 64 and the hash chain. Until every signature is
// checked nothing of them counts as verified, and the check throws out exactly what was not signed.

import { toHex } from '../../../src/bamboo/index.ts'
import { confirmLog } from '../../../src/log/confirm.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import { batchMutations, honestItem } from '../batch-mutations.ts'
import { codes } from '../codes.ts'
import { UNDEAD_END, type Corpus } from '../corpus.ts'
import { Budget, countingStore } from '../counting-store.ts'
import type { Target } from '../run.ts'
import { checkStore } from '../store-check.ts'
import { expectThat } from '../trial.ts'
import { hold } from './ingestion.ts'

const STEPS = 500
const MAX_BATCH = 6
const provisional = { provisional: true } as const

export function provisionalTarget(corpus: Corpus): Target {
  const mutations = batchMutations(corpus)
  const festivals = new Set(corpus.logs.map(({ festival }) => festival))
  return {
    name: 'provisional batch',
    share: 2,
    async run(trial) {
      const isUndead = trial.dice.oneIn(12)
      const log = isUndead ? corpus.undead : trial.dice.pick(corpus.logs)
      const budget = new Budget()
      budget.allow(STEPS)
      const store = countingStore(budget)
      const held = trial.dice.below(Math.min(20, isUndead ? UNDEAD_END + 1 : log.entries.length))
      await hold(store, log, held)
      const entries = log.entries.slice(held, held + 1 + trial.dice.below(MAX_BATCH))
      const batch = trial.mutate({ items: entries.map(honestItem), signed: [] }, mutations)
      for (const [index, { entry }] of batch.items.entries()) trial.saw(`entry ${index}`, entry)
      const signed = new Set(batch.signed)
      const isSigned = (bytes: Uint8Array): boolean => corpus.signed.has(toHex(bytes)) || signed.has(toHex(bytes))
      const taken = await ingest(store, log.festival, batch.items, provisional)
      await checkStore(store, festivals, isSigned)
      if (trial.dice.oneIn(2))
        await ingest(store, log.festival, entries.map(honestItem), trial.dice.oneIn(2) ? provisional : {})
      for (const each of await store.logs(log.festival)) {
        const { state } = await confirmLog(store, each, { verifier: verifyHere })
        expectThat(state === 'complete' || state === 'cut', 'nobody told it to stop')
        const after = await store.log(each.author, each.logId)
        expectThat(after === undefined || after.verified === after.seqNum, 'nothing is provisional after the check')
      }
      await checkStore(store, festivals, isSigned)
      expectThat(taken.ok || codes.ingest.has(taken.error.code), 'the code is one of the door')
      expectThat(taken.ok || !trial.isHonest || isUndead, 'an honest batch is refused')
      return taken.ok ? 'accepted' : taken.error.code
    },
  }
}
