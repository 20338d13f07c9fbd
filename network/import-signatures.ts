// The signatures of one log that was stored provisionally (DESIGN 4.1): checked to its end, or up to the first bad one.

import { logIdOf } from '../src/adapters/dexie/log-id-key.ts'
import type { LogRow } from '../src/adapters/dexie/schema.ts'
import { confirmLog } from '../src/log/confirm.ts'
import type { ImportPorts } from './import-ports.ts'

export interface Checked {
  /** Signatures that were checked now. */
  count: number
  /** One was wrong: it and all entries after it are gone. */
  isCut: boolean
}

/** Stops between two batches when `signal` says so. Rejects when the database or the verifier does. */
export async function checkSignatures(
  { store, verifier, onChecked }: ImportPorts,
  row: LogRow,
  options: { signal: AbortSignal; onProgress?: (count: number) => Promise<void> },
): Promise<Checked> {
  const name = { author: row.author, logId: logIdOf(row.logId) }
  const { signal, onProgress } = options
  const outcome = await confirmLog(store, name, {
    verifier,
    signal,
    onProgress: ({ verified }) => onProgress?.(Math.max(0, verified - row.verified)),
  })
  onChecked(row.festival)
  return { count: Math.max(0, outcome.verified - row.verified), isCut: outcome.state === 'cut' }
}
