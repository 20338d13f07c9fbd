// The checksum of a bundle: a chain of hashes over its records. It says that nothing is missing and nothing was changed on
// the way; that entries are true is for their signatures to say.

import { YAMF_HASH_LENGTH, concatBytes, equalBytes, yamfHash } from '../../bamboo/index.ts'
import { PREAMBLE } from './format.ts'

/** What the end record says about everything before it. */
export interface BundleSums {
  festivals: number
  entries: number
  payloads: number
  forks: number
  /** Yamf-hash, 66 bytes. */
  checksum: Uint8Array
}

export const CHECKSUM_LENGTH: number = YAMF_HASH_LENGTH

export function emptySums(): BundleSums {
  return { festivals: 0, entries: 0, payloads: 0, forks: 0, checksum: yamfHash(PREAMBLE) }
}

/** The checksum after one more record (type, length and body). */
export function nextChecksum(checksum: Uint8Array, record: Uint8Array): Uint8Array {
  return yamfHash(concatBytes(checksum, yamfHash(record)))
}

export function sameSums(one: Readonly<BundleSums>, other: Readonly<BundleSums>): boolean {
  const sameCounts =
    one.festivals === other.festivals &&
    one.entries === other.entries &&
    one.payloads === other.payloads &&
    one.forks === other.forks
  return sameCounts && equalBytes(one.checksum, other.checksum)
}
