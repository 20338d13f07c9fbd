// The errors that web pages get: a closed list of codes (DESIGN 8), never a text or a stack from inside.

import type { P2pandaErrorName } from '../page/p2panda.d.ts'
import type { WireError } from '../page/wire.ts'
import type { PanelError } from '../messages/panel.ts'

const CODES: Readonly<Record<P2pandaErrorName, { code: number; retryable: boolean }>> = {
  UserRejected: { code: 4001, retryable: false },
  Unauthorized: { code: 4100, retryable: false },
  UnsupportedMethod: { code: 4200, retryable: false },
  Expired: { code: 4701, retryable: true },
  Aborted: { code: 4702, retryable: true },
  Conflict: { code: 4703, retryable: false },
  Frozen: { code: 4704, retryable: false },
  StorageFull: { code: 4705, retryable: true },
  Disconnected: { code: 4900, retryable: true },
  LimitExceeded: { code: -32005, retryable: true },
  InvalidParams: { code: -32602, retryable: false },
  Internal: { code: -32603, retryable: true },
}

export type PageRefusal = { ok: false; error: WireError }

/** An error by its name, as the value that page methods return. */
export function pageRefusal(name: P2pandaErrorName, data?: unknown): PageRefusal {
  return { ok: false, error: { name, ...CODES[name], ...(data === undefined ? {} : { data }) } }
}

/** What a page is told when a panel would be told `error`. */
export function pageRefusalOf(error: PanelError): PageRefusal {
  switch (error.code) {
    case 'already-answered':
    case 'not-available':
    case 'retired':
    case 'cancelled':
    case 'approval-changed':
      return pageRefusal('Conflict', { reason: error.code })
    case 'log-stopped':
      return pageRefusal('Frozen')
    case 'storage-full':
      return pageRefusal('StorageFull')
    case 'not-your-resource':
    case 'not-your-event':
    case 'no-persona':
      return pageRefusal('Unauthorized')
    case 'locked':
    case 'internal':
    case 'offline':
      return pageRefusal('Internal')
    default:
      return pageRefusal('InvalidParams', { reason: error.code })
  }
}
