// What is sent of a log, message by message: a store reads entries in blocks, of which a message of long ones takes a part only.
// The rest waits here for the next message, instead of being read again for each (DESIGN 3.3, 6).

import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'
import type { WantedRange } from './messages.ts'
import { endOfBlock } from './blocks.ts'
import { bytesOf, fitting } from './fitting.ts'

/** Bytes of one message, unless its first entry alone has more. It has to fit into the credit of a link. */
const MAX_BYTES = 192 * 1024
/** Rests that wait, of the logs that were read last; longer ones are read again. */
const MAX_RESTS = 4
const MAX_REST_BYTES = 1024 * 1024

interface Rest {
  /** As the log was when it was read. */
  log: StoredLog
  entries: StoredEntry[]
}

export class ReadAhead {
  readonly #store: LogStore
  readonly #rests = new Map<number, Rest>()

  constructor(store: LogStore) {
    this.#store = store
  }

  /** The beginning of the range: at least one entry when it is held, not much more than 192 KiB, nothing beyond a block of 64. */
  async load({ author, logId, from, to }: WantedRange): Promise<StoredEntry[]> {
    const log = await this.#store.log(author, logId)
    if (log === undefined) return []
    const last = Math.min(to, endOfBlock(from))
    const held = this.#take(log, from, last) ?? (await this.#store.entries(log, from, last))
    const sent = fitting(held, MAX_BYTES)
    this.#keep(log, held.slice(sent.length))
    return sent
  }

  #take(log: StoredLog, from: number, last: number): StoredEntry[] | undefined {
    const rest = this.#rests.get(log.id)
    this.#rests.delete(log.id)
    if (rest === undefined || !isSame(rest.log, log) || rest.entries[0]?.seqNum !== from) return undefined
    return rest.entries.filter(({ seqNum }) => seqNum <= last)
  }

  #keep(log: StoredLog, entries: StoredEntry[]): void {
    if (entries.length === 0 || bytesOf(entries) > MAX_REST_BYTES) return
    this.#rests.set(log.id, { log, entries })
    const [oldest] = this.#rests.keys()
    if (oldest !== undefined && this.#rests.size > MAX_RESTS) this.#rests.delete(oldest)
  }
}

/** Whether nothing was added, cut or forgotten. */
function isSame(a: StoredLog, b: StoredLog): boolean {
  return a.hash === b.hash && a.bytes === b.bytes && a.forkedAt === b.forkedAt
}
