// The programme with its confirmations (DESIGN 5.5): each event with its request lines and how many of the required ones are
// granted.

import { indexFestival, type FestivalIndex } from './festival-index.ts'
import type { EventLine, EventOverview, FestivalRows } from './overview.ts'
import { requestState } from './request-state.ts'
import type { EventRow, RequestRow } from './views.ts'

/** All events with their lines, by start, then end, then id. `now` in UTC ms. */
export function eventOverviews(rows: FestivalRows, now: number): EventOverview[] {
  const index = indexFestival(rows)
  return [...rows.events.values()]
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1))
    .map((event) => {
      const lines = linesOf(event, index, now)
      return { event, lines, confirmation: confirmationOf(lines) }
    })
}

/** The request lines of an event in the order in which its maker asked; anybody else's requests for it are left out. */
export function linesOf(event: EventRow, index: FestivalIndex, now: number): EventLine[] {
  return index.requestsOf(event).map((request) => lineOf(request, event, index, now))
}

function lineOf(request: RequestRow, event: EventRow, index: FestivalIndex, now: number): EventLine {
  const resource = index.rows.resources.get(request.resource)
  const standing = requestState(request, { event, resource, answers: index.answersTo(request.id) }, now)
  return { request, ...(resource === undefined ? {} : { resource }), ...standing }
}

/**
 * Required lines granted of required lines. Withdrawn and superseded lines do not count; alternatives (lines that name the
 * same first line in `alternativeTo`) count as one, granted when one of them is.
 */
export function confirmationOf(lines: readonly EventLine[]): EventOverview['confirmation'] {
  const asked = lines.filter(({ request, state }) => request.withdrawn === undefined && state !== 'withdrawn')
  const superseded = new Set(asked.map(({ request }) => request.supersedes))
  const groups = new Map<string, { required: boolean; granted: boolean }>()
  for (const { request, state } of asked) {
    if (superseded.has(request.id)) continue
    const key = request.alternativeTo ?? request.id
    const group = groups.get(key) ?? { required: false, granted: false }
    groups.set(key, {
      required: group.required || request.required,
      granted: group.granted || state === 'granted',
    })
  }
  const required = [...groups.values()].filter((group) => group.required)
  return { required: required.length, granted: required.filter((group) => group.granted).length }
}
