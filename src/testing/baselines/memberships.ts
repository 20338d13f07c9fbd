// The ways of linking people that can be put side by side, with everything else the same.

import type { WorldOptions } from '../world/world.ts'
import { cappedMesh, fullMesh } from './mesh.ts'
import { spray } from './spray.ts'

/** `gossip`: as in browsers. `trackers`: the same without introductions by neighbours. */
export type Membership = 'gossip' | 'trackers' | 'full-mesh' | 'capped-mesh' | 'spray'

export const MEMBERSHIPS: Readonly<Record<Membership, Partial<WorldOptions>>> = {
  gossip: { finding: 'gossip' },
  trackers: { finding: 'trackers' },
  'full-mesh': { finding: 'arranged', arrange: fullMesh },
  'capped-mesh': { finding: 'arranged', arrange: cappedMesh },
  spray: { finding: 'arranged', arrange: spray },
}
