// Meshes without an overlay: everybody with everybody, or with as many as there is room for, in the order in which they came.
// The latter is how y-webrtc fills its rooms: `maxConns` of 20 + rand(15), and everybody with room answers an announce.

import type { Visit } from '../world/visit.ts'
import type { World } from '../world/world.ts'
import { introduce, type Arranger } from './introduce.ts'

const LEAST_ROOM = 20
const MORE_ROOM = 15

/** Room for everybody. */
export function fullMesh(world: World): Arranger {
  return new Mesh(world, () => Number.POSITIVE_INFINITY)
}

export function cappedMesh(world: World): Arranger {
  return new Mesh(world, () => LEAST_ROOM + world.random.below(MORE_ROOM))
}

class Mesh implements Arranger {
  readonly #world: World
  readonly #drawRoom: () => number
  /** In the order in which they came: how many links each may have, and to whom it has or makes one. */
  readonly #present = new Map<Visit, { room: number; others: Set<Visit> }>()

  constructor(world: World, drawRoom: () => number) {
    this.#world = world
    this.#drawRoom = drawRoom
  }

  came(visit: Visit): void {
    this.#present.set(visit, { room: this.#drawRoom(), others: new Set() })
    this.#announce(visit)
  }

  gone(visit: Visit): void {
    const others = this.#present.get(visit)?.others ?? []
    this.#present.delete(visit)
    for (const other of others) this.#present.get(other)?.others.delete(visit)
  }

  parted(a: Visit, b: Visit): void {
    this.#forget(a, b)
    for (const visit of [a, b]) if (!visit.isOver) this.#announce(visit)
  }

  #announce(visit: Visit): void {
    const own = this.#present.get(visit)
    if (own === undefined) return
    for (const [other, { room, others }] of this.#present) {
      if (own.others.size >= own.room) return
      const isOther = other !== visit && !own.others.has(other)
      // Who could not reach each other does not try again: their next attempt would cost as much and fail the same way.
      if (!isOther || others.size >= room || !this.#world.network.isPossible(visit.person, other.person)) continue
      own.others.add(other)
      others.add(visit)
      introduce(this.#world, visit, other, (wire) => {
        if (wire === undefined) this.#forget(visit, other)
      })
    }
  }

  #forget(a: Visit, b: Visit): void {
    this.#present.get(a)?.others.delete(b)
    this.#present.get(b)?.others.delete(a)
  }
}
