// Full verification of one entry (design §4.1): form and signature, both links against the referenced entries,
// end-of-log, payload hash and size. Gaplessness of the log is for whoever holds the log.

import { equalBytes } from './bytes.ts'
import { viewEntry, type DecodeErrorCode } from './decode.ts'
import { verifySignature } from './ed25519.ts'
import { encodeEntry } from './encode.ts'
import { MAX_ENTRY_LENGTH, SIGNATURE_LENGTH, type Entry } from './entry.ts'
import { checkLinks, type LinkErrorCode, type LinkHashes } from './links.ts'
import { lipmaalink } from './lipmaa.ts'
import { checkPayload, type PayloadErrorCode } from './payload.ts'
import { err, ok, type Result } from './result.ts'
import { yamfHash } from './yamf-hash.ts'

type LinkName = 'backlink' | 'lipmaalink'

/** Why bytes are no authentic entry, whatever its log. */
export type HeaderErrorCode = DecodeErrorCode | 'signature-invalid'

/** The first check of the header that failed. */
export interface HeaderError {
  readonly code: HeaderErrorCode
}

/** Why an entry is not verified. `backlink-wrong-…` and the like: the referenced entry given is not the one needed. */
export type VerifyErrorCode =
  | HeaderErrorCode
  | LinkErrorCode
  | `${LinkName}-malformed`
  | `${LinkName}-wrong-author`
  | `${LinkName}-wrong-log-id`
  | `${LinkName}-wrong-seq-num`
  | PayloadErrorCode

/** The first check that failed. */
export interface VerifyError {
  readonly code: VerifyErrorCode
}

/** An entry whose form and signature are right; its links and payload are not yet checked. */
export interface VerifiedHeader {
  readonly entry: Entry
  readonly bytes: Uint8Array
  /** Yamf-hash of the bytes. */
  readonly hash: Uint8Array
}

/** An entry that passed everything; `payloadState` says whether its payload was there to be checked. */
export interface VerifiedEntry {
  readonly entry: Entry
  readonly hash: Uint8Array
  readonly payloadState: 'verified' | 'absent'
}

/**
 * What to verify. `backlink` and `lipmaalink` are the bytes of the *referenced entries*, already verified themselves.
 */
export interface VerifyInput {
  readonly entry: Uint8Array | Entry
  readonly payload?: Uint8Array | undefined
  readonly backlink?: Uint8Array | undefined
  readonly lipmaalink?: Uint8Array | undefined
}

/**
 * Checks everything that can be said about one entry. Entry 1 needs no referenced entries, others do (see
 * `LinkHashes`).
 */
export async function verifyEntry(input: VerifyInput): Promise<Result<VerifiedEntry, VerifyError>> {
  const header = await verifyHeader(input.entry)
  if (!header.ok) return header
  const { entry, hash } = header.value
  const referenced = linkHashes(entry, input)
  if (!referenced.ok) return referenced
  const links = checkLinks(entry, referenced.value)
  if (!links.ok) return links
  if (input.payload === undefined) return ok({ entry, hash, payloadState: 'absent' })
  const payload = checkPayload(entry, input.payload)
  return payload.ok ? ok({ entry, hash, payloadState: 'verified' }) : payload
}

/**
 * Decodes and checks the signature: the expensive half of verification, independent of all other entries.
 * @throws RangeError for an `Entry` value with impossible fields (a mistake of the caller); never for bytes.
 */
export async function verifyHeader(source: Uint8Array | Entry): Promise<Result<VerifiedHeader, HeaderError>> {
  const bytes = source instanceof Uint8Array ? ownBytes(source) : encodeEntry(source)
  const decoded = viewEntry(bytes)
  if (!decoded.ok) return err({ code: decoded.error.code })
  const entry = decoded.value
  const message = bytes.subarray(0, bytes.length - SIGNATURE_LENGTH)
  const isValid = await verifySignature({ publicKey: entry.author, message, signature: entry.signature })
  return isValid ? ok({ entry, bytes, hash: yamfHash(bytes) }) : err({ code: 'signature-invalid' })
}

/** A copy: the caller may reuse its buffer while the signature is being checked. What is too long fails before that. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length > MAX_ENTRY_LENGTH ? bytes : new Uint8Array(bytes)
}

function linkHashes(entry: Entry, input: VerifyInput): Result<LinkHashes, VerifyError> {
  const previous = reference('backlink', input.backlink, entry, entry.seqNum - 1)
  if (!previous.ok) return previous
  const lipmaa = reference('lipmaalink', input.lipmaalink, entry, lipmaalink(entry.seqNum))
  if (!lipmaa.ok) return lipmaa
  return ok({
    backlinkHash: previous.value?.hash,
    lipmaalinkHash: lipmaa.value?.hash,
    previousIsEndOfLog: previous.value?.isEndOfLog === true || lipmaa.value?.isEndOfLog === true,
  })
}

/** The facts of a referenced entry, if given, once it is the right entry of the same log. */
function reference(
  name: LinkName,
  bytes: Uint8Array | undefined,
  entry: Entry,
  seqNum: number,
): Result<{ hash: Uint8Array; isEndOfLog: boolean } | undefined, VerifyError> {
  if (bytes === undefined) return ok(undefined)
  const decoded = viewEntry(bytes)
  if (!decoded.ok) return err({ code: `${name}-malformed` })
  const { author, logId, seqNum: actual, isEndOfLog } = decoded.value
  if (!equalBytes(author, entry.author)) return err({ code: `${name}-wrong-author` })
  if (logId !== entry.logId) return err({ code: `${name}-wrong-log-id` })
  if (actual !== seqNum) return err({ code: `${name}-wrong-seq-num` })
  return ok({ hash: yamfHash(bytes), isEndOfLog })
}
