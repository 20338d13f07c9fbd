// The key of this node on the network: Ed25519, new per browser session, never an author key, so that addresses and people
// stay apart (DESIGN 6). Synchronous: handshakes are pure state machines.

import { getPublicKey, hashes, sign } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { verifyFallback } from '../bamboo/ed25519-fallback.ts'
import type { SignatureParts } from '../bamboo/ed25519.ts'
import type { Random } from '../ports/random.ts'

export interface NodeKey {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
  /** Whether the node with that key signed that message: keys of one network are of one kind. */
  verify(parts: SignatureParts): boolean
}

export function createNodeKey(random: Random): NodeKey {
  hashes.sha512 = sha512
  const secret = random.bytes(32)
  return {
    publicKey: getPublicKey(secret),
    sign: (message) => sign(message, secret),
    verify: verifyFallback,
  }
}
