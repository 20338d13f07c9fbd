// Proof that an author said two different things at one place of a log (DESIGN 4.1, forks): two validly signed headers with
// the same author, log id and sequence number and different hashes. Links and payloads do not matter.

import { equalBytes, err, ok, toHex, verifyHeader, type Result } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { ForkProof, LogStore } from '../ports/log-store.ts'

/** `different-places`: two entries that do not contradict each other. `same-entry`: one entry twice. */
export type ForkProofErrorCode = 'not-signed' | 'different-places' | 'same-entry'

/** Verifies two entries, each malformed or badly signed one being `not-signed`. */
export async function verifyForkProof(
  first: Uint8Array,
  second: Uint8Array,
): Promise<Result<ForkProof, { code: ForkProofErrorCode }>> {
  const [one, two] = await Promise.all([verifyHeader(first), verifyHeader(second)])
  if (!one.ok || !two.ok) return err({ code: 'not-signed' })
  const { author, logId, seqNum } = one.value.entry
  const other = two.value.entry
  if (!equalBytes(author, other.author) || logId !== other.logId || seqNum !== other.seqNum) {
    return err({ code: 'different-places' })
  }
  if (equalBytes(one.value.bytes, two.value.bytes)) return err({ code: 'same-entry' })
  return ok({ author: toHex(author) as PublicKey, logId, seqNum, first: one.value.bytes, second: two.value.bytes })
}

/** Verifies a proof that came from outside and keeps it, also for a log not held yet. The value: whether it was news. */
export async function ingestForkProof(
  store: LogStore,
  first: Uint8Array,
  second: Uint8Array,
): Promise<Result<{ news: boolean }, { code: ForkProofErrorCode }>> {
  const proof = await verifyForkProof(first, second)
  return proof.ok ? ok({ news: await store.keepForkProof(proof.value) }) : proof
}
