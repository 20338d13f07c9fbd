// The first stage of the door (DESIGN 3.3, 4.1): what can be found out about a batch without a store. Decoding, order,
// hashes, payloads and signatures; several batches may be in flight while earlier ones are being stored.

import type { EntryFindings, EntryToVerify, EntryVerifier } from '../ports/entry-verifier.ts'
import {
  MAX_BATCH_ENTRIES,
  readBatch,
  type Batch,
  type BatchErrorCode,
  type BatchItem,
  type IncomingEntry,
  type LogName,
} from './batch.ts'
import { lookAt, verifyHere } from './verify-here.ts'

/** An entry and what was found out about it. */
export interface CheckedItem extends BatchItem {
  findings: EntryFindings
}

/**
 * Consecutive entries of one log without an invalid signature among those that were checked. What is left to say about
 * them needs the log: `takeChecked`.
 */
export interface CheckedBatch {
  log?: LogName
  items: CheckedItem[]
  /** True when signatures may stay unchecked (see `CheckOptions.provisional`). */
  provisional: boolean
  /** Why the batch ends here when it had more; `seqNum` as in `Batch`. */
  error?: { code: BatchErrorCode | 'signature-invalid'; seqNum: number }
}

export interface CheckOptions {
  /** Who checks the signatures and hashes; this very thread unless told otherwise. */
  verifier?: EntryVerifier
  /** Checks some signatures only (see `SignaturesToCheck`): enough to show the others, not to pass them on (DESIGN 4.1). */
  provisional?: boolean
  /** Entries up to here are held: they will be compared, so their signatures are not checked. 0 by default. */
  heldTo?: number
}

/**
 * Checks a batch as far as possible without knowing its log. The bytes are copied before the call returns. Rejects only when
 * the verifier was closed.
 */
export function checkEntries(incoming: readonly IncomingEntry[], options: CheckOptions = {}): Promise<CheckedBatch> {
  return checkBatch(readBatch(incoming), options)
}

/** The same for a batch that is decoded already. */
export async function checkBatch(batch: Batch, options: CheckOptions = {}): Promise<CheckedBatch> {
  const { heldTo = 0, provisional = false, verifier = verifyHere } = options
  const news = batch.items.findIndex(({ entry }) => entry.seqNum > heldTo)
  const heldCount = news === -1 ? batch.items.length : news
  const held = batch.items.slice(0, heldCount)
  const verified = verifyNews(batch.items.slice(heldCount), provisional, verifier)
  const looked = held.map((item) => lookAt(asToVerify(item)))
  const items = [...withFindings(held, looked), ...(await verified)]
  const bad = items.findIndex(({ findings }) => findings.signature === 'invalid')
  const seqNum = items[bad]?.entry.seqNum
  if (seqNum === undefined) return { ...batch, items, provisional }
  return { ...batch, items: items.slice(0, bad), provisional, error: { code: 'signature-invalid', seqNum } }
}

/** Two batches as one, when the second goes on where the first ends: to store them together costs as much as one. */
export function joined(first: CheckedBatch, second: CheckedBatch): CheckedBatch | undefined {
  const [last, next] = [first.items.at(-1)?.entry, second.items[0]?.entry]
  if (last === undefined || next === undefined || first.error !== undefined) return undefined
  const isOneLog = first.log?.author === second.log?.author && first.log?.logId === second.log?.logId
  const isNext = isOneLog && next.seqNum === last.seqNum + 1 && first.provisional === second.provisional
  const items = [...first.items, ...second.items]
  return isNext && items.length <= MAX_BATCH_ENTRIES ? { ...second, items } : undefined
}

/** Checks the signatures that are not checked yet; gives the items before the first invalid one. */
export async function checkRest(items: readonly CheckedItem[], verifier: EntryVerifier): Promise<CheckedItem[]> {
  const unchecked = items.filter(({ findings }) => findings.signature === 'unchecked')
  if (unchecked.length === 0) return [...items]
  const found = await verifier.verify(
    unchecked.map(({ bytes }) => ({ entry: bytes })),
    'all',
  )
  const signatures = new Map(unchecked.map(({ entry }, index) => [entry.seqNum, found[index]?.signature ?? 'invalid']))
  const checked = items.map((item) => {
    const signature = signatures.get(item.entry.seqNum)
    return signature === undefined ? item : { ...item, findings: { ...item.findings, signature } }
  })
  const bad = checked.findIndex(({ findings }) => findings.signature === 'invalid')
  return bad === -1 ? checked : checked.slice(0, bad)
}

/** What was found out about the items up to the first invalid signature, and perhaps about more. */
async function verifyNews(
  items: readonly BatchItem[],
  provisional: boolean,
  verifier: EntryVerifier,
): Promise<CheckedItem[]> {
  const asked = items.map(asToVerify)
  const found = await verifier.verify(asked, provisional ? 'some' : 'all')
  const bad = provisional ? found.findIndex(({ signature }) => signature === 'invalid') : -1
  if (bad === -1) return withFindings(items, found)
  // Nothing vouches for those before it: which of them are signed has to be found out one by one.
  const sure = found.slice(0, bad).findLastIndex(({ signature }) => signature === 'valid') + 1
  const closer = await verifier.verify(asked.slice(sure, bad + 1), 'all')
  return withFindings(items.slice(0, bad + 1), [...found.slice(0, sure), ...closer])
}

function asToVerify({ bytes, payload }: BatchItem): EntryToVerify {
  return payload === undefined ? { entry: bytes } : { entry: bytes, payload }
}

function withFindings(items: readonly BatchItem[], found: readonly EntryFindings[]): CheckedItem[] {
  return items.map(({ entry, bytes, payload }, index) => {
    const findings = found[index]
    if (findings === undefined) throw new TypeError(`the verifier found ${found.length} of ${items.length}`)
    return payload === undefined ? { entry, bytes, findings } : { entry, bytes, payload, findings }
  })
}
