// What came of taking entries from outside (DESIGN 3.3): what changed, or why something was refused and where.

import type { PoolErrorCode } from '../bamboo/index.ts'
import type { AppendError, StoredLog } from '../ports/log-store.ts'
import type { BatchErrorCode } from './batch.ts'
import type { ContinuationErrorCode } from './continuation.ts'

export type IngestErrorCode =
  | BatchErrorCode
  | ContinuationErrorCode
  | PoolErrorCode // of newest entries that came with a certificate pool
  | 'gap' // entries before it are missing: fetch from the head on
  | 'forked' // the log says two different things here: nothing from here on is taken
  | 'own-log-ahead' // an entry of my log that I did not write: the log is stopped
  | 'contended' // another context kept appending to the same log
  | Exclude<AppendError['code'], 'moved'>

/** What the call changed. `log` is the log afterwards; absent while nothing of it is held. */
export interface IngestOutcome {
  log?: StoredLog
  appended: number
  /** Entries that were held already. */
  known: number
  /** Entries that were held without their payload and have it now. */
  filled: number
}

/** The first entry that was refused; 0 stands for an unreadable first one. What came before it is in `outcome`. */
export interface IngestError {
  code: IngestErrorCode
  seqNum: number
  outcome: IngestOutcome
}

/** Why nothing from entry `seqNum` on is taken. */
export interface Refusal {
  code: IngestErrorCode
  seqNum: number
}
