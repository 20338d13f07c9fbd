// What every event of a festival should hold a grant of (src/festival/event-tickets.ts).

import type { ResourceRow } from '../../festival/views.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

/** Undefined where the festival asks for nothing, or the resource is not here. */
export async function readTicket(db: Database, festival: FestivalId): Promise<ResourceRow | undefined> {
  const ticket = (await db.festivals.get(festival))?.eventTicket
  return ticket === undefined ? undefined : db.resources.get(ticket)
}
