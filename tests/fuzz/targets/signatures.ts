// Signatures alone: both ways of checking them give the same answer (DESIGN 4.1, one rule for everybody), and only what was
// signed is valid.

import { SIGNATURE_LENGTH } from '../../../src/bamboo/index.ts'
import { verifyFallback } from '../../../src/bamboo/ed25519-fallback.ts'
import { verifyNative } from '../../../src/bamboo/ed25519.ts'
import type { Corpus } from '../corpus.ts'
import { signatureMutations } from '../entry-mutations.ts'
import { joinFields, splitFields } from '../fields.ts'
import type { Target } from '../run.ts'
import { expectThat } from '../trial.ts'

export function signaturesTarget(corpus: Corpus): Target {
  const mutations = signatureMutations(corpus)
  return {
    name: 'signature',
    share: 1,
    async run(trial) {
      const { entries } = trial.dice.pick(corpus.logs)
      const entry = trial.dice.pick(entries)
      const fields = trial.mutate(splitFields(entry.bytes, entry.seqNum), mutations)
      const { author: publicKey, signature } = fields
      const message = joinFields(fields).subarray(0, -Math.max(1, signature.length))
      for (const [label, bytes] of Object.entries({ publicKey, message, signature })) trial.saw(label, bytes)
      const native = await verifyNative({ publicKey, message, signature })
      const isValid = verifyFallback({ publicKey, message, signature })
      expectThat(native === undefined || native === isValid, `native says ${native}, the fallback ${isValid}`)
      expectThat(isValid || !trial.isHonest, 'an honest signature is refused')
      const isSame = trial.isHonest || Buffer.compare(joinFields(fields), entry.bytes) === 0
      expectThat(!isValid || (isSame && signature.length === SIGNATURE_LENGTH), 'something else is signed')
      return isValid ? 'accepted' : 'invalid'
    },
  }
}
