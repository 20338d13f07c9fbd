// What a test gives the mock provider, and what it gets.

import type { Item, P2panda } from './p2panda.d.ts'

/** What the visitor is asked. */
export interface MockPrompt {
  kind: 'connect' | 'publish' | 'request' | 'authorize' | 'join'
  params: unknown
}

export interface MockOptions {
  /** Items by festival; festivals that are not here are not followed. */
  festivals?: Readonly<Record<string, readonly Item[]>>
  /** What the visitor does with a prompt, or which items of a batch they tick; by default they agree to everything. */
  decide?: (prompt: MockPrompt) => boolean | readonly number[] | Promise<boolean | readonly number[]>
  /** The origin that permissions name. */
  origin?: string
  publicKey?: string
  name?: string
}

/** The provider, and what a test does from behind it. */
export interface Mock {
  provider: P2panda
  /** Puts an item into a festival, or another one in the place of the one with its id; subscriptions hear of it. */
  put(festival: string, item: Item): void
  items(festival: string): Item[]
  /** The visitor ends the permission. */
  revoke(): void
  /** As when so many others have an entry. */
  deliver(id: string, peers: 1 | 3 | 10): void
}
