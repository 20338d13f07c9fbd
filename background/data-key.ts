// Keeps the vault's data key in `storage.session`: it survives the death of a worker, is gone when the browser closes and
// is out of reach of content scripts (DESIGN 7). Being there is what "unlocked" means.

import { fromHex, toHex } from '../src/bamboo/bytes.ts'
import type { StorageArea } from './extension-api.ts'

const KEY = 'data-key'

/** The data key of the vault `vaultId`, or undefined when this browser session has not unwrapped it yet. */
export async function readDataKey(session: StorageArea, vaultId: string): Promise<Uint8Array | undefined> {
  const { [KEY]: stored } = await session.get(KEY)
  const { id, hex } = (stored ?? {}) as { id?: unknown; hex?: unknown }
  return id === vaultId && typeof hex === 'string' ? fromHex(hex) : undefined
}

export async function writeDataKey(session: StorageArea, vaultId: string, dataKey: Uint8Array): Promise<void> {
  await session.set({ [KEY]: { id: vaultId, hex: toHex(dataKey) } })
}
