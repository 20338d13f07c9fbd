// SLIP-10 for Ed25519: hardened derivation of keys from a seed (DESIGN 7). Ed25519 has no other kind.

import { hmac } from '@noble/hashes/hmac.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8Encode } from '../bamboo/bytes.ts'

const HARDENED = 0x80000000

/** A node of the tree: 32 secret bytes and the 32-byte chain code that its children need. */
export interface Slip10Node {
  readonly secretKey: Uint8Array
  readonly chainCode: Uint8Array
}

/** The node at `m/i'/j'/…`: every index is hardened and given without the hardening bit (0 to 2^31 − 1). */
export function deriveSlip10(seed: Uint8Array, path: readonly number[]): Slip10Node {
  return path.reduce(child, split(hmac(sha512, utf8Encode('ed25519 seed'), seed)))
}

function child(parent: Slip10Node, index: number): Slip10Node {
  if (!Number.isInteger(index) || index < 0 || index >= HARDENED) throw new RangeError(`no hardened index: ${index}`)
  const data = new Uint8Array(37)
  data.set(parent.secretKey, 1)
  new DataView(data.buffer).setUint32(33, index + HARDENED)
  return split(hmac(sha512, parent.chainCode, data))
}

function split(bytes: Uint8Array): Slip10Node {
  return { secretKey: concatBytes(bytes.subarray(0, 32)), chainCode: concatBytes(bytes.subarray(32)) }
}
