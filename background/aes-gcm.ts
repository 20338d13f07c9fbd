// The keys of the vault as the browser makes them.

export { webAesGcm } from '../src/adapters/web/aes-gcm.ts'

/** The profile's wrapping key: a database can hold it, no script can read it out. */
export async function freshWrappingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
