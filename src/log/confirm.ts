// Checks the signatures that a provisional log left open (DESIGN 4.1), in the background and a batch at a time, until the
// log is verified or cut where it is not signed.

import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'
import type { LogName } from './batch.ts'
import { cutUnsigned } from './contradiction.ts'

/** Entries read and verified together, a multiple of a segment. */
const BATCH = 256
/** Batches being verified while the next one is read. */
const IN_FLIGHT = 2

export interface ConfirmOptions {
  verifier: EntryVerifier
  /** An `AbortSignal`, for instance. Stops between batches; what was confirmed stays, a later call goes on there. */
  signal?: { readonly aborted: boolean }
  /** Awaited after each batch: every signature up to `verified` of `seqNum` entries is checked. */
  onProgress?: (progress: { verified: number; seqNum: number }) => Promise<void> | void
}

export interface ConfirmOutcome {
  /** `complete`: no signature is open. `cut`: one was bad. `stopped`: by the signal, or nothing more can be read. */
  state: 'complete' | 'cut' | 'stopped'
  /** Every signature up to here is checked. */
  verified: number
  /** The first entry that its author did not sign; it and all after it are dropped. */
  cutAt?: number
}

/**
 * Checks all provisional entries of a log, also those that are appended meanwhile. Two calls for one log do the work twice
 * and no harm. Rejects when the verifier was closed or the store fails; what was confirmed stays.
 */
export async function confirmLog(store: LogStore, log: LogName, options: ConfirmOptions): Promise<ConfirmOutcome> {
  for (let before = -1; ;) {
    const now = await store.log(log.author, log.logId)
    const verified = now?.verified ?? 0
    if (now === undefined || verified >= now.seqNum) return { state: 'complete', verified }
    // A round without progress: told to stop, or the store lacks what it says it holds.
    if (options.signal?.aborted === true || verified === before) return { state: 'stopped', verified }
    before = verified
    const unsigned = await confirmTo(store, now, options)
    if (unsigned === undefined) continue
    await cutUnsigned(store, now, unsigned)
    return { state: 'cut', verified: unsigned.seqNum - 1, cutAt: unsigned.seqNum }
  }
}

interface Batch {
  entries: readonly StoredEntry[]
  /** The first one that is not signed. */
  unsigned: Promise<StoredEntry | undefined>
}

/** Works through a log as it was read; gives the first entry that is not signed. Ends early when it is told to stop. */
async function confirmTo(store: LogStore, log: StoredLog, options: ConfirmOptions): Promise<StoredEntry | undefined> {
  const queue: Batch[] = []
  let next = log.verified + 1
  for (;;) {
    if (options.signal?.aborted === true) return undefined
    while (queue.length <= IN_FLIGHT && next <= log.seqNum) {
      const entries = await headers(store, log, next, Math.min(next + BATCH - 1, log.seqNum))
      // Fewer than the log says: it was cut meanwhile.
      if (entries.length === 0) break
      const unsigned = firstUnsigned(entries, options.verifier)
      // Its failure shows when its turn comes; until then it is nobody's.
      unsigned.catch(() => undefined)
      queue.push({ entries, unsigned })
      next += entries.length
    }
    const batch = queue.shift()
    if (batch === undefined) return undefined
    const unsigned = await batch.unsigned
    const signed = unsigned === undefined ? batch.entries : batch.entries.slice(0, batch.entries.indexOf(unsigned))
    const last = signed.at(-1)
    if (last !== undefined) {
      await store.confirm(log.author, log.logId, last)
      await options.onProgress?.({ verified: last.seqNum, seqNum: log.seqNum })
    }
    if (unsigned !== undefined) return unsigned
  }
}

/** Copies, so that what is waiting does not keep whole segments with their payloads in memory. */
async function headers(store: LogStore, log: StoredLog, from: number, to: number): Promise<StoredEntry[]> {
  const held = await store.entries(log, from, to)
  return held.map(({ seqNum, entry }) => ({ seqNum, entry: entry.slice() }))
}

async function firstUnsigned(
  entries: readonly StoredEntry[],
  verifier: EntryVerifier,
): Promise<StoredEntry | undefined> {
  const found = await verifier.verify(
    entries.map(({ entry }) => ({ entry })),
    'all',
  )
  return entries.find((_, index) => found[index]?.signature !== 'valid')
}
