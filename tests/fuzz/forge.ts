// A changed entry, and whether its signature is real: the one thing about it that has to be known rather than looked at.

import { concatBytes, equalBytes, toHex } from '../../src/bamboo/index.ts'
import { byteMutations } from './byte-mutations.ts'
import type { Corpus, HonestEntry } from './corpus.ts'
import { fieldMutations, lies, signAgain, signForged } from './entry-mutations.ts'
import { joinFields, splitFields, type Fields } from './fields.ts'
import type { Mutation, Trial } from './trial.ts'

export interface Forged {
  readonly bytes: Uint8Array
  /** The author of these bytes really signed them. */
  readonly isSigned: boolean
}

/** Changes one entry of the corpus in one of four ways. */
export class Forger {
  readonly #corpus: Corpus
  readonly #fieldMutations: readonly Mutation<Fields>[]
  readonly #forgery: Mutation<Fields>

  constructor(corpus: Corpus) {
    this.#corpus = corpus
    this.#fieldMutations = fieldMutations(corpus)
    this.#forgery = signForged(corpus)
  }

  forge(trial: Trial, entry: HonestEntry): Forged {
    const way = trial.dice.below(16)
    if (way < 3) return this.#lie(trial, entry)
    if (way === 3) return this.#known(this.#forged(trial, entry))
    if (way < 6) return this.#known(trial.mutate(entry.bytes, byteMutations))
    return this.#known(joinFields(trial.mutate(fieldsOf(entry), this.#fieldMutations)))
  }

  /** What the author says now is not true, or not well-formed, but signed. */
  #lie(trial: Trial, entry: HonestEntry): Forged {
    const mutations = trial.dice.oneIn(3) ? this.#fieldMutations : lies
    const changed = trial.mutate(fieldsOf(entry), mutations)
    const again = trial.once(changed, signAgain(entry))
    const bytes = joinFields(again)
    const isAgain = again !== changed && equalBytes(again.author, entry.author.publicKey)
    return isAgain ? { bytes, isSigned: true } : this.#known(bytes)
  }

  #forged(trial: Trial, entry: HonestEntry): Uint8Array {
    return joinFields(trial.once(trial.mutate(fieldsOf(entry), lies), this.#forgery))
  }

  /** Bytes are signed when somebody honest made exactly these. */
  #known(bytes: Uint8Array): Forged {
    return { bytes, isSigned: this.#corpus.signed.has(toHex(bytes)) }
  }
}

function fieldsOf(entry: HonestEntry): Fields {
  return splitFields(entry.bytes, entry.seqNum)
}

/** Bytes that are no entry and never were. */
export function noise(trial: Trial): Uint8Array {
  return concatBytes(trial.dice.bytes(1), trial.dice.bytes(trial.dice.below(400)))
}
