// How many of the entries after a log's head may be appended (DESIGN 4.1): none at or after a fork, none that does not
// continue the log, and none that no checked signature vouches for.

import { toHex } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { VerifiedAppend } from '../ports/log-store.ts'
import type { LogName } from './batch.ts'
import { checkRest, type CheckedItem } from './check-entries.ts'
import { continueLog, type ContinuationContext } from './continuation.ts'
import type { IngestErrorCode, Refusal } from './ingest-outcome.ts'

export interface AcceptablePrefix {
  appends: VerifiedAppend[]
  /** True when not every signature of these was checked. */
  provisional: boolean
  /** Why it ends before the items do. */
  end?: Refusal
}

/** Judges items that start right after the log's head. With `provisional` signatures may stay unchecked. */
export async function acceptablePrefix(
  context: ContinuationContext & { verifier: EntryVerifier },
  name: LogName,
  items: readonly CheckedItem[],
  provisional: boolean,
): Promise<AcceptablePrefix> {
  const { verifier } = context
  const unforked = await beforeFork(context, name, items)
  const signed = provisional ? unforked : await checkRest(unforked, verifier)
  const { appends, error } = await continueLog(context, signed)
  const linked = signed.slice(0, appends.length)
  const vouched = await vouchedFor(linked, verifier)
  const end =
    refusalAfter(vouched, linked, 'signature-invalid') ??
    error ??
    refusalAfter(signed, unforked, 'signature-invalid') ??
    refusalAfter(unforked, items, 'forked')
  return {
    appends: appends.slice(0, vouched.length),
    provisional: vouched.some(({ findings }) => findings.signature === 'unchecked'),
    ...(end === undefined ? {} : { end }),
  }
}

/** The `festival.create` that is the festival counts even when its author contradicted it. */
async function beforeFork(
  { store, log, festival }: ContinuationContext,
  { author, logId }: LogName,
  items: readonly CheckedItem[],
): Promise<readonly CheckedItem[]> {
  const forkedAt = log === undefined ? (await store.forkProof(author, logId))?.seqNum : log.forkedAt
  if (forkedAt === undefined) return items
  return items.filter((item) => item.entry.seqNum < forkedAt || isFounding(item, festival))
}

/** Whether it is the entry that the festival is named after. */
export function isFounding({ entry, findings }: CheckedItem, festival: FestivalId): boolean {
  return entry.seqNum === 1 && toHex(findings.hash) === festival
}

/** A prefix that was cut short can end in entries that no checked signature is above: theirs are checked now. */
async function vouchedFor(items: readonly CheckedItem[], verifier: EntryVerifier): Promise<readonly CheckedItem[]> {
  const sure = items.findLastIndex(({ findings }) => findings.signature === 'valid') + 1
  if (sure === items.length) return items
  return [...items.slice(0, sure), ...(await checkRest(items.slice(sure), verifier))]
}

/** The refusal of the first item that is not in the prefix, if there is one. */
export function refusalAfter(
  prefix: readonly CheckedItem[],
  items: readonly CheckedItem[],
  code: IngestErrorCode,
): Refusal | undefined {
  const seqNum = items[prefix.length]?.entry.seqNum
  return seqNum === undefined ? undefined : { code, seqNum }
}
