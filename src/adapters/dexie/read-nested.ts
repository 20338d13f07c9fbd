// What a festival has to do with those around it (DESIGN 5.6): its ancestors, and the lines of its events that stand in the
// festivals of the resources that they ask for.

import { MAX_DEPTH, ancestorsOf } from '../../festival/nesting.ts'
import type { FestivalRows } from '../../festival/overview.ts'
import type { FestivalRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId } from '../../operations/ids.ts'
import { readFestivalRows } from './festival-rows.ts'
import type { Database } from './schema.ts'

/** The rows of a festival's ancestors that are followed here, the nearest first. */
export async function readAncestors(db: Database, festival: FestivalId): Promise<FestivalRow[]> {
  const known = new Map<FestivalId, FestivalRow>()
  let next: FestivalId | undefined = festival
  for (let step = 0; step <= MAX_DEPTH && next !== undefined && !known.has(next); step += 1) {
    const row: FestivalRow | undefined = await db.festivals.get(next)
    if (row !== undefined) known.set(next, row)
    next = row?.parent
  }
  const rows = ancestorsOf(festival, (id) => known.get(id)).flatMap((id) => known.get(id) ?? [])
  const followed = await db.memberships.bulkGet(rows.map(({ id }) => id))
  return rows.filter((_, index) => followed[index] !== undefined)
}

/** These festivals and their ancestors that are followed here: where a change can make something decidable. */
export async function withAncestors(db: Database, festivals: readonly FestivalId[]): Promise<FestivalId[]> {
  const all = new Set(festivals)
  for (const festival of festivals) for (const { id } of await readAncestors(db, festival)) all.add(id)
  return [...all]
}

/** Those of the festivals that lie inside one of these, at whatever depth, and these themselves: what a change concerns. */
export async function withDescendants(db: Database, festivals: readonly FestivalId[]): Promise<FestivalId[]> {
  const all = new Set(festivals)
  let level = [...all]
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const inside = await db.festivals.where('parent').anyOf(level).primaryKeys()
    level = inside.filter((child) => !all.has(child))
    for (const child of level) all.add(child)
  }
  return [...all]
}

/**
 * The rows of a festival, and with them the requests for its events that stand elsewhere, the resources that these name and
 * the answers to them. A request in another festival than its resource counts nowhere.
 */
export async function readRowsWithLines(db: Database, festival: FestivalId): Promise<FestivalRows> {
  const rows = await readFestivalRows(db, festival)
  const row = await db.festivals.get(festival)
  if (row?.parent === undefined || rows.events.size === 0) return rows
  const asked = await db.requests
    .where('event')
    .anyOf([...rows.events.keys()])
    .toArray()
  const elsewhere = asked.filter((request) => request.festival !== festival)
  const resources = await resourcesOf(
    db,
    elsewhere.map(({ resource }) => resource),
  )
  const requests = elsewhere.filter((request) => {
    const resource = resources.get(request.resource)
    return resource === undefined || resource.festival === request.festival
  })
  const answers = await db.answers
    .where('request')
    .anyOf(requests.map(({ id }) => id))
    .toArray()
  return {
    ...rows,
    resources: new Map([...rows.resources, ...resources]),
    requests: [...rows.requests, ...requests],
    answers: [...rows.answers, ...answers],
  }
}

async function resourcesOf(db: Database, ids: readonly ObjectId[]): Promise<Map<ObjectId, ResourceRow>> {
  const rows = await db.resources.bulkGet([...new Set(ids)])
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
}
