// Errors of the mock provider: the codes of the real one.

import type { P2pandaErrorName } from './p2panda.d.ts'

const CODES: Readonly<Record<P2pandaErrorName, number>> = {
  UserRejected: 4001,
  Unauthorized: 4100,
  UnsupportedMethod: 4200,
  Expired: 4701,
  Aborted: 4702,
  Conflict: 4703,
  Frozen: 4704,
  StorageFull: 4705,
  Disconnected: 4900,
  LimitExceeded: -32005,
  InvalidParams: -32602,
  Internal: -32603,
}
const RETRYABLE: ReadonlySet<P2pandaErrorName> = new Set([
  'Expired',
  'Aborted',
  'StorageFull',
  'Disconnected',
  'LimitExceeded',
  'Internal',
])

/** An error as the real provider makes them, for tests of how a site takes it. */
export function mockError(name: P2pandaErrorName, data?: unknown): Error {
  const fields = { code: CODES[name], name, retryable: RETRYABLE.has(name), ...(data === undefined ? {} : { data }) }
  return Object.assign(new Error(name), fields)
}
