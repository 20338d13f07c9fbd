// The background of the extension in a page, with the page's own database and without a network.
import { composeBackground, type Background } from '../background/compose.ts'
import type { ExtensionApi, StorageArea } from '../background/extension-api.ts'
import type { NetworkHost } from '../background/network.ts'
import { stretchKey } from '../src/wallet/scrypt.ts'
import { Wallet } from '../background/wallet.ts'
import type { FromNetwork } from '../messages/network.ts'
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { cryptoRandom } from '../src/adapters/web/crypto-random.ts'
import { systemClock } from '../src/adapters/web/system-clock.ts'
import { webLocks } from '../src/adapters/web/web-locks.ts'

export interface PageBackground {
  readonly background: Background
  readonly wallet: Wallet
  /** What the network half says. */
  readonly receive: (message: FromNetwork) => void
}

/** Nothing of the browser but what decides and signs. */
export function startInPage(db: Database): PageBackground {
  const api = emptyApi()
  const { session, local } = api.storage
  const wallet = new Wallet({
    db,
    session,
    local,
    locks: webLocks,
    random: cryptoRandom,
    clock: systemClock,
    alarms: api.alarms,
    stretchKey,
  })
  let receive: (message: FromNetwork) => void = () => undefined
  const background = composeBackground({
    api,
    db,
    store: new DexieLogStore(db),
    wallet,
    clock: systemClock,
    random: cryptoRandom,
    locks: webLocks,
    makeHost: (given) => {
      receive = given
      return NO_NETWORK
    },
  })
  return { background, wallet, receive: (message) => receive(message) }
}

const NO_NETWORK: NetworkHost = {
  wakeMinutes: 5,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  send: () => undefined,
}

function emptyApi(): ExtensionApi {
  const done = (): Promise<void> => Promise.resolve()
  return {
    runtime: { id: 'bench', getURL: (path) => path, getPlatformInfo: done },
    storage: { session: memoryArea(), local: memoryArea() },
    alarms: { create: () => undefined, clear: () => Promise.resolve(true) },
    action: { setBadgeText: done, setBadgeBackgroundColor: done },
    notifications: { create: async (id: string) => id, clear: async () => true },
    i18n: { getMessage: (key: string) => key },
    tabs: { sendMessage: done, create: () => Promise.resolve({}), update: done, remove: done },
  }
}

function memoryArea(): StorageArea {
  const items = new Map<string, unknown>()
  return {
    get: (key) => Promise.resolve(items.has(key) ? { [key]: items.get(key) } : {}),
    remove: async (key) => void items.delete(key),
    set: (given) => {
      for (const [key, value] of Object.entries(given)) items.set(key, value)
      return Promise.resolve()
    },
  }
}
