// What events hold that policies ask for (DESIGN 5.4, 5.6): effective grants of tickets and the like, of the event's festival or
// of one around it. Read from the lines of the events that wait, so it costs nothing how many hold such a ticket.

import { readGrantTo } from '../src/adapters/dexie/answers-between.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { neededFor } from '../src/festival/needed-resources.ts'
import type { FestivalRows } from '../src/festival/overview.ts'
import { isAnswerTo } from '../src/festival/request-state.ts'
import type { EventRow } from '../src/festival/views.ts'
import type { FestivalId, ObjectId } from '../src/operations/ids.ts'

/** Festivals around festivals that are looked at; a hostile chain of parents may be endless. */
const MAX_DEPTH = 16

/** By event of the requests: which of the resources it holds that what is asked for requires or takes as a token. */
export async function readHoldings(
  db: Database,
  { requests, resources, events }: Pick<FestivalRows, 'requests' | 'resources' | 'events'>,
): Promise<Map<ObjectId, Set<ObjectId>>> {
  const wanted = new Map<ObjectId, Set<ObjectId>>()
  for (const { event, resource } of requests) {
    const row = resources.get(resource)
    for (const id of row === undefined ? [] : neededFor(row)) {
      wanted.set(event, (wanted.get(event) ?? new Set()).add(id))
    }
  }
  const holdings = new Map<ObjectId, Set<ObjectId>>()
  for (const [id, needed] of wanted) {
    const event = events.get(id)
    if (event !== undefined) holdings.set(id, await heldBy(db, event, needed))
  }
  return holdings
}

/** Those of the resources of which the event has an effective grant, asked for by its own maker. */
async function heldBy(db: Database, event: EventRow, needed: ReadonlySet<ObjectId>): Promise<Set<ObjectId>> {
  const held = new Set<ObjectId>()
  const lines = await db.requests.where('event').equals(event.id).toArray()
  const around = await festivalsAround(db, event.festival)
  for (const request of lines) {
    if (!needed.has(request.resource) || request.author !== event.author) continue
    const resource = await db.resources.get(request.resource)
    if (resource === undefined || !around.has(resource.festival)) continue
    const grant = await readGrantTo(db, { resource: resource.id, request: request.id })
    if (grant !== undefined && isAnswerTo(grant, request, resource)) held.add(resource.id)
  }
  return held
}

async function festivalsAround(db: Database, festival: FestivalId): Promise<Set<FestivalId>> {
  const around = new Set<FestivalId>()
  let next: FestivalId | undefined = festival
  while (next !== undefined && !around.has(next) && around.size < MAX_DEPTH) {
    around.add(next)
    next = (await db.festivals.get(next))?.parent
  }
  return around
}
