// What one author may make others store in one festival (DESIGN 5.7). A quota cuts a log at a prefix, it never skips.

import type { StoredLog } from '../ports/log-store.ts'

/** Limits per author and festival, all logs together. */
export interface Quota {
  entries: number
  /** Bytes of entries and payloads. */
  bytes: number
}

/** The quota unless the user raises it. */
export const DEFAULT_QUOTA: Readonly<Quota> = { entries: 10_000, bytes: 64 * 1024 * 1024 }

/** What is left of a quota after the logs held; never negative. */
export function remainingQuota(quota: Readonly<Quota>, logs: readonly StoredLog[]): Quota {
  const remaining = { ...quota }
  for (const log of logs) {
    remaining.entries -= log.seqNum
    remaining.bytes -= log.bytes
  }
  return { entries: Math.max(0, remaining.entries), bytes: Math.max(0, remaining.bytes) }
}
