// Checks what can be said about an entry by itself: signature, hashes, payload (DESIGN 4.1). The expensive half of
// verification, and the half that needs no log: done here, in a pool of workers (src/adapters/web), or natively.

import type { PayloadErrorCode } from '../bamboo/index.ts'

/** Any bytes; `decodeEntry` is asked first by whoever wants to know why bytes are no entry. */
export interface EntryToVerify {
  entry: Uint8Array
  /** Absent when it did not come along. */
  payload?: Uint8Array
}

/** What was found. Bytes that are no entry have an invalid signature. */
export interface EntryFindings {
  /** Yamf-hash (66 bytes) of the entry's bytes. */
  hash: Uint8Array
  /** `unchecked`: nobody asked for this one. */
  signature: 'valid' | 'invalid' | 'unchecked'
  payload: 'valid' | 'absent' | PayloadErrorCode
}

/** A provisional check looks at one signature in so many entries at least, which bounds what a flood can fake. */
export const PROVISIONAL_RUN = 64

/**
 * Which signatures to check: every one, or only that of the last entry and of one in `PROVISIONAL_RUN` before it, which with
 * the hash chain below them is enough to show entries provisionally (DESIGN 4.1).
 */
export type SignaturesToCheck = 'all' | 'some'

export interface EntryVerifier {
  /**
   * Findings in the order of the entries. Never rejects for what the bytes are; rejects when the verifier was closed.
   * Callers may have several calls in flight; a pool spreads them. The bytes are not changed and not kept.
   */
  verify(entries: readonly EntryToVerify[], signatures: SignaturesToCheck): Promise<EntryFindings[]>
}
