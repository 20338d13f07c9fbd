// What somebody asks to publish, what comes back, and why it may not (DESIGN 3.3): the words of `publish`.

import type { OperationError } from '../operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import type { Operation } from '../operations/operation.ts'
import type { Clock } from '../ports/clock.ts'
import type { Locks } from '../ports/locks.ts'
import type { AppendError, LogStore, Membership } from '../ports/log-store.ts'
import type { Random } from '../ports/random.ts'
import type { Signer } from '../ports/signer.ts'

/** What publishing needs from outside. */
export interface PublishPorts {
  store: LogStore
  signer: Signer
  locks: Locks
  random: Random
  clock: Clock
}

/**
 * One entry to append: an operation, or exactly the payload bytes to sign. `previous` are the hashes of the entries of the
 * steps before it, so that a request can name the event made one step earlier. May be called again: no effects.
 */
export type Step = (previous: readonly EntryHash[]) => Operation | Uint8Array

/** Proof of one stored entry. */
export interface Receipt {
  id: EntryHash
  author: PublicKey
  logId: bigint
  seqNum: number
}

export interface Publication<Value extends object> {
  /** `new`: the first step is the `festival.create` that names a new festival. */
  festival: FestivalId | 'new'
  /** Stored all or none; at least one. */
  steps: readonly Step[]
  /**
   * Ids of the author's logs whose objects the steps change, while they are homed there (DESIGN 4.2): each is claimed by a
   * `log.continue` in front of the steps, with its unforked head as it is then. Only for what a person does, never a policy.
   */
  continues?: readonly bigint[]
  /**
   * The log that the steps must stand in, for what nobody may continue without being asked (a policy's answer): refused as
   * `not-home` when it is not the one that would be written.
   */
  onlyIn?: bigint
  /** The last step ends the log (bamboo's end-of-log): nothing of the author follows. */
  isLast?: boolean
  /** JSON-like value of the receipts, one per step; stored with the command and given again to every retry. */
  value: (receipts: readonly Receipt[]) => Value
  /** Runs once however often it is asked. `membership` is written in the same transaction. */
  command?: { id: string; membership?: (festival: FestivalId) => Membership }
}

/** Why nothing was stored. `step` is the index of the step at fault. */
export type PublishError =
  | (OperationError & { step: number })
  | { code: 'misplaced-operation'; step: number } // festival.create anywhere but first in a new festival
  | { code: 'signer-failed' } // locked or lost meanwhile, or what it signed does not verify
  | { code: 'log-ended' } // its author retired it: nothing follows, in no log
  | { code: 'not-home' } // see `onlyIn`
  | { code: 'quota-exceeded' }
  | { code: 'contended' } // somebody without the lock kept appending
  | Exclude<AppendError, { code: 'moved' }>
