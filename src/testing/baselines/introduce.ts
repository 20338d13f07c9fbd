// Links of the overlays that ours is compared with: as dear as ours, over the same network, without any signalling of ours.

import type { Visit } from '../world/visit.ts'
import type { Wire } from '../world/wire.ts'
import { dialTime, OPEN_MS } from '../world/dialer.ts'
import type { World } from '../world/world.ts'

/** Who decides who is linked to whom, where the nodes do not. */
export interface Arranger {
  came(visit: Visit): void
  gone(visit: Visit): void
  /** A link between two people broke or was closed. */
  parted(a: Visit, b: Visit, wire: Wire): void
}

/** Each of the two constructs a connection object; tells after a while what came of it. */
export function introduce(world: World, a: Visit, b: Visit, done: (wire: Wire | undefined) => void): void {
  for (const visit of [a, b]) {
    visit.dialer.constructed += 1
    world.traffic.constructed(visit)
  }
  const isPossible = world.network.isPossible(a.person, b.person)
  world.time.after(isPossible ? dialTime(world, a.person, b.person) : OPEN_MS, () => {
    const isThere = a.isAwake && b.isAwake && world.network.isWhole(a.person, b.person)
    done(isPossible && isThere ? world.join(a, b) : undefined)
  })
}
