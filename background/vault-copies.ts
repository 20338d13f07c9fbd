// Where the encrypted vault lies: a row of the database, with a second copy in `storage.local` because browsers have lost
// either one (DESIGN 7). Both hold ciphertext only; the wrapping key is a CryptoKey that no script can read out.

import type { Database } from '../src/adapters/dexie/schema.ts'
import { readSetting, writeSetting } from '../src/adapters/dexie/settings.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { parseVault, type VaultRecord } from '../src/wallet/vault.ts'
import type { StorageArea } from './extension-api.ts'

const VAULT = 'vault'

/** The newest copy that is a vault of this version. */
export async function readVault(db: Database, local: StorageArea): Promise<VaultRecord | undefined> {
  const [row, stored] = await Promise.all([db.vault.get(VAULT), local.get(VAULT)])
  const copies = [row?.value, stored[VAULT]].flatMap((value) => {
    const vault = parseVault(value)
    return vault.ok ? [vault.value] : []
  })
  return copies.reduce<VaultRecord | undefined>(newer, undefined)
}

function newer(best: VaultRecord | undefined, copy: VaultRecord): VaultRecord {
  return best !== undefined && best.header.generation >= copy.header.generation ? best : copy
}

/** Stores a new vault with its wrapping key and the persona it makes, all or nothing; the second copy follows. */
export async function writeVault(
  db: Database,
  local: StorageArea,
  vault: { record: VaultRecord; wrappingKey: CryptoKey; publicKey: PublicKey },
): Promise<void> {
  await db.transaction('rw', [db.vault, db.settings], async () => {
    await db.vault.bulkPut([
      { key: VAULT, value: vault.record },
      { key: 'kek', value: vault.wrappingKey },
    ])
    await writeSetting(db, 'personas', [{ publicKey: vault.publicKey, index: 0 }])
  })
  await local.set({ [VAULT]: vault.record })
}

/** Writes the copy that is missing: a worker may have died between the two, or a browser lost one. */
export async function repairVaultCopies(db: Database, local: StorageArea): Promise<void> {
  const record = await readVault(db, local)
  if (record === undefined) return
  const [row, stored] = await Promise.all([db.vault.get(VAULT), local.get(VAULT)])
  if (!parseVault(row?.value).ok) await db.vault.put({ key: VAULT, value: record })
  if (!parseVault(stored[VAULT]).ok) await local.set({ [VAULT]: record })
}

/** The profile's wrapping key, or undefined when there is no wallet yet. */
export async function readWrappingKey(db: Database): Promise<CryptoKey | undefined> {
  return (await db.vault.get('kek'))?.value as CryptoKey | undefined
}

/** The personas in the order of their derivation. */
export async function readPersonas(db: Database): Promise<{ publicKey: PublicKey; index: number }[]> {
  return (await readSetting(db, 'personas')) ?? []
}
