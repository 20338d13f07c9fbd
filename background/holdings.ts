// What events hold that policies ask for (DESIGN 5.4, 5.6): effective grants of tickets and the like, of the same festival
// or of one around it. Read through indexes from the things that are asked for, so it costs what those are used.

import type { Database } from '../src/adapters/dexie/schema.ts'
import { neededFor } from '../src/festival/needed-resources.ts'
import { isAnswerTo } from '../src/festival/request-state.ts'
import type { ResourceRow } from '../src/festival/views.ts'
import type { FestivalId, ObjectId } from '../src/operations/ids.ts'

/** Festivals around festivals that are looked at; a hostile chain of parents may be endless. */
const MAX_DEPTH = 16

/** By event of `festival`: which of the resources that `resources` require or take as a token it holds. */
export async function readHoldings(
  db: Database,
  festival: FestivalId,
  resources: Iterable<ResourceRow>,
): Promise<Map<ObjectId, Set<ObjectId>>> {
  const wanted = [...new Set([...resources].flatMap(neededFor))]
  const holdings = new Map<ObjectId, Set<ObjectId>>()
  if (wanted.length === 0) return holdings
  const around = await festivalsAround(db, festival)
  for (const resource of await db.resources.bulkGet(wanted)) {
    if (resource === undefined || !around.has(resource.festival)) continue
    for (const event of await holdersOf(db, festival, resource)) {
      holdings.set(event, (holdings.get(event) ?? new Set()).add(resource.id))
    }
  }
  return holdings
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

/** The events of `festival` with an effective grant of the resource, asked for by their own makers. */
async function holdersOf(db: Database, festival: FestivalId, resource: ResourceRow): Promise<ObjectId[]> {
  const answers = await db.answers.where('resource').equals(resource.id).toArray()
  const grants = answers.filter(({ kind, state }) => kind === 'grant' && state === 'effective')
  const requests = await db.requests.bulkGet(grants.flatMap(({ request }) => request ?? []))
  const granted = requests.filter(
    (request) => request !== undefined && grants.some((answer) => isAnswerTo(answer, request, resource)),
  )
  const events = await db.events.bulkGet(granted.flatMap((request) => request?.event ?? []))
  const makers = new Map(events.flatMap((event) => (event?.festival === festival ? [[event.id, event.author]] : [])))
  return granted.flatMap((request) =>
    request !== undefined && makers.get(request.event) === request.author ? [request.event] : [],
  )
}
