// The order in which requests reached this node, for first-come-first-served (DESIGN 5.4). All that come in one run of the
// projector came at once and share a number: claimed times can be faked, so the policy breaks the tie by its own secret.

import type { ObjectId } from '../../operations/ids.ts'
import type { ArrivalRow, Database } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** The numbers of one run. A run ends with its first failed transaction, so a number that was not written is not used. */
export class Arrivals {
  readonly #db: Database
  #run: number | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * The numbers of requests, given once and kept when views are rebuilt. Inside the transaction that writes the requests'
   * rows.
   */
  async numbersOf(requests: readonly ObjectId[]): Promise<Map<ObjectId, number>> {
    if (requests.length === 0) return new Map()
    const known = await this.#db.arrivals.bulkGet([...requests])
    const rows: ArrivalRow[] = known.filter((row) => row !== undefined)
    const numbers = new Map(rows.map(({ request, arrival }) => [request, arrival]))
    const news = requests.filter((request) => !numbers.has(request))
    if (news.length === 0) return numbers
    const arrival = this.#run ?? (await this.#next())
    await this.#db.arrivals.bulkAdd(news.map((request) => ({ request, arrival })))
    for (const request of news) numbers.set(request, arrival)
    return numbers
  }

  async #next(): Promise<number> {
    const next = ((await readSetting(this.#db, 'arrivals')) ?? 0) + 1
    await writeSetting(this.#db, 'arrivals', next)
    this.#run = next
    return next
  }
}
