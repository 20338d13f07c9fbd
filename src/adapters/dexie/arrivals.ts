// The order in which requests reached this node, for first-come-first-served (DESIGN 5.4). All that come in one run of the
// projector came at once and share a number: claimed times can be faked, so the policy breaks the tie by its own secret.

import type { ObjectId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** The numbers of one run. A run ends with its first failed transaction, so a number that was not written is not used. */
export class Arrivals {
  readonly #db: Database
  #run: number | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /** The number of a request, given once and kept when views are rebuilt. Inside the transaction that writes its row. */
  async numberOf(request: ObjectId): Promise<number> {
    const known = await this.#db.arrivals.get(request)
    if (known !== undefined) return known.arrival
    const arrival = this.#run ?? (await this.#next())
    await this.#db.arrivals.add({ request, arrival })
    return arrival
  }

  async #next(): Promise<number> {
    const next = ((await readSetting(this.#db, 'arrivals')) ?? 0) + 1
    await writeSetting(this.#db, 'arrivals', next)
    this.#run = next
    return next
  }
}
