// The data key of a vault that a password opened, in `storage.session`: it survives the death of a worker, is gone when the
// browser closes, and is out of reach of content scripts (DESIGN 7). Being there before its deadline is what "unlocked" means.

import { fromHex, toHex } from '../src/bamboo/bytes.ts'
import type { UnlockedTimes } from '../src/wallet/auto-lock.ts'
import type { StorageArea } from './extension-api.ts'
import type { SessionKey } from './open-vault.ts'

const KEY = 'data-key'

export interface Unlocked extends SessionKey {
  times: UnlockedTimes
}

export async function readUnlocked(session: StorageArea): Promise<Unlocked | undefined> {
  const { [KEY]: stored } = await session.get(KEY)
  const { id, hex, times } = (stored ?? {}) as { id?: string; hex?: string; times?: UnlockedTimes }
  const dataKey = typeof hex === 'string' ? fromHex(hex) : undefined
  return id === undefined || dataKey === undefined || times === undefined ? undefined : { vaultId: id, dataKey, times }
}

export async function writeUnlocked(session: StorageArea, { vaultId, dataKey, times }: Unlocked): Promise<void> {
  await session.set({ [KEY]: { id: vaultId, hex: toHex(dataKey), times } })
}

export async function forgetUnlocked(session: StorageArea): Promise<void> {
  await session.remove(KEY)
}
