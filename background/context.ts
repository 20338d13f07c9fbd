// What every part of background works with. Made once per worker by compose.ts; nothing in it must outlive the worker.

import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Locks } from '../src/ports/locks.ts'
import type { LogStore } from '../src/ports/log-store.ts'
import type { Random } from '../src/ports/random.ts'
import type { ExtensionApi } from './extension-api.ts'
import type { NetworkControl } from './network.ts'
import type { Wallet } from './wallet.ts'

export interface Context {
  api: ExtensionApi
  db: Database
  store: LogStore
  wallet: Wallet
  network: NetworkControl
  clock: Clock
  random: Random
  locks: Locks
  /** Something that views are made of is different: policies, badge and page subscriptions look again. */
  changed(festivals: readonly FestivalId[]): void
}
