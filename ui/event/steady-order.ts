// The order of what can be asked for, which stays while somebody chooses: a line that comes in between, or changes its place, would push
// another one under the pointer.
import type { ObjectId } from '../../src/operations/ids.ts'
import { freeFirst, type Offered } from './use-offers.ts'

export class SteadyOrder {
  #time: string | undefined
  #places = new Map<ObjectId, number>()

  /** What can be had first, as it was when this time was first asked about; what came since is last. */
  arrange(offers: readonly Offered[]): Offered[] {
    const [first] = offers
    const time = `${first?.time?.from}/${first?.time?.to}`
    if (time !== this.#time) this.#places.clear()
    this.#time = time
    const placed = freeFirst(offers)
    for (const { resource } of placed)
      if (!this.#places.has(resource.id)) this.#places.set(resource.id, this.#places.size)
    const placeOf = ({ resource }: Offered): number => this.#places.get(resource.id) ?? this.#places.size
    return placed.sort((a, b) => placeOf(a) - placeOf(b))
  }
}
