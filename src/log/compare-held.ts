// Entries that come for numbers that are held (DESIGN 4.1): the same bytes again, perhaps with a payload that was missing, or
// proof that the author said two different things.

import { equalBytes } from '../bamboo/index.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogStore, StoredLog } from '../ports/log-store.ts'
import type { CheckedItem } from './check-entries.ts'
import { contradict } from './contradiction.ts'
import type { Refusal } from './ingest-outcome.ts'
import { quotaLeft, type Quota } from './limits.ts'

export interface Comparison {
  /** Entries that were held already, up to the first refusal. */
  known: number
  /** Of these, entries that have their payload only now. */
  filled: number
  /** `moved`: the log changed, read it again. */
  end?: Refusal | 'moved'
}

export interface CompareContext {
  store: LogStore
  verifier: EntryVerifier
  /** The author's limits in this festival; those that the store knows when undefined. */
  quota: Readonly<Quota> | undefined
}

/** Compares consecutive items, all at or below the log's head, with what is held. */
export async function compareHeld(
  context: CompareContext,
  log: StoredLog,
  items: readonly CheckedItem[],
): Promise<Comparison> {
  const from = items[0]?.entry.seqNum
  if (from === undefined) return { known: 0, filled: 0 }
  const { store, verifier } = context
  const held = await store.entries(log, from, from + items.length - 1)
  const late: CheckedItem[] = []
  let known = 0
  let end: Refusal | 'moved' | undefined
  for (const [index, item] of items.entries()) {
    const stored = held[index]
    const { seqNum } = item.entry
    const payload = item.findings.payload
    if (stored === undefined) end = { code: 'storage-failed', seqNum }
    else if (!equalBytes(stored.entry, item.bytes)) {
      const code = await contradict(store, log, stored, item, verifier)
      end = code === 'moved' ? code : { code, seqNum }
    } else if (payload !== 'valid' && payload !== 'absent') end = { code: payload, seqNum }
    else if (stored.payload === undefined && payload === 'valid') late.push(item)
    if (end !== undefined) break
    known += 1
  }
  const { filled, refusal } = await fill(context, log, late)
  end ??= refusal
  return end === undefined ? { known, filled } : { known, filled, end }
}

/** Puts payloads to their entries as far as the quota goes. Own logs have theirs, or lack them because they are retracted. */
async function fill(
  { store, quota }: CompareContext,
  log: StoredLog,
  late: readonly CheckedItem[],
): Promise<{ filled: number; refusal?: Refusal }> {
  const first = late[0]?.entry.seqNum
  const last = late.at(-1)?.entry.seqNum
  if (first === undefined || last === undefined || (log.own && !log.stopped)) return { filled: 0 }
  let { bytes } = await quotaLeft(store, log, quota)
  const payloads: { seqNum: number; payload: Uint8Array }[] = []
  for (const { entry, payload } of late) {
    bytes -= entry.payloadSize
    if (bytes >= 0 && payload !== undefined) payloads.push({ seqNum: entry.seqNum, payload })
  }
  if (payloads.length > 0) await store.fill(log, payloads)
  // The store leaves out what was forgotten on purpose, so what is there now is counted.
  const offered = new Set(payloads.map(({ seqNum }) => seqNum))
  const now = await store.entries(log, first, last)
  const filled = now.filter(({ seqNum, payload }) => offered.has(seqNum) && payload !== undefined).length
  const seqNum = late[payloads.length]?.entry.seqNum
  return seqNum === undefined ? { filled } : { filled, refusal: { code: 'quota-exceeded', seqNum } }
}
