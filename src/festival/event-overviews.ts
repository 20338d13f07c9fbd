// The programme with its confirmations (DESIGN 5.5): each event with its request lines and how many of the required ones are
// granted.

import type { ObjectId } from '../operations/ids.ts'
import { groupOf } from './alternatives.ts'
import { indexFestival, type FestivalIndex } from './festival-index.ts'
import type { EventLine, EventOverview, FestivalRows, LineState } from './overview.ts'
import { standingOf } from './request-standing.ts'
import type { EventRow, RequestRow } from './views.ts'

/** All events with their lines, by start, then end, then id. `now` in UTC ms. */
export function eventOverviews(rows: FestivalRows, now: number): EventOverview[] {
  const index = indexFestival(rows)
  return [...rows.events.values()].sort(byTime).map((event) => {
    const lines = linesOf(event, index, now)
    return { event, lines, confirmation: confirmationOf(lines) }
  })
}

/** The order of a programme: by start, then end, then id. */
export function byTime(a: EventRow, b: EventRow): number {
  return a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1)
}

/** The request lines of an event in the order in which its maker asked; anybody else's requests for it are left out. */
export function linesOf(event: EventRow, index: FestivalIndex, now: number): EventLine[] {
  const lines = index.requestsOf(event).map((request) => lineOf(request, index, now))
  const groups = groupsOf(lines, index)
  return lines.map((line) => inGroup(line, groups.get(line.request.id)))
}

interface Group {
  readonly id: ObjectId
  readonly lines: EventLine[]
}

function inGroup(line: EventLine, group: Group | undefined): EventLine {
  if (group === undefined) return line
  const isDone = GIVES_WAY.has(line.state) && group.lines.some(({ state }) => state === 'granted')
  return { ...line, group: group.id, state: isDone ? 'not-needed' : line.state }
}

/** What says nothing any more once another alternative is granted; a refusal stays one. */
const GIVES_WAY: ReadonlySet<LineState> = new Set(['waiting', 'withdrawn', 'expired'])

function lineOf(request: RequestRow, index: FestivalIndex, now: number): EventLine {
  const resource = index.rows.resources.get(request.resource)
  return { request, ...(resource === undefined ? {} : { resource }), ...standingOf(index, request, now) }
}

/** The alternatives among lines, by request; lines that have none are left out. */
function groupsOf(lines: readonly EventLine[], index: FestivalIndex): ReadonlyMap<ObjectId, Group> {
  if (lines.every(({ request }) => request.alternativeTo === undefined)) return new Map()
  const groups = new Map<ObjectId, Group>()
  const ofRequest = new Map<ObjectId, Group>()
  for (const line of lines) {
    if (line.state === 'superseded') continue
    const id = groupOf(line.request, index.request)
    const group = groups.get(id) ?? { id, lines: [] }
    group.lines.push(line)
    groups.set(id, group)
    ofRequest.set(line.request.id, group)
  }
  return new Map([...ofRequest].filter(([, group]) => group.lines.length > 1))
}

/**
 * Required lines granted of required lines. Withdrawn and superseded lines do not count; alternatives count as one, granted
 * when one of them is.
 */
export function confirmationOf(lines: readonly EventLine[]): EventOverview['confirmation'] {
  const groups = new Map<string, { required: boolean; granted: boolean }>()
  for (const { request, state, group: alternatives } of lines) {
    if (state === 'withdrawn' || state === 'superseded') continue
    const key = alternatives ?? request.id
    const group = groups.get(key) ?? { required: false, granted: false }
    groups.set(key, {
      required: group.required || request.required,
      granted: group.granted || state === 'granted',
    })
  }
  const required = [...groups.values()].filter((group) => group.required)
  return { required: required.length, granted: required.filter((group) => group.granted).length }
}
