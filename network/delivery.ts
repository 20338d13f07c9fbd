// Notes how far what I wrote has arrived: after I wrote something, when somebody comes, and every few seconds until everybody
// who is here has everything.

import { noteDelivery, readOwnLogs } from '../src/adapters/dexie/delivery-rows.ts'
import type { Database, LogRow } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'

/** Confirmations come in a crowd: they are noted together. */
const PAUSE_MS = 1_000

/** What is asked of the node. */
export interface Holders {
  peersOf(festival: FestivalId): number
  holdersOf(log: LogRow, seqNum: number): number
}

export class Delivery {
  readonly #db: Database
  readonly #holders: Holders
  readonly #onNews: () => void
  #isDue = true
  /** Own logs, which have to be looked for among all that are held; and whether that is to be done again. */
  #own: readonly LogRow[] = []
  #isStale = true
  #lookedAt = 0
  #looking: Promise<void> | undefined

  /** `onNews` is called when numbers were noted. */
  constructor(db: Database, holders: Holders, onNews: () => void = () => undefined) {
    this.#db = db
    this.#onNews = onNews
    this.#holders = holders
  }

  /** Something was written, or somebody came or went. */
  changed(): void {
    this.#isDue = true
    this.#isStale = true
  }

  /** Call it about once a second. */
  tick(now: number): void {
    if (!this.#isDue || this.#looking !== undefined || now - this.#lookedAt < PAUSE_MS) return
    this.#isDue = false
    this.#lookedAt = now
    // What could not be noted is noted when something changes again.
    this.#looking = this.#look()
      .catch(() => undefined)
      .finally(() => (this.#looking = undefined))
  }

  /** Resolves when nothing is being written. */
  async stop(): Promise<void> {
    await this.#looking
  }

  async #look(): Promise<void> {
    let isNews = false
    if (this.#isStale) {
      this.#isStale = false
      this.#own = await readOwnLogs(this.#db)
    }
    for (const log of this.#own) {
      const { festival, seqNum } = log
      isNews = (await noteDelivery(this.#db, log, (each) => this.#holders.holdersOf(log, each))) || isNews
      if (this.#holders.holdersOf(log, seqNum) < this.#holders.peersOf(festival)) this.#isDue = true
    }
    if (isNews) this.#onNews()
  }
}
