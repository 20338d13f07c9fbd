// What the entries of a log say, by the names of their operations.

import { decodeOperation } from '../../../src/operations/codec.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import type { LogStore, StoredLog } from '../../../src/ports/log-store.ts'

export async function operationsIn(store: LogStore, log: StoredLog): Promise<Operation[]> {
  const entries = await store.entries(log, 1, log.seqNum)
  return entries.map(({ payload }) => {
    const decoded = decodeOperation(payload ?? new Uint8Array())
    if (!decoded.ok) throw new Error(decoded.error.code)
    return decoded.value
  })
}

export async function operationsOf(store: LogStore, log: StoredLog): Promise<string[]> {
  return (await operationsIn(store, log)).map(({ op }) => op)
}
