// What must be true of every honest node after every event, whatever others do.

import { MAX_PENDING } from '../../gossip/overlay/dial-budget.ts'
import { USUAL_LINKS } from '../../gossip/overlay/limits.ts'
import type { Visit } from './visit.ts'
import type { World } from './world.ts'

/** What may wait in one link: the high-water mark, one frame more, and what the network puts around it. */
const MAX_BUFFERED = 64 * 1024 + 17 * 1024
/** Two links of one pair: the handshake of the second finds out, and a CLOSE takes a second. */
const MAX_DOUBLE_MS = 15_000

/** What is violated now, in words. Empty when all is well. */
export function violations(world: World): string[] {
  const found: string[] = []
  for (const visit of world.visits) if (!visit.isHostile && visit.isAwake) found.push(...violationsOf(visit))
  return found
}

function violationsOf(visit: Visit): string[] {
  const { dialer, ends, world, number } = visit
  const found: string[] = []
  const latest = new Map<number, number>()
  for (const end of ends) {
    if (end.isClosed) continue
    if (end.buffered > MAX_BUFFERED) found.push(`${number} holds ${end.buffered} bytes for one link`)
    const other = end.other.holder.number
    const since = Math.max(end.openedAt, latest.get(other) ?? 0)
    if (latest.has(other) && !end.other.isClosed && world.time.elapsed - since > MAX_DOUBLE_MS) {
      found.push(`${number} is linked to ${other} twice`)
    }
    latest.set(other, since)
  }
  // Of its one topic, those included that are being made or closed.
  if (latest.size > USUAL_LINKS.most) found.push(`${number} has ${latest.size} links`)
  if (dialer.pending > MAX_PENDING) found.push(`${number} makes ${dialer.pending} attempts at a time`)
  if (dialer.constructed > world.objectLimit) found.push(`${number} constructed ${dialer.constructed} objects`)
  return found
}
