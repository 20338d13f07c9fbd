// Is this the payload that the entry signed? (design §4.1) Also for payloads that arrive later than their entry.

import type { Entry } from './entry.ts'
import { err, ok, type Result } from './result.ts'
import { isYamfHashOf } from './yamf-hash.ts'

/** Which of the two signed facts about the payload is wrong. */
export type PayloadErrorCode = 'payload-size-mismatch' | 'payload-hash-mismatch'

/** Why bytes are not the payload of an entry. */
export interface PayloadError {
  readonly code: PayloadErrorCode
}

/** Compares size, then hash, so that bytes of a wrong size are never hashed. */
export function checkPayload(entry: Entry, payload: Uint8Array): Result<undefined, PayloadError> {
  if (payload.length !== entry.payloadSize) return err({ code: 'payload-size-mismatch' })
  if (!isYamfHashOf(entry.payloadHash, payload)) return err({ code: 'payload-hash-mismatch' })
  return ok(undefined)
}
