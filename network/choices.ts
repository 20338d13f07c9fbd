// Whom the user blocked and what they allow whom, as it was read last.

import { readBlocked } from '../src/adapters/dexie/block-rows.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { readSetting } from '../src/adapters/dexie/settings.ts'

export class Choices {
  readonly #db: Database
  #known = ''

  constructor(db: Database) {
    this.#db = db
  }

  /** Reads them again; true when they are others than before. */
  async read(): Promise<boolean> {
    const text = JSON.stringify([await readBlocked(this.#db), await readSetting(this.#db, 'quotas')])
    const isNews = text !== this.#known
    this.#known = text
    return isNews
  }
}
