// From an entry to its bytes (design §4.1). Encoding is total for entries that `decodeEntry` or `signEntry` made; an
// entry built by hand with impossible fields is a programmer's mistake and throws.

import { concatBytes } from './bytes.ts'
import {
  MAX_LOG_ID,
  MAX_PAYLOAD_SIZE,
  PUBLIC_KEY_LENGTH,
  SIGNATURE_LENGTH,
  hasBacklink,
  hasLipmaalink,
  isSeqNum,
  type Entry,
} from './entry.ts'
import { encodeVarU64 } from './varu64.ts'
import { isYamfHash } from './yamf-hash.ts'

const NO_BYTES = new Uint8Array(0)

/**
 * The bytes of an entry, at most `MAX_ENTRY_LENGTH`. Their yamf-hash identifies the entry.
 * @throws RangeError when a field has an impossible length, range or presence.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  return concatBytes(encodeUnsigned(entry), ofLength('signature', entry.signature, SIGNATURE_LENGTH))
}

/**
 * The bytes that the author signs: everything before the signature.
 * @throws RangeError when a field has an impossible length, range or presence.
 */
export function encodeUnsigned(entry: Omit<Entry, 'signature'>): Uint8Array {
  const { seqNum, logId, payloadSize } = entry
  if (!isSeqNum(seqNum)) throw new RangeError(`not a sequence number: ${seqNum}`)
  if (logId < 0n || logId > MAX_LOG_ID) throw new RangeError(`not a log id: ${logId}`)
  if (!Number.isSafeInteger(payloadSize) || payloadSize < 0 || payloadSize > MAX_PAYLOAD_SIZE) {
    throw new RangeError(`not a payload size: ${payloadSize}`)
  }
  return concatBytes(
    Uint8Array.of(entry.isEndOfLog ? 1 : 0),
    ofLength('author', entry.author, PUBLIC_KEY_LENGTH),
    encodeVarU64(logId),
    encodeVarU64(seqNum),
    link('lipmaalink', entry.lipmaalink, hasLipmaalink(seqNum)),
    link('backlink', entry.backlink, hasBacklink(seqNum)),
    encodeVarU64(payloadSize),
    link('payload hash', entry.payloadHash, true),
  )
}

function link(name: string, hash: Uint8Array | undefined, expected: boolean): Uint8Array {
  if ((hash !== undefined) !== expected) throw new RangeError(`${name} must be ${expected ? 'present' : 'absent'}`)
  if (hash === undefined) return NO_BYTES
  if (!isYamfHash(hash)) throw new RangeError(`${name} is not a BLAKE2b yamf-hash`)
  return hash
}

function ofLength(name: string, bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`${name} must have ${length} bytes, not ${bytes.length}`)
  return bytes
}
