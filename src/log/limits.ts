// What one author may make others store in one festival (DESIGN 5.7). A quota cuts a log at a prefix, it never skips.

import { MAX_ENTRY_LENGTH } from '../bamboo/index.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { LogStore, Quota, StoredLog } from '../ports/log-store.ts'

export type { Quota } from '../ports/log-store.ts'

/** The quota unless the user raises it. */
export const DEFAULT_QUOTA: Readonly<Quota> = { entries: 10_000, bytes: 64 * 1024 * 1024 }

/** Whether there may be no room for one more entry, which can be as large as entries get. */
export function isFull(quota: Readonly<Quota>, used: Readonly<Quota>): boolean {
  return used.entries >= quota.entries || used.bytes + MAX_ENTRY_LENGTH + MAX_PAYLOAD_LENGTH > quota.bytes
}

/** What is left of a quota after the logs held; never negative. */
export function remainingQuota(quota: Readonly<Quota>, logs: readonly StoredLog[]): Quota {
  const remaining = { ...quota }
  for (const log of logs) {
    remaining.entries -= log.seqNum
    remaining.bytes -= log.bytes
  }
  return { entries: Math.max(0, remaining.entries), bytes: Math.max(0, remaining.bytes) }
}

/** What an author may still add to a festival, by what the user allowed or by `quota`, if given. */
export async function quotaLeft(
  store: LogStore,
  { author, festival }: { author: PublicKey; festival: FestivalId },
  quota?: Readonly<Quota>,
): Promise<Quota> {
  const allowed = quota ?? (await store.quotaOf(author, festival)) ?? DEFAULT_QUOTA
  return remainingQuota(allowed, await store.logsOf(author, festival))
}
