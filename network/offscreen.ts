// Entry of the network half in Chromium: an offscreen document, because a service worker has no WebRTC (DESIGN 3.1). Talks
// to background over a port that it opens itself, again whenever the worker was stopped.

import browser, { type Runtime } from 'webextension-polyfill'
import { Database } from '../src/adapters/dexie/schema.ts'
import { prepareHashing } from '../src/bamboo/index.ts'
import { fromNetworkWire, type ToNetworkWire } from '../messages/network-wire.ts'
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
    if (port !== opened) return
    port = undefined
    // Background pushes over this port only: a worker that starts again must find it open.
    port = connect()
  })
  return opened
}

function send(message: FromNetwork): void {
  port ??= connect()
  port.postMessage(message)
}

const half = startNetwork({
  db: new Database(),
  send,
  // A fresh document has a fresh budget of connections; peers are found again within seconds.
  onExhausted: () => location.reload(),
})
port = connect()
void prepareHashing()
