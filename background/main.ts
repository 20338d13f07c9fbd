// Entry of background in Chromium: a service worker, with the network half in an offscreen document.

import type { OffscreenApi } from './extension-api.ts'
import { OffscreenHost } from './offscreen-host.ts'
import { WORKER_CHANNEL } from '../messages/network-wire.ts'
import { startBackground } from './start.ts'

declare const chrome: { offscreen: OffscreenApi }

const channel = new BroadcastChannel(WORKER_CHANNEL)

startBackground((_, receive) => new OffscreenHost(chrome.offscreen, receive, () => channel.postMessage('up')))
