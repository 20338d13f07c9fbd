// A signer with its secret key in memory, for tests, the simulator and Node. People's keys live in the wallet.

import { signerFromSecretKey, toHex } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { Random } from '../ports/random.ts'
import type { Signer } from '../ports/signer.ts'

/** A signer for a 32-byte secret key (Ed25519 seed). */
export async function memorySigner(secretKey: Uint8Array): Promise<Signer> {
  const signer = await signerFromSecretKey(secretKey)
  return { publicKey: toHex(signer.publicKey) as PublicKey, sign: signer.sign }
}

/** A signer for a new key. */
export async function randomSigner(random: Random): Promise<Signer> {
  return memorySigner(random.bytes(32))
}
