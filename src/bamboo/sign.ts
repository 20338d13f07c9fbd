// Making an entry (design §4.1): put the fields together, let the signer sign them, hash the result. Whoever holds the
// secret key stays behind the `Signer`.

import { getPublicKeyAsync, signAsync } from '@noble/ed25519'
import { concatBytes, equalBytes } from './bytes.ts'
import { encodeUnsigned } from './encode.ts'
import { MAX_LOG_ID, SIGNATURE_LENGTH, hasBacklink, hasLipmaalink, isSeqNum, type Entry } from './entry.ts'
import { err, ok, type Result } from './result.ts'
import { yamfHash } from './yamf-hash.ts'

/**
 * Signs for one author. `sign` gives 64 bytes; it may reject (a locked wallet), and `signEntry` then rejects the same
 * way.
 */
export interface Signer {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}

/**
 * What the new entry says. Links are yamf-hashes; a lipmaalink that equals the backlink may be given and is left out.
 */
export interface SignInput {
  readonly signer: Signer
  readonly logId: bigint
  readonly seqNum: number
  readonly backlink?: Uint8Array | undefined
  readonly lipmaalink?: Uint8Array | undefined
  readonly payload: Uint8Array
  readonly isEndOfLog?: boolean
}

/** An own entry: its fields, its bytes and the yamf-hash of its bytes. */
export interface SignedEntry {
  readonly entry: Entry
  readonly bytes: Uint8Array
  readonly hash: Uint8Array
}

/** Why no entry was made: numbers out of range, or links that this sequence number needs or can not have. */
export type SignErrorCode =
  | 'log-id-out-of-range'
  | 'seq-num-out-of-range'
  | 'backlink-missing'
  | 'backlink-unexpected'
  | 'lipmaalink-missing'
  | 'lipmaalink-unexpected'

/** A refusal of `signEntry`; nothing was signed. */
export interface SignError {
  readonly code: SignErrorCode
}

/** Signs one entry. The same input and key always give the same bytes, since Ed25519 is deterministic. */
export async function signEntry(input: SignInput): Promise<Result<SignedEntry, SignError>> {
  const code = refusal(input)
  if (code !== undefined) return err({ code })
  const fields = unsignedFields(input)
  const unsigned = encodeUnsigned(fields)
  const signature = await input.signer.sign(unsigned)
  if (signature.length !== SIGNATURE_LENGTH) throw new TypeError(`the signer gave ${signature.length} bytes`)
  const bytes = concatBytes(unsigned, signature)
  return ok({ entry: { ...fields, signature }, bytes, hash: yamfHash(bytes) })
}

/** A signer with the 32-byte secret key (seed) in memory, for tests and as reference. */
export async function signerFromSecretKey(secretKey: Uint8Array): Promise<Signer> {
  const publicKey = await getPublicKeyAsync(secretKey)
  return { publicKey, sign: (message) => signAsync(message, secretKey) }
}

function refusal({ logId, seqNum, backlink, lipmaalink }: SignInput): SignErrorCode | undefined {
  if (logId < 0n || logId > MAX_LOG_ID) return 'log-id-out-of-range'
  if (!isSeqNum(seqNum)) return 'seq-num-out-of-range'
  if (backlink === undefined) {
    if (hasBacklink(seqNum)) return 'backlink-missing'
  } else if (!hasBacklink(seqNum)) return 'backlink-unexpected'
  if (hasLipmaalink(seqNum)) return lipmaalink === undefined ? 'lipmaalink-missing' : undefined
  const isRepeated = lipmaalink !== undefined && backlink !== undefined && equalBytes(lipmaalink, backlink)
  return lipmaalink === undefined || isRepeated ? undefined : 'lipmaalink-unexpected'
}

function unsignedFields(input: SignInput): Omit<Entry, 'signature'> {
  const { signer, logId, seqNum, lipmaalink, backlink, payload } = input
  return {
    author: signer.publicKey,
    logId,
    seqNum,
    ...(lipmaalink !== undefined && hasLipmaalink(seqNum) ? { lipmaalink } : {}),
    ...(backlink === undefined ? {} : { backlink }),
    payloadSize: payload.length,
    payloadHash: yamfHash(payload),
    isEndOfLog: input.isEndOfLog ?? false,
  }
}
