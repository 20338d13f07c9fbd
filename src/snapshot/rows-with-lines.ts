// The rows of a festival with the lines of its events that stand elsewhere: a request is written in the festival of the resource
// (DESIGN 5.6). In memory what `read-nested.ts` reads from the database.

import type { FestivalRows } from '../festival/overview.ts'
import type { ViewRows } from '../festival/view-rows.ts'
import type { FestivalId } from '../operations/ids.ts'

/** A request in another festival than its resource counts nowhere. */
export function rowsWithLines(all: ViewRows, festival: FestivalId): FestivalRows {
  const rows = all.rowsOf(festival)
  const elsewhere = [...all.requests.values()].filter((request) => {
    const resource = all.resources.get(request.resource)
    const isHome = resource === undefined || resource.festival === request.festival
    return request.festival !== festival && rows.events.has(request.event) && isHome
  })
  if (elsewhere.length === 0) return rows
  const resources = elsewhere.flatMap(({ resource }) => all.resources.get(resource) ?? [])
  const asked = new Set(elsewhere.map(({ id }) => id))
  return {
    ...rows,
    resources: new Map([...rows.resources, ...resources.map((row) => [row.id, row] as const)]),
    requests: [...rows.requests, ...elsewhere],
    answers: [
      ...rows.answers,
      ...[...all.answers.values()].filter(({ request }) => request !== undefined && asked.has(request)),
    ],
  }
}
