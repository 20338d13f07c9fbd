// Node keys and sealed signals for big worlds: as long as the real ones, as deterministic, a hundred times cheaper, and without
// any security. Real ones take 4 ms for every handshake, and a virtual hour of a thousand nodes has 50,000 of those.

import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, equalBytes } from '../../bamboo/index.ts'
import type { NodeKey } from '../../gossip/node-key.ts'
import type { Sealer } from '../../gossip/sealer.ts'
import type { Random } from '../../ports/random.ts'

const KEY_LENGTH = 32
const IV_LENGTH = 12
const TAG_LENGTH = 16

/** Anybody can sign as anybody: nobody in a simulation does. */
export function cheapNodeKey(random: Random): NodeKey {
  const publicKey = random.bytes(KEY_LENGTH)
  const sign = (signer: Uint8Array, message: Uint8Array): Uint8Array => {
    const digest = sha256(concatBytes(signer, message))
    return concatBytes(digest, digest)
  }
  return {
    publicKey,
    sign: (message) => sign(publicKey, message),
    verify: (parts) => equalBytes(sign(parts.publicKey, parts.message), parts.signature),
  }
}

/** Adds as many bytes as AES-GCM does, and notices another key or context. Hides nothing. */
export const cheapSealer: Sealer = {
  seal: async (key, context, plain) => concatBytes(new Uint8Array(IV_LENGTH), plain, tagOf(key, context, plain)),
  open: async (key, context, sealed) => {
    if (sealed.length < IV_LENGTH + TAG_LENGTH) return undefined
    const plain = sealed.slice(IV_LENGTH, sealed.length - TAG_LENGTH)
    return equalBytes(sealed.subarray(-TAG_LENGTH), tagOf(key, context, plain)) ? plain : undefined
  },
}

function tagOf(key: Uint8Array, context: Uint8Array, plain: Uint8Array): Uint8Array {
  return sha256(concatBytes(key, context, plain)).subarray(0, TAG_LENGTH)
}
