// Entry of the network half in Chromium: an offscreen document, because a service worker has no WebRTC (DESIGN 3.1). Talks
// to background over a port that it opens itself: when it has something to say, and when a fresh worker calls.

import browser, { type Runtime } from 'webextension-polyfill'
import { Database } from '../src/adapters/dexie/schema.ts'
import { prepareHashing } from '../src/bamboo/index.ts'
import { fromNetworkWire, WORKER_CHANNEL, type ToNetworkWire } from '../messages/network-wire.ts'
import type { FromNetwork } from '../messages/network.ts'
import { startNetwork } from './compose.ts'

/** Name of the port, on which background expects this document. */
const PORT_NAME = 'network'

let port: Runtime.Port | undefined

/** Also wakes a worker that sleeps. */
function connect(): Runtime.Port {
  const opened = browser.runtime.connect({ name: PORT_NAME })
  opened.onMessage.addListener((message) => half.receive(fromNetworkWire(message as ToNetworkWire)))
  opened.onDisconnect.addListener(() => {
    if (port === opened) port = undefined
  })
  return opened
}

function send(message: FromNetwork): void {
  port ??= connect()
  try {
    port.postMessage(message)
  } catch {
    // The worker stopped and the event about it has not come yet.
    port = connect()
    port.postMessage(message)
  }
}

const half = startNetwork({
  db: new Database(),
  send,
  // A fresh document has a fresh budget of connections; peers are found again within seconds.
  onWornOut: () => location.reload(),
})
// Says that it is there to the worker that made it, and to each one that starts later.
port = connect()
new BroadcastChannel(WORKER_CHANNEL).addEventListener('message', () => {
  port ??= connect()
})
void prepareHashing()
