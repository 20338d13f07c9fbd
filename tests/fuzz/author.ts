// People of the fuzzer who sign without waiting: Node's own Ed25519, whose signatures are the same bytes as everybody's.

import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { fromHex, toHex } from '../../src/bamboo/index.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import type { Dice } from './dice.ts'

/** The DER form of an Ed25519 private key is these bytes and the 32 secret ones. */
const PRIVATE_KEY_PREFIX = '302e020100300506032b657004220420'
/** And of a public key: twelve bytes before the 32. */
const PUBLIC_KEY_OFFSET = 12

export interface Author {
  readonly publicKey: Uint8Array
  readonly hex: PublicKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

export function newAuthor(dice: Dice): Author {
  const der = fromHex(PRIVATE_KEY_PREFIX + toHex(dice.bytes(32))) ?? new Uint8Array(0)
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  const exported = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const publicKey = Uint8Array.from(exported.subarray(PUBLIC_KEY_OFFSET))
  return {
    publicKey,
    hex: toHex(publicKey) as PublicKey,
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  }
}
