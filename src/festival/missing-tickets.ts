// "Needs this ticket" (DESIGN 4.3, `requires`): what an event does not hold of what a resource asks for. It is said to whoever
// asks and to whoever answers, and refuses nothing: the owner decides.

import type { ObjectId } from '../operations/ids.ts'
import type { EventLine } from './overview.ts'
import type { ResourceRow } from './views.ts'

/** What a resource requires and the event has not, each once, in the order of the resource. */
export function missingTickets({ requires }: Pick<ResourceRow, 'requires'>, held: ReadonlySet<ObjectId>): ObjectId[] {
  return [...new Set(requires)].filter((id) => !held.has(id))
}

/** What an event holds effective grants of. */
export function heldBy(lines: readonly EventLine[]): Set<ObjectId> {
  return new Set(lines.filter(({ state }) => state === 'granted').map(({ request }) => request.resource))
}
