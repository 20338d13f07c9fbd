// What a clone inherits of logs that belong to other festivals (DESIGN 5.6, decision 0014), as far as a store knows: the list
// in the log that created it, and how far each of the listed logs counts.

import { toHex, yamfHash } from '../bamboo/index.ts'
import { decodeOperation } from '../operations/codec.ts'
import type { EntryHash, FestivalId } from '../operations/ids.ts'
import { MAX_LISTING_ENTRIES, firstHeads, moreHeads, type InheritedHeads } from '../operations/inherited-heads.ts'
import type { LogHead } from '../operations/operation.ts'
import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'
import type { CheckedBatch } from './check-entries.ts'
import { openedFestival } from './opening.ts'

/** Whether this is the log that created its festival. */
export async function isCreating(store: LogStore, log: StoredLog): Promise<boolean> {
  const [first] = await store.entries(log, 1, 1)
  return first !== undefined && toHex(yamfHash(first.entry)) === log.festival
}

/** The list in the log that created a clone, as far as it is held; undefined when the festival is no clone. */
export async function readInheritance(store: LogStore, creating: StoredLog): Promise<InheritedHeads | undefined> {
  const { forkedAt, verified } = creating
  const last = Math.min(MAX_LISTING_ENTRIES, verified, Math.max(1, (forkedAt ?? Number.POSITIVE_INFINITY) - 1))
  const [first, ...others] = await store.entries(creating, 1, Math.max(1, last))
  const created = operationIn(first)
  let list = created?.op === 'festival.create' ? firstHeads(created) : undefined
  for (const entry of others) {
    const op = operationIn(entry)
    if (list === undefined || op?.op !== 'festival.heads') break
    list = moreHeads(list, entry.seqNum, op)
  }
  return list
}

/**
 * The last entry of a listed log that a clone inherits: the head, or what lies below a fork at or before it. 0 while that much
 * of it is not held and checked, and for good when something else than the head stands there.
 */
export async function inheritedTo(store: LogStore, head: LogHead, log: StoredLog): Promise<number> {
  const { forkedAt, verified } = log
  if (forkedAt !== undefined && forkedAt <= head.seqNum) return verified >= forkedAt - 1 ? forkedAt - 1 : 0
  if (verified < head.seqNum) return 0
  const [held] = await store.entries(log, head.seqNum, head.seqNum)
  return held !== undefined && toHex(yamfHash(held.entry)) === head.hash ? head.seqNum : 0
}

/**
 * What a batch of a listed log means for the door: the festival that the log belongs to, and of the batch what lies up to the
 * head. Undefined when the log belongs to the clone itself, or nobody can tell.
 */
export async function inheritedBatch(
  store: LogStore,
  festival: FestivalId,
  head: LogHead,
  batch: CheckedBatch,
): Promise<{ home: FestivalId; batch: CheckedBatch } | undefined> {
  const home = await homeOf(store, batch)
  if (home === undefined || home === festival) return undefined
  const items = batch.items.filter(({ entry }) => entry.seqNum <= head.seqNum)
  const { error: _beyond, ...rest } = batch
  return { home, batch: items.length === batch.items.length ? batch : { ...rest, items } }
}

/**
 * The list of a clone that is made of a festival now: its logs up to what is checked and lies below forks, and of those that it
 * inherits itself (`inherited` is its own list) what they come to.
 */
export async function cloneHeads(
  store: LogStore,
  festival: FestivalId,
  inherited: readonly LogHead[],
): Promise<LogHead[]> {
  const heads: LogHead[] = []
  const add = async (log: StoredLog, seqNum: number): Promise<void> => {
    const [last] = seqNum < 1 ? [] : await store.entries(log, seqNum, seqNum)
    const hash = last === undefined ? undefined : (toHex(yamfHash(last.entry)) as EntryHash)
    if (hash !== undefined) heads.push({ author: log.author, logId: log.logId, seqNum, hash })
  }
  for (const log of await store.logs(festival)) {
    await add(log, Math.min(log.verified, (log.forkedAt ?? Number.POSITIVE_INFINITY) - 1))
  }
  for (const head of inherited) {
    const log = await store.log(head.author, head.logId)
    if (log !== undefined && isInheritable(log, festival)) await add(log, await inheritedTo(store, head, log))
  }
  return heads
}

/** Whether a listed log can be inherited by the festival: one of the festival itself is nothing that it inherits. */
export function isInheritable(log: StoredLog | undefined, festival: FestivalId): boolean {
  return log === undefined || log.seqNum === 0 || log.festival !== festival
}

/** The festival of the log that a batch is of: where it is held, or what its first entry says. */
export async function homeOf(store: LogStore, batch: CheckedBatch): Promise<FestivalId | undefined> {
  const log = batch.log === undefined ? undefined : await store.log(batch.log.author, batch.log.logId)
  return log === undefined || log.seqNum === 0 ? openedIn(batch) : log.festival
}

function openedIn({ items: [first] }: CheckedBatch): FestivalId | undefined {
  if (first?.entry.seqNum !== 1 || first.payload === undefined) return undefined
  return openedFestival(first.findings.hash, first.payload)
}

function operationIn(stored: StoredEntry | undefined) {
  const decoded = stored?.payload === undefined ? undefined : decodeOperation(stored.payload)
  return decoded?.ok === true ? decoded.value : undefined
}
