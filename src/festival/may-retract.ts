// What the wallet does not take back (DESIGN 4.1, Gaps): entries that others build upon. There are better words for what
// somebody wants then: retire the thing, revoke the answer.

import type { OperationName } from '../operations/operation.ts'

/**
 * `retract-thing`: retire it instead · `retract-answer`: revoke it instead · `retract-beginning`: it holds logs together ·
 * `already-retracted`: its words are gone, or it is a retraction itself.
 */
export type RetractErrorCode = 'retract-thing' | 'retract-answer' | 'retract-beginning' | 'already-retracted'

/**
 * Why an entry of one's own is not retracted; undefined when it may be. `op` is `none` for a payload that is no operation
 * that this version knows, undefined when the payload is not held.
 */
export function whyNotRetract(seqNum: number, op: OperationName | 'none' | undefined): RetractErrorCode | undefined {
  if (seqNum === 1 || op === 'log.continue') return 'retract-beginning'
  if (op === undefined || op === 'retract') return 'already-retracted'
  if (op.startsWith('resource.')) return 'retract-thing'
  return op.startsWith('authorization.') ? 'retract-answer' : undefined
}
