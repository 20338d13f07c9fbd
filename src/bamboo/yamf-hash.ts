// The yamf-hash of bamboo: hash type 0 (BLAKE2b), digest length 64, then the digest (design §4.1). Entries, payloads,
// object ids and festival ids are all of this form.

import { createBLAKE2b } from 'hash-wasm'
import { blake2b } from './blake2b.ts'
import { equalBytes } from './bytes.ts'

/** Bytes of a yamf-hash: two of type and length, 64 of BLAKE2b-512. */
export const YAMF_HASH_LENGTH = 66

const HASH_TYPE_BLAKE2B = 0x00
const DIGEST_LENGTH = 0x40

type Digest = (bytes: Uint8Array) => Uint8Array

// JavaScript answers until WebAssembly is ready: hashing must be possible, synchronously, from a worker's first line.
let digest: Digest = blake2b
let preparing: Promise<void> | undefined

/** The yamf-hash of any bytes: `00 40` and their BLAKE2b-512 digest. */
export function yamfHash(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(YAMF_HASH_LENGTH)
  writeYamfHash(bytes, hash, 0)
  return hash
}

/** Writes the yamf-hash of `bytes` into `target`: many hashes that share a buffer cost far less than a buffer each. */
export function writeYamfHash(bytes: Uint8Array, target: Uint8Array, offset: number): void {
  target[offset] = HASH_TYPE_BLAKE2B
  target[offset + 1] = DIGEST_LENGTH
  target.set(digest(bytes), offset + 2)
}

/** Whether `hash` is the yamf-hash of `bytes`. */
export function isYamfHashOf(hash: Uint8Array, bytes: Uint8Array): boolean {
  if (!isYamfHash(hash)) return false
  const digested = digest(bytes)
  for (let index = 0; index < DIGEST_LENGTH; index += 1) if (digested[index] !== hash[index + 2]) return false
  return true
}

/** Whether the yamf-hash that starts at `offset` is of the one type that we know; looks at its two first bytes only. */
export function isKnownHashType(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === HASH_TYPE_BLAKE2B && bytes[offset + 1] === DIGEST_LENGTH
}

/** Whether bytes from elsewhere have the form of a yamf-hash of our one type and length. */
export function isYamfHash(bytes: Uint8Array): boolean {
  return bytes.length === YAMF_HASH_LENGTH && isKnownHashType(bytes, 0)
}

/**
 * Makes `yamfHash` 10 to 20 times faster by loading WebAssembly BLAKE2b, once. Never rejects: where WebAssembly is not
 * allowed (a page's content security policy) hashing stays slow and correct.
 */
export function prepareHashing(): Promise<void> {
  preparing ??= useWebAssembly()
  return preparing
}

async function useWebAssembly(): Promise<void> {
  try {
    const hasher = await createBLAKE2b(DIGEST_LENGTH * 8)
    const fast: Digest = (bytes) => hasher.init().update(bytes).digest('binary')
    const probe = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
    if (equalBytes(fast(probe), blake2b(probe))) digest = fast
  } catch {
    // No WebAssembly here: the JavaScript digest stays.
  }
}
