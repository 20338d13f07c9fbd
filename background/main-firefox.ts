// Entry of background in Firefox: an event page that is the network context itself.

import browser from 'webextension-polyfill'
import { startNetwork } from '../network/compose.ts'
import { InPageHost } from './in-page-host.ts'
import { startBackground } from './start.ts'

startBackground(
  (db, receive) =>
    new InPageHost(
      () => startNetwork({ db, send: receive }),
      () => browser.runtime.getPlatformInfo(),
    ),
)
