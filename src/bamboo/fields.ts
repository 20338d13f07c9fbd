// Where each field of an encoded entry lies (design §4.1): for whoever wants to see an entry byte by byte.

import { skimEntry, type DecodeError } from './decode.ts'
import { PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, hasBacklink, hasLipmaalink } from './entry.ts'
import { ok, type Result } from './result.ts'
import { encodeVarU64 } from './varu64.ts'
import { YAMF_HASH_LENGTH } from './yamf-hash.ts'

/** The fields of an entry, in the order of their bytes. */
export type EntryFieldName =
  | 'tag'
  | 'author'
  | 'log-id'
  | 'seq-num'
  | 'lipmaalink'
  | 'backlink'
  | 'payload-size'
  | 'payload-hash'
  | 'signature'

/** Bytes `from` to `to` of the entry, the last not included. */
export interface EntryField {
  readonly name: EntryFieldName
  readonly from: number
  readonly to: number
}

/** The fields that these bytes have, without a gap and in order; the error of `decodeEntry` when they are no entry. */
export function entryFields(bytes: Uint8Array): Result<EntryField[], DecodeError> {
  const decoded = skimEntry(bytes)
  if (!decoded.ok) return decoded
  const { logId, seqNum, payloadSize } = decoded.value
  // Only the canonical form of a number is accepted, so its length says how long it is here.
  const lengths: readonly (readonly [EntryFieldName, number])[] = [
    ['tag', 1],
    ['author', PUBLIC_KEY_LENGTH],
    ['log-id', encodeVarU64(logId).length],
    ['seq-num', encodeVarU64(seqNum).length],
    ['lipmaalink', hasLipmaalink(seqNum) ? YAMF_HASH_LENGTH : 0],
    ['backlink', hasBacklink(seqNum) ? YAMF_HASH_LENGTH : 0],
    ['payload-size', encodeVarU64(payloadSize).length],
    ['payload-hash', YAMF_HASH_LENGTH],
    ['signature', SIGNATURE_LENGTH],
  ]
  const fields: EntryField[] = []
  let from = 0
  for (const [name, length] of lengths) {
    if (length > 0) fields.push({ name, from, to: from + length })
    from += length
  }
  return ok(fields)
}
