// How the wallet stands, for panels. Background is asked once as well: it may have slept past its deadline.
import { useEffect } from 'preact/hooks'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { countWaitForUnlock, readSetting, type Settings } from '../src/adapters/dexie/settings.ts'
import { DEFAULT_AUTO_LOCK, type AutoLockMinutes } from '../src/wallet/auto-lock.ts'
import { command } from '../messages/client.ts'
import { askAgain, useLive } from './use-live.ts'

export interface WalletView {
  /** `none` before the first persona was made. */
  state: Settings['wallet']['state'] | 'none'
  hasPassword: boolean
  autoLock: AutoLockMinutes
  /** Automatic answers that wait until it is unlocked. */
  waiting: number
}

/** Undefined until the database has answered once. */
export function useWallet(): WalletView | undefined {
  useEffect(() => {
    void command('wallet.state', {}).then(askAgain)
  }, [])
  return useLive(readWallet)
}

async function readWallet(db: Database): Promise<WalletView> {
  const [wallet, autoLock, waiting] = await Promise.all([
    readSetting(db, 'wallet'),
    readSetting(db, 'autoLock'),
    countWaitForUnlock(db),
  ])
  return {
    state: wallet?.state ?? 'none',
    hasPassword: wallet?.hasPassword ?? false,
    autoLock: autoLock ?? DEFAULT_AUTO_LOCK,
    waiting,
  }
}
