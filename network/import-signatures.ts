// The signatures of logs that were stored provisionally (DESIGN 4.1): each log to its end, or up to the first bad one.

import { logIdOf } from '../src/adapters/dexie/log-id-key.ts'
import type { LogRow } from '../src/adapters/dexie/schema.ts'
import { confirmLog } from '../src/log/confirm.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { ImportPorts } from './import-ports.ts'

/** It is said this often, in ms, that signatures were checked: whoever hears of it looks through the whole festival. */
const TOLD_MS = 500

export interface CheckOptions {
  /** Stops between two batches when it says so. */
  signal: AbortSignal
  /** Signatures that were checked, of all these logs together. */
  onProgress?: (count: number) => Promise<void>
  /** A signature was wrong: it and all entries after it are gone. */
  onCut?: () => Promise<void>
  /** The database or the verifier failed at this log; without it the call rejects. */
  onFailed?: (log: LogRow) => void
}

/** Checks one log after the other. Whatever ends it, what was checked is told. */
export async function checkSignatures(
  ports: ImportPorts,
  logs: readonly LogRow[],
  options: CheckOptions,
): Promise<number> {
  const { signal, onProgress, onCut, onFailed } = options
  const news = new News(ports)
  let before = 0
  try {
    for (const log of logs) {
      if (signal.aborted) return before
      try {
        const { verified, state } = await confirmLog(ports.store, nameOf(log), {
          verifier: ports.verifier,
          signal,
          onProgress: (done) => onProgress?.(before + Math.max(0, done.verified - log.verified)),
        })
        before += Math.max(0, verified - log.verified)
        if (state === 'cut') await onCut?.()
      } catch (cause) {
        if (onFailed === undefined) throw cause
        if (!signal.aborted) onFailed(log)
      }
      news.add(log.festival)
    }
    return before
  } finally {
    news.tell()
  }
}

function nameOf({ author, logId }: LogRow): { author: LogRow['author']; logId: bigint } {
  return { author, logId: logIdOf(logId) }
}

/** Festivals in which signatures were checked that nobody has heard of. */
class News {
  readonly #ports: ImportPorts
  readonly #festivals = new Set<FestivalId>()
  #toldAt = 0

  constructor(ports: ImportPorts) {
    this.#ports = ports
  }

  add(festival: FestivalId): void {
    this.#festivals.add(festival)
    if (this.#ports.clock.now() - this.#toldAt >= TOLD_MS) this.tell()
  }

  tell(): void {
    this.#toldAt = this.#ports.clock.now()
    for (const festival of this.#festivals) this.#ports.onChecked(festival)
    this.#festivals.clear()
  }
}
