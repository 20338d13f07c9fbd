// What a web page may ask of background, relayed by the content script. Who asks is read from the message sender,
// never from the message (DESIGN 8). The content script keeps the request's id over reconnects, so that a killed
// worker neither loses nor repeats it.

import type { P2panda, Permission, Query, Receipt, Item, View } from '../page/p2panda.d.ts'

/** method → [parameters, result], complete for the design. background/page-methods.ts has those that exist already. */
export interface PageContract {
  connect: [Parameters<P2panda['connect']>[0], Permission]
  permissions: [undefined, Permission[]]
  disconnect: [undefined, null]
  identity: [{ festival?: string } | undefined, { publicKey: string; name: string }]
  query: [Query, { items: Item[]; cursor?: string }]
  /** Registers; values arrive as `change` messages with the subscription's id. */
  subscribe: [Query, null]
  /** Registers for events: they arrive as `event` messages from then on, at first as things are now. */
  listen: [undefined, null]
  publish: [Parameters<P2panda['publish']>[0], Receipt]
  publishAll: [Parameters<P2panda['publishAll']>[0], (Receipt | null)[]]
  requestResource: [Parameters<P2panda['requestResource']>[0], Receipt]
  authorize: [Parameters<P2panda['authorize']>[0], Receipt]
  join: [{ invite: string }, { festival: string }]
  open: [View, null]
}

export type PageMethod = keyof PageContract

export type { FromPage, ToPage, Wake, WireError } from '../page/wire.ts'
