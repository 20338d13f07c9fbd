// What a visitor reads when their p2panda did not do what they asked for here.

import type { P2pandaErrorName } from '../page/p2panda.d.ts'
import type { WordKey } from './words.ts'

const WORDS: Partial<Record<P2pandaErrorName, WordKey>> = {
  UserRejected: 'no',
  Aborted: 'no',
  Expired: 'late',
  Unauthorized: 'notAllowed',
  Conflict: 'conflict',
  StorageFull: 'full',
  Disconnected: 'updated',
  LimitExceeded: 'tooMany',
}

/** `error` is whatever a promise was rejected with. */
export function refusalWord(error: unknown): WordKey {
  const name = error instanceof Error ? error.name : ''
  return (Object.hasOwn(WORDS, name) && WORDS[name as P2pandaErrorName]) || 'failed'
}
