// The logs of a made-up festival on their way into a database, which believes that they are verified.
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { BenchLog } from './festival-world.ts'

/** Entries per append. */
const BATCH = 1024

export class StoredLogs {
  readonly #store: DexieLogStore
  readonly #festival: FestivalId
  readonly #own: BenchLog
  /** Entries of each log that are stored. */
  readonly #stored = new Map<BenchLog, number>()

  /** `own` is the log of who sits in front of this browser. */
  constructor(db: Database, festival: FestivalId, own: BenchLog) {
    this.#store = new DexieLogStore(db)
    this.#festival = festival
    this.#own = own
  }

  /** How many of all logs. */
  get entries(): number {
    return [...this.#stored.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Stores what is new of a log; answers with its local number. */
  async store(log: BenchLog): Promise<number> {
    const { author, logId, entries } = log
    const target = { author, logId, festival: this.#festival, own: log === this.#own }
    let id = 0
    for (let from = this.#stored.get(log) ?? 0; from < entries.length; from += BATCH) {
      const result = await this.#store.append(target, from, entries.slice(from, from + BATCH))
      if (!result.ok) throw new Error(result.error.code)
      id = result.value.id
    }
    this.#stored.set(log, entries.length)
    return id
  }
}
