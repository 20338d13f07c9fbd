// The one door through which entries enter the store (DESIGN 3.3, 4.1): decode, verify, append. An entry that is already
// held is success; of a batch the valid prefix is kept and the first refusal is reported with its place.

import type { Result } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { LogStore } from '../ports/log-store.ts'
import { readBatch, type IncomingEntry } from './batch.ts'
import { checkBatch, type CheckOptions } from './check-entries.ts'
import type { IngestError, IngestOutcome } from './ingest-outcome.ts'
import { takeChecked, type TakeOptions } from './take-checked.ts'

export { checkEntries, type CheckOptions, type CheckedBatch } from './check-entries.ts'
export type { IngestError, IngestErrorCode, IngestOutcome } from './ingest-outcome.ts'
export { takeChecked, type TakeOptions } from './take-checked.ts'

export type IngestOptions = TakeOptions & Pick<CheckOptions, 'verifier' | 'provisional'>

/**
 * Takes consecutive entries of one log that came from outside, for the festival that they were offered for. Both stages in
 * one: whoever has many batches calls `checkEntries` ahead for several and `takeChecked` in their order.
 */
export async function ingest(
  store: LogStore,
  topic: FestivalId,
  incoming: readonly IncomingEntry[],
  options: IngestOptions = {},
): Promise<Result<IngestOutcome, IngestError>> {
  const batch = readBatch(incoming)
  const log = batch.log === undefined ? undefined : await store.log(batch.log.author, batch.log.logId)
  return takeChecked(store, topic, await checkBatch(batch, { ...options, heldTo: log?.seqNum ?? 0 }), options)
}
