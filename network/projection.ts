// Folds what came in from outside into the view tables and says which festivals changed (DESIGN 3.3). Many entries arrive in
// a row: while one fold runs, the next ones gather.

import { projectAll, projectLog } from '../src/adapters/dexie/projector.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'

export class Projection {
  readonly #db: Database
  readonly #onChanged: (festivals: FestivalId[]) => void
  readonly #waiting = new Set<number>()
  #isRunning = false
  #wantsAll = false

  constructor(db: Database, onChanged: (festivals: FestivalId[]) => void) {
    this.#db = db
    this.#onChanged = onChanged
  }

  /** What an earlier life of this context stored and did not fold. */
  catchUp(): void {
    void this.#tell(projectAll(this.#db))
  }

  /** The log (local number) grew. */
  add(log: number): void {
    this.#waiting.add(log)
    if (!this.#isRunning) void this.#run()
  }

  /** Logs grew, and nobody knows which. */
  addAll(): void {
    this.#wantsAll = true
    if (!this.#isRunning) void this.#run()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    try {
      while (this.#wantsAll || this.#waiting.size > 0) {
        const logs = [...this.#waiting]
        this.#waiting.clear()
        if (this.#wantsAll) {
          this.#wantsAll = false
          await this.#tell(projectAll(this.#db))
          continue
        }
        await this.#tell(Promise.all(logs.map((log) => projectLog(this.#db, log))).then((changed) => changed.flat()))
      }
    } finally {
      this.#isRunning = false
    }
  }

  /** A fold that fails (the database is going away) is made up for by the next one. */
  async #tell(folding: Promise<FestivalId[]>): Promise<void> {
    const festivals = await folding.catch((): FestivalId[] => [])
    if (festivals.length > 0) this.#onChanged([...new Set(festivals)])
  }
}
