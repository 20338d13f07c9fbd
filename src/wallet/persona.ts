// Personas: the Ed25519 keys of one wallet, at m/44'/1882353761'/n' of SLIP-10 (DESIGN 7). The middle number is the
// text "p2pa" as a big-endian number: our own purpose, so that no other wallet's derivation meets ours.

import { getPublicKeyAsync } from '@noble/ed25519'
import { concatBytes, toHex } from '../bamboo/bytes.ts'
import type { PublicKey } from '../operations/ids.ts'
import { deriveSlip10 } from './slip10.ts'

const PURPOSE = 44
const P2PANDA = 0x70327061

/** One persona's key pair. Keep it for as short as possible: whoever has `secretKey` is this persona. */
export interface PersonaKey {
  publicKey: PublicKey
  secretKey: Uint8Array
  /** 32 secret bytes that sign nothing: they order requests that arrive together (DESIGN 5.4). */
  orderKey: Uint8Array
}

/** Persona number `index` (0 is the main one) of a 64-byte BIP-39 seed. */
export async function personaKey(seed: Uint8Array, index: number): Promise<PersonaKey> {
  const { secretKey } = deriveSlip10(seed, [PURPOSE, P2PANDA, index])
  const order = deriveSlip10(seed, [PURPOSE, P2PANDA, index, 1])
  return {
    publicKey: toHex(await getPublicKeyAsync(secretKey)) as PublicKey,
    secretKey,
    orderKey: order.secretKey,
  }
}

/** The PKCS #8 form of an Ed25519 secret key (RFC 8410), which is how WebCrypto takes one in. */
export function pkcs8Of(secretKey: Uint8Array): Uint8Array {
  return concatBytes(PKCS8_PREFIX, secretKey)
}

const PKCS8_PREFIX: Uint8Array = new Uint8Array([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])
