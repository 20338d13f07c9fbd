// What crosses between a web page and background, relayed by the content script (DESIGN 8). Who asks is read from the
// message sender, never from the message. The id stays the same over reconnects, so that a killed worker neither loses
// nor repeats a call.

import type { Item } from './p2panda.d.ts'

/** A page error as plain data; provider.ts makes a `P2pandaError` of it. */
export interface WireError {
  code: number
  name: string
  retryable: boolean
  data?: unknown
}

/** page → content script → background */
export type FromPage =
  | {
      kind: 'call'
      /** At most 100 characters, unique per page load. */
      id: string
      method: string
      params: unknown
      deadlineMs: number
      key?: string
      /** Set by the content script: the user had just clicked or typed on the page, which may open a window. */
      gesture?: boolean
    }
  | { kind: 'cancel'; id: string }
  | { kind: 'unsubscribe'; id: string }

/** page → content script: is it still there? */
export interface Ping {
  kind: 'ping'
  id: string
}

/** content script → page: yes. */
export interface Pong {
  kind: 'pong'
}

/** background → content script → page */
export type ToPage =
  | { kind: 'result'; id: string; value: unknown }
  | { kind: 'error'; id: string; error: WireError }
  | { kind: 'change'; id: string; items: Item[] }
  | {
      kind: 'event'
      event: 'permissionchange' | 'identitychange' | 'statechange' | 'delivery' | 'request' | 'disconnect'
      detail: unknown
    }

/** content script → page: it listens now; whatever was posted before may be lost. */
export interface Ready {
  kind: 'ready'
}

/** background → content script without a port: reconnect, a subscribed value may have changed. Carries no data. */
export interface Wake {
  kind: 'wake'
}

/** How both sides mark their window messages: the provider's random tag of this page load; '' when not known yet. */
export interface Tagged {
  p2panda: string
}
