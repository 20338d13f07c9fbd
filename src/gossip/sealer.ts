// Authenticated encryption for what goes through strangers' hands: AES-256-GCM of the platform's WebCrypto, which the core
// reaches through a structural type because it has no DOM library.

import { concatBytes } from '../bamboo/index.ts'
import type { Random } from '../ports/random.ts'

interface AesGcm {
  readonly name: 'AES-GCM'
  readonly iv: Uint8Array
  readonly additionalData: Uint8Array
}

interface SubtleAes {
  importKey(
    format: 'raw',
    key: Uint8Array,
    algorithm: 'AES-GCM',
    extractable: boolean,
    usages: readonly ('encrypt' | 'decrypt')[],
  ): Promise<object>
  encrypt(algorithm: AesGcm, key: object, data: Uint8Array): Promise<ArrayBuffer>
  decrypt(algorithm: AesGcm, key: object, data: Uint8Array): Promise<ArrayBuffer>
}

const IV_LENGTH = 12
const TAG_LENGTH = 16

/** Bytes that sealing adds. */
export const SEAL_OVERHEAD: number = IV_LENGTH + TAG_LENGTH

/** `context` is not in the result; opening needs the same one. Keys have 32 bytes. */
export interface Sealer {
  seal(key: Uint8Array, context: Uint8Array, plain: Uint8Array): Promise<Uint8Array>
  /** Undefined when it was sealed with another key or context, or changed on the way. */
  open(key: Uint8Array, context: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | undefined>
}

/** Layout of the result: iv (12), ciphertext, tag (16). */
export function createSealer(random: Random): Sealer {
  const { subtle } = (globalThis as unknown as { crypto: { subtle: SubtleAes } }).crypto
  const keyOf = (key: Uint8Array): Promise<object> =>
    subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    seal: async (key, context, plain) => {
      const iv = random.bytes(IV_LENGTH)
      const algorithm: AesGcm = { name: 'AES-GCM', iv, additionalData: context }
      return concatBytes(iv, new Uint8Array(await subtle.encrypt(algorithm, await keyOf(key), plain)))
    },
    open: async (key, context, sealed) => {
      if (sealed.length < SEAL_OVERHEAD) return undefined
      const algorithm: AesGcm = { name: 'AES-GCM', iv: sealed.slice(0, IV_LENGTH), additionalData: context }
      try {
        return new Uint8Array(await subtle.decrypt(algorithm, await keyOf(key), sealed.slice(IV_LENGTH)))
      } catch {
        return undefined
      }
    },
  }
}
