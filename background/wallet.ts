// The only file that sees a secret (DESIGN 7): makes the first persona, and signs. Secret keys become non-extractable
// WebCrypto keys at once; what stays in memory can sign but not be read.

import { readSetting } from '../src/adapters/dexie/settings.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { Locks } from '../src/ports/locks.ts'
import type { Random } from '../src/ports/random.ts'
import type { Signer } from '../src/ports/signer.ts'
import { personaKey, pkcs8Of } from '../src/wallet/persona.ts'
import { makeVault, openVault, unwrapDataKey, type VaultRecord } from '../src/wallet/vault.ts'
import { makeEntropy, seedOf } from '../src/wallet/words.ts'
import { freshWrappingKey, webAesGcm } from './aes-gcm.ts'
import { readDataKey, writeDataKey } from './data-key.ts'
import type { StorageArea } from './extension-api.ts'
import { readPersonas, readVault, readWrappingKey, repairVaultCopies, writeVault } from './vault-copies.ts'

/** The vault can not be opened: no wallet yet, or its copies or its key were lost or damaged. */
export class WalletLockedError extends Error {
  override readonly name = 'WalletLockedError'
}

export interface WalletPorts {
  db: Database
  session: StorageArea
  local: StorageArea
  locks: Locks
  random: Random
}

interface Keys {
  sign: CryptoKey
  order: CryptoKey
}

export class Wallet {
  readonly #ports: WalletPorts
  readonly #keys = new Map<PublicKey, Promise<Keys>>()

  constructor(ports: WalletPorts) {
    this.#ports = ports
  }

  /** Public key of the main persona, or undefined before there is one. */
  async persona(): Promise<PublicKey | undefined> {
    return (await readSetting(this.#ports.db, 'personas'))?.[0]?.publicKey
  }

  /** Makes the first persona. Asked twice, or at the same time from two places, it makes one. */
  async createPersona(): Promise<{ publicKey: PublicKey; existed: boolean }> {
    const { db, session, local, locks, random } = this.#ports
    return locks.run('wallet', async () => {
      const existing = await this.persona()
      if (existing !== undefined) return { publicKey: existing, existed: true }
      const wrappingKey = await freshWrappingKey()
      const entropy = makeEntropy(random)
      const { record, dataKey } = await makeVault(webAesGcm, random, wrappingKey, entropy)
      const { publicKey } = await personaKey(await seedOf(entropy), 0)
      await writeVault(db, local, { record, wrappingKey, publicKey })
      await writeDataKey(session, record.header.vaultId, dataKey)
      return { publicKey, existed: false }
    })
  }

  /** Writes a lost copy of the vault again and, in Chromium, keeps content scripts out of its storage. */
  async repair(): Promise<void> {
    const { db, local } = this.#ports
    await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
    await repairVaultCopies(db, local)
  }

  /** Signs for a persona of this wallet; its `sign` rejects with `WalletLockedError` when the vault does not open. */
  signerFor(publicKey: PublicKey): Signer {
    return {
      publicKey,
      sign: async (message) => {
        const { sign } = await this.#keysOf(publicKey)
        return new Uint8Array(await crypto.subtle.sign('Ed25519', sign, new Uint8Array(message)))
      },
    }
  }

  /** 32 bytes that only this persona can compute: what orders requests that arrive together (DESIGN 5.4). */
  async orderOf(publicKey: PublicKey, message: Uint8Array): Promise<Uint8Array> {
    const { order } = await this.#keysOf(publicKey)
    return new Uint8Array(await crypto.subtle.sign('HMAC', order, new Uint8Array(message)))
  }

  async #keysOf(publicKey: PublicKey): Promise<Keys> {
    const known = this.#keys.get(publicKey) ?? this.#derive(publicKey)
    this.#keys.set(publicKey, known)
    try {
      return await known
    } catch (cause) {
      // A failure must not stick: the next attempt may find the vault unlocked or repaired.
      this.#keys.delete(publicKey)
      throw cause
    }
  }

  async #derive(publicKey: PublicKey): Promise<Keys> {
    const persona = (await readPersonas(this.#ports.db)).find((each) => each.publicKey === publicKey)
    if (persona === undefined) throw new WalletLockedError('no such persona')
    const key = await personaKey(await seedOf(await this.#entropy()), persona.index)
    if (key.publicKey !== publicKey) throw new WalletLockedError('the vault holds another wallet')
    const sign = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8Of(key.secretKey)), 'Ed25519', false, [
      'sign',
    ])
    const order = await crypto.subtle.importKey('raw', new Uint8Array(key.orderKey), HMAC, false, ['sign'])
    key.secretKey.fill(0)
    key.orderKey.fill(0)
    return { sign, order }
  }

  async #entropy(): Promise<Uint8Array> {
    const { db, local } = this.#ports
    const record = await readVault(db, local)
    if (record === undefined) throw new WalletLockedError('no vault')
    const entropy = await openVault(webAesGcm, await this.#dataKey(record), record)
    if (!entropy.ok) throw new WalletLockedError(entropy.error.code)
    return entropy.value
  }

  async #dataKey(record: VaultRecord): Promise<Uint8Array> {
    const { db, session } = this.#ports
    const { vaultId } = record.header
    const cached = await readDataKey(session, vaultId)
    if (cached !== undefined) return cached
    const wrappingKey = await readWrappingKey(db)
    if (wrappingKey === undefined) throw new WalletLockedError('the wrapping key is gone')
    const dataKey = await unwrapDataKey(webAesGcm, wrappingKey, record)
    if (!dataKey.ok) throw new WalletLockedError(dataKey.error.code)
    await writeDataKey(session, vaultId, dataKey.value)
    return dataKey.value
  }
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const
