// The order of what can be asked for, which stays while somebody chooses: a line that comes in between, or changes its place, would push
// another one under the pointer.
import type { ObjectId } from '../../src/operations/ids.ts'
import { freeFirst, type Offered } from './use-offers.ts'

export class SteadyOrder {
  #time: string | undefined
  /** What was known when the time changed: it is about the time before. */
  #outdated: readonly Offered[] | undefined
  #known: readonly Offered[] | undefined
  #places = new Map<ObjectId, number>()

  /** What can be had first, as it was when the first answer about this time was there; what came since is last. */
  arrange(offers: readonly Offered[], time: string): Offered[] {
    if (time !== this.#time) {
      this.#time = time
      this.#outdated = this.#known ?? []
    }
    if (this.#outdated !== undefined && offers !== this.#outdated && offers.length > 0) {
      this.#outdated = undefined
      this.#places.clear()
    }
    this.#known = offers
    const placed = freeFirst(offers)
    for (const { resource } of placed)
      if (!this.#places.has(resource.id)) this.#places.set(resource.id, this.#places.size)
    const placeOf = ({ resource }: Offered): number => this.#places.get(resource.id) ?? this.#places.size
    return placed.sort((a, b) => placeOf(a) - placeOf(b))
  }
}
