// Event tickets (DESIGN 4.3, `eventTicket`): a festival may name a resource that every event should hold a grant of. Events
// without one are there all the same, folded away: the festival's creator decides what stands out, not what exists.

import type { EventOverview } from './overview.ts'
import type { ResourceRow } from './views.ts'

/** Events as a programme shows them. */
export interface ByTicket {
  shown: EventOverview[]
  /** Without an effective grant of the ticket. */
  folded: EventOverview[]
}

/** Whether an event holds what its festival asks for; always when that resource is not here, so that nobody can know. */
export function hasTicket({ lines }: EventOverview, ticket: ResourceRow | undefined): boolean {
  return (
    ticket === undefined || lines.some(({ request, state }) => request.resource === ticket.id && state === 'granted')
  )
}

/** Keeps the order on both sides. */
export function byTicket(events: readonly EventOverview[], ticket: ResourceRow | undefined): ByTicket {
  return {
    shown: events.filter((event) => hasTicket(event, ticket)),
    folded: events.filter((event) => !hasTicket(event, ticket)),
  }
}
