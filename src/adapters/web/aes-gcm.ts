// AES-256-GCM of the browser's WebCrypto, for the vault and for backup files.

import type { AesGcm, AesGcmUse } from '../../wallet/vault.ts'

const USAGES: KeyUsage[] = ['encrypt', 'decrypt']

export const webAesGcm: AesGcm<CryptoKey> = {
  importKey: (raw) => crypto.subtle.importKey('raw', copy(raw), 'AES-GCM', false, USAGES),
  encrypt: async (key, use, plain) => new Uint8Array(await crypto.subtle.encrypt(params(use), key, copy(plain))),
  decrypt: async (key, use, data) => new Uint8Array(await crypto.subtle.decrypt(params(use), key, copy(data))),
}

/** The profile's wrapping key: a database can hold it, no script can read it out. */
export async function freshWrappingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, USAGES)
}

function params({ nonce, bound }: AesGcmUse): AesGcmParams {
  return { name: 'AES-GCM', iv: copy(nonce), additionalData: copy(bound) }
}

/** WebCrypto takes no views of shared memory, and the types say so. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
