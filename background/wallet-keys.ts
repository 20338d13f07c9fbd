// The keys of personas as WebCrypto has them: they sign and can not be read out. A worker derives each once (DESIGN 7).

import type { PublicKey } from '../src/operations/ids.ts'
import { personaKey, pkcs8Of } from '../src/wallet/persona.ts'
import { seedOf } from '../src/wallet/words.ts'

export interface Keys {
  sign: CryptoKey
  /** HMAC-SHA-256: see `orderKey` in src/wallet/persona.ts. */
  order: CryptoKey
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

/** The keys of one persona. */
export async function deriveKeys(entropy: Uint8Array, index: number): Promise<Keys & { publicKey: PublicKey }> {
  const { publicKey, secretKey, orderKey } = await personaKey(await seedOf(entropy), index)
  const pkcs8 = new Uint8Array(pkcs8Of(secretKey))
  const sign = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
  const order = await crypto.subtle.importKey('raw', new Uint8Array(orderKey), HMAC, false, ['sign'])
  for (const secret of [secretKey, orderKey, pkcs8]) secret.fill(0)
  return { publicKey, sign, order }
}

/** Public halves of the personas with these numbers, in their order. */
export async function publicKeysOf(
  entropy: Uint8Array,
  indices: readonly number[],
): Promise<{ publicKey: PublicKey; index: number }[]> {
  const seed = await seedOf(entropy)
  return Promise.all(indices.map(async (index) => ({ publicKey: (await personaKey(seed, index)).publicKey, index })))
}
