// Starts background: registers every listener in the first turn, because a browser wakes a stopped worker only for
// listeners that are there at once; then boots.

import browser, { type Runtime } from 'webextension-polyfill'
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import { Database } from '../src/adapters/dexie/schema.ts'
import { cryptoRandom } from '../src/adapters/web/crypto-random.ts'
import { systemClock } from '../src/adapters/web/system-clock.ts'
import { webLocks } from '../src/adapters/web/web-locks.ts'
import { prepareHashing } from '../src/bamboo/index.ts'
import { commandIn, isPing } from '../messages/server.ts'
import { isOwnDocument, pageOf, type Self } from '../messages/sender.ts'
import type { FromNetwork } from '../messages/network.ts'
import { composeBackground } from './compose.ts'
import type { ExtensionApi } from './extension-api.ts'
import type { NetworkHost } from './network.ts'
import { stretchKey } from '../src/wallet/scrypt.ts'
import { Wallet } from './wallet.ts'

/** Path of the document in which Chromium runs the network half. */
const OFFSCREEN_PATH = 'network/offscreen.html'

/** Whatever woke this worker is told to it in the turns that follow its start, and waits for an answer: that comes first. */
const BOOT_AFTER_MS = 100

/** Makes the host of the network half; `receive` takes that half's messages. */
export type MakeHost = (db: Database, receive: (message: FromNetwork) => void) => NetworkHost

export function startBackground(makeHost: MakeHost): void {
  const self: Self = { id: browser.runtime.id, origin: browser.runtime.getURL('').replace(/\/$/, '') }
  const db = new Database()
  const api: ExtensionApi = browser
  const { session, local } = api.storage
  let host: NetworkHost | undefined
  const background = composeBackground({
    api,
    db,
    store: new DexieLogStore(db),
    wallet: new Wallet({
      db,
      session,
      local,
      locks: webLocks,
      random: cryptoRandom,
      clock: systemClock,
      alarms: api.alarms,
      stretchKey,
    }),
    clock: systemClock,
    random: cryptoRandom,
    locks: webLocks,
    makeHost: (receive) => (host = makeHost(db, receive)),
  })

  function onMessage(message: unknown, sender: Runtime.MessageSender, respond: (response: unknown) => void): boolean {
    if (isPing(message, sender, self)) respond(true)
    const command = commandIn(message, sender, self)
    if (command !== undefined) void background.commands.run(command).then(respond)
    return command !== undefined
  }

  // The types know no listener that answers only some messages.
  browser.runtime.onMessage.addListener(onMessage as Runtime.OnMessageListenerCallback)
  browser.runtime.onConnect.addListener((port) => {
    const page = port.sender === undefined ? undefined : pageOf(port.sender, self)
    const isNetwork = port.sender !== undefined && isOwnDocument(port.sender, self, OFFSCREEN_PATH)
    if (port.name === 'page' && page !== undefined) background.pages.attach(port, page)
    else if (port.name === 'network' && isNetwork) host?.attach?.(port)
    else if (port.name === 'page') background.pages.refuse(port)
    else port.disconnect()
  })
  browser.alarms.onAlarm.addListener(({ name }) => background.wake(name))
  browser.notifications.onClicked.addListener((id) => background.noticeClicked(id))
  // Firefox starts an event page with the browser only when somebody listens for it.
  browser.runtime.onStartup.addListener(() => undefined)
  browser.runtime.onInstalled.addListener(() => undefined)

  setTimeout(() => {
    void prepareHashing()
    void background.boot()
  }, BOOT_AFTER_MS)
}
