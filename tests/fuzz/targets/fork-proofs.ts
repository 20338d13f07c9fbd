// Proofs that somebody contradicted themselves (DESIGN 4.1): only two real signatures at one place prove anything.

import { equalBytes } from '../../../src/bamboo/index.ts'
import { ingestForkProof } from '../../../src/log/fork-proof.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { codes } from '../codes.ts'
import type { Corpus, HonestEntry } from '../corpus.ts'
import { Forger, type Forged } from '../forge.ts'
import { referenceRead } from '../reference.ts'
import type { Target } from '../run.ts'
import { expectThat, type Trial } from '../trial.ts'

export function forkProofsTarget(corpus: Corpus): Target {
  const forger = new Forger(corpus)
  const [main] = corpus.logs
  const forged = (trial: Trial, entries: readonly HonestEntry[], index: number): Forged => {
    const entry = entries[index] ?? trial.dice.pick(entries)
    return trial.dice.oneIn(2) ? { bytes: entry.bytes, isSigned: true } : forger.forge(trial, entry)
  }
  return {
    name: 'fork proof',
    share: 2,
    async run(trial) {
      const index = trial.dice.below(corpus.branch.entries.length)
      const first = forged(trial, main?.entries ?? [], index)
      const second = forged(trial, corpus.branch.entries, trial.dice.oneIn(8) ? index + 1 : index)
      trial.saw('first', first.bytes)
      trial.saw('second', second.bytes)
      const proof = await ingestForkProof(new MemoryLogStore(), first.bytes, second.bytes)
      const expected = first.isSigned && second.isSigned && areRivals(first.bytes, second.bytes)
      const verdict = proof.ok ? 'accepted' : proof.error.code
      expectThat(proof.ok === expected, `${verdict}, but it ${expected ? 'proves' : 'does not prove'} a fork`)
      expectThat(proof.ok || codes.forkProof.has(verdict), `${verdict} is no code of fork proofs`)
      return verdict
    },
  }
}

/** Different entries of one author, log and sequence number. */
function areRivals(first: Uint8Array, second: Uint8Array): boolean {
  const [one, two] = [referenceRead(first), referenceRead(second)]
  if (one === undefined || two === undefined || equalBytes(first, second)) return false
  return one.author === two.author && one.logId === two.logId && one.seqNum === two.seqNum
}
