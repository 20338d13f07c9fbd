// The bamboo entry as a value (design §4.1) and the limits of its fields. It never contains the payload.

import { MAX_SEQ_NUM, lipmaalink } from './lipmaa.ts'

/**
 * One signed entry of a log. After `decodeEntry` its byte fields share no memory with the bytes they were decoded from.
 */
export interface Entry {
  /** Ed25519 public key, 32 bytes. */
  author: Uint8Array
  /** Unsigned 64-bit integer. */
  logId: bigint
  /** 1, 2, 3 … up to `MAX_SEQ_NUM`. */
  seqNum: number
  /** Yamf-hash (66 bytes) of entry `lipmaalink(seqNum)`; absent in entry 1 and where that entry is the previous one. */
  lipmaalink?: Uint8Array | undefined
  /** Yamf-hash (66 bytes) of the previous entry; absent in entry 1. */
  backlink?: Uint8Array | undefined
  /** Length of the payload in bytes. */
  payloadSize: number
  /** Yamf-hash (66 bytes) of the payload. */
  payloadHash: Uint8Array
  /** True when the log ends with this entry. */
  isEndOfLog: boolean
  /** Ed25519 signature (64 bytes) of all encoded fields before it. */
  signature: Uint8Array
}

/** Bytes of an author's public key. */
export const PUBLIC_KEY_LENGTH = 32
/** Bytes of a signature. */
export const SIGNATURE_LENGTH = 64
/** The largest log id of bamboo, 2^64 - 1. */
export const MAX_LOG_ID: bigint = 2n ** 64n - 1n
/** The largest payload size that we accept in an entry; operations are far smaller. */
export const MAX_PAYLOAD_SIZE: number = Number.MAX_SAFE_INTEGER
/** No encoded entry that we accept is longer: tag, author, three VarU64 of 9, 8 and 8, three yamf-hashes, signature. */
export const MAX_ENTRY_LENGTH: number = 1 + PUBLIC_KEY_LENGTH + 9 + 8 + 8 + 3 * 66 + SIGNATURE_LENGTH

/** Whether a number can be a sequence number here. */
export function isSeqNum(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 1 && n <= MAX_SEQ_NUM
}

/** Whether entry `seqNum` has a backlink: all but the first. */
export function hasBacklink(seqNum: number): boolean {
  return seqNum > 1
}

/** Whether entry `seqNum` carries a lipmaalink of its own: not the first, and not where it would equal the backlink. */
export function hasLipmaalink(seqNum: number): boolean {
  return seqNum > 1 && lipmaalink(seqNum) !== seqNum - 1
}
