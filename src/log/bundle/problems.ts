// What was left out of a bundle that is otherwise fine, counted by reason.

import type { ForkProofErrorCode } from '../fork-proof.ts'
import type { IngestErrorCode } from '../ingest.ts'

/** `not-accepted`: of a festival that was not wanted. `malformed-record`: a record of a known type that has not its form. */
export type ProblemCode = IngestErrorCode | ForkProofErrorCode | 'not-accepted' | 'malformed-record'

/** `count` entries; of fork proofs and malformed records so many records. */
export interface BundleProblem {
  code: ProblemCode
  count: number
}

export class Problems {
  readonly #counts = new Map<ProblemCode, number>()

  add(code: ProblemCode, count: number = 1): void {
    if (count > 0) this.#counts.set(code, (this.#counts.get(code) ?? 0) + count)
  }

  /** In the order in which they were first met. */
  list(): BundleProblem[] {
    return [...this.#counts].map(([code, count]) => ({ code, count }))
  }
}
