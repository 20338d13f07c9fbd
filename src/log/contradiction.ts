// An author said something else here (DESIGN 4.1, forks): is it really signed, and is what we hold? Then it is a fork proof.

import { equalBytes, toHex } from '../bamboo/index.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'
import type { CheckedItem } from './check-entries.ts'

/**
 * `forked`: the proof is kept. `signature-invalid`: the new entry is not signed. `moved`: the held one was not, or stood where
 * the festival begins, and was dropped with all after it: read the log again.
 */
export type Contradiction = 'forked' | 'signature-invalid' | 'moved'

/** Settles which of two different entries at one sequence number count. */
export async function contradict(
  store: LogStore,
  log: StoredLog,
  held: StoredEntry,
  item: CheckedItem,
  verifier: EntryVerifier,
): Promise<Contradiction> {
  const { author, logId, seqNum: head, verified, forkedAt } = log
  const { seqNum } = held
  if (item.findings.signature === 'unchecked' && !(await isSigned(item.bytes, verifier))) return 'signature-invalid'
  const isFounding = seqNum === 1 && !log.own && toHex(item.findings.hash) === log.festival
  if (forkedAt !== undefined && forkedAt <= seqNum && !isFounding) return 'forked'
  // Entries beyond the head are only kept once their signature is checked.
  const isProvisional = seqNum > verified && seqNum <= head
  if (isProvisional && !(await isSigned(held.entry, verifier))) {
    await cutUnsigned(store, log, held)
    return 'moved'
  }
  await store.keepForkProof({ author, logId, seqNum, first: held.entry, second: item.bytes.slice() })
  if (!isFounding) return 'forked'
  // What is held has no effect below this fork, and the entry that the festival is named after always counts.
  await store.cut(author, logId, 1)
  return 'moved'
}

/** Drops a provisional entry and all after it, unless the log was cut there meanwhile and goes on differently. */
export async function cutUnsigned(store: LogStore, log: StoredLog, unsigned: StoredEntry): Promise<void> {
  const { author, logId } = log
  const now = await store.log(author, logId)
  if (now === undefined || now.verified >= unsigned.seqNum) return
  const [held] = await store.entries(now, unsigned.seqNum, unsigned.seqNum)
  if (held !== undefined && equalBytes(held.entry, unsigned.entry)) await store.cut(author, logId, unsigned.seqNum)
}

async function isSigned(entry: Uint8Array, verifier: EntryVerifier): Promise<boolean> {
  const [found] = await verifier.verify([{ entry }], 'all')
  return found?.signature === 'valid'
}
