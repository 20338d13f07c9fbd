// scrypt alone, inside a page: what an attacker pays for each guess, and a person once.
import { VAULT_SALT_LENGTH, VAULT_SCRYPT } from '../src/wallet/vault-record.ts'
import { stretchKey } from '../src/wallet/scrypt.ts'

/** Milliseconds of stretching one password, as the vault asks for it. */
export async function stretch(): Promise<number> {
  const start = performance.now()
  await stretchKey('four pandas rowing home', new Uint8Array(VAULT_SALT_LENGTH), VAULT_SCRYPT)
  return performance.now() - start
}
