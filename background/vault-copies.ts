// Where the encrypted vault lies: a row of the database, with a second copy in `storage.local` because browsers have lost
// either one (DESIGN 7). Both hold ciphertext only; a wrapping key of the profile is a CryptoKey that no script can read out.

import type { Database } from '../src/adapters/dexie/schema.ts'
import { parseVault, type VaultRecord } from '../src/wallet/vault-record.ts'
import type { StorageArea } from './extension-api.ts'

const VAULT = 'vault'
const WRAPPING_KEY = 'kek'
/** Begins the keys of what was put aside. */
const ASIDE = 'aside:'

export interface CopyPorts {
  db: Database
  local: StorageArea
}

/** What is stored of a vault. */
export interface VaultCopies {
  /** The row of the database and the copy beside it, as they are. */
  row: unknown
  local: unknown
  /** The profile's wrapping key; absent when there is none, or a password takes its place. */
  wrappingKey: CryptoKey | undefined
  /** The copies that are vaults of this version, the newest first. */
  readable: VaultRecord[]
}

export async function readCopies({ db, local }: CopyPorts): Promise<VaultCopies> {
  const [[row, key], stored] = await Promise.all([db.vault.bulkGet([VAULT, WRAPPING_KEY]), local.get(VAULT)])
  const copies = { row: row?.value, local: stored[VAULT] }
  const readable = [copies.row, copies.local]
    .flatMap((value) => {
      const vault = parseVault(value)
      return vault.ok ? [vault.value] : []
    })
    .sort((a, b) => b.header.generation - a.header.generation)
  return { ...copies, wrappingKey: key?.value as CryptoKey | undefined, readable }
}

/**
 * Stores a vault with the wrapping key that it needs, and what `also` writes into settings and commands: all or nothing. The
 * second copy follows; until then it is the older one.
 */
export async function storeVault(
  { db, local }: CopyPorts,
  record: VaultRecord,
  wrappingKey: CryptoKey | undefined,
  also: () => Promise<void>,
): Promise<void> {
  await db.transaction('rw', [db.vault, db.settings, db.commands], async () => {
    await db.vault.put({ key: VAULT, value: record })
    if (wrappingKey === undefined) await db.vault.delete(WRAPPING_KEY)
    else await db.vault.put({ key: WRAPPING_KEY, value: wrappingKey })
    await also()
  })
  await local.set({ [VAULT]: record })
}

/** Writes the vault that was opened over every copy that is another one: older, damaged or lost. */
export async function healCopies({ db, local }: CopyPorts, copies: VaultCopies, record: VaultRecord): Promise<void> {
  if (!isSame(copies.row, record)) await db.vault.put({ key: VAULT, value: record })
  if (!isSame(copies.local, record)) await local.set({ [VAULT]: record })
}

/** While no vault is open, only what is lost or damaged is written again: which of two whole ones is right is not known. */
export async function fillCopies(ports: CopyPorts, copies: VaultCopies): Promise<void> {
  const [record] = copies.readable
  if (record === undefined) return
  if (isLost(copies.row)) await ports.db.vault.put({ key: VAULT, value: record })
  if (isLost(copies.local)) await ports.local.set({ [VAULT]: record })
}

/** Keeps copies that do not open under another key, for good: nobody knows who could still read them. */
export async function putAside({ db }: CopyPorts, copies: VaultCopies, now: number): Promise<void> {
  const { row, local, wrappingKey } = copies
  await db.vault.put({ key: `${ASIDE}${now}`, value: { row, local, wrappingKey } })
}

/** What newer software wrote is not lost: it is left alone. */
function isLost(value: unknown): boolean {
  const vault = parseVault(value)
  return !vault.ok && vault.error.code !== 'newer-version'
}

function isSame(value: unknown, record: VaultRecord): boolean {
  const vault = parseVault(value)
  return vault.ok && JSON.stringify(vault.value) === JSON.stringify(record)
}
