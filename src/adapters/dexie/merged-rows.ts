// Rows that several reads found, put together for one question.

import type { FestivalRows } from '../../festival/overview.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'

/** What a read found; undefined stands for what the database does not have. */
export interface FoundRows {
  resources?: readonly (ResourceRow | undefined)[]
  events?: readonly (EventRow | undefined)[]
  requests?: readonly (RequestRow | undefined)[]
  answers?: readonly (AnswerRow | undefined)[]
}

export const NO_ROWS: FestivalRows = { resources: new Map(), events: new Map(), requests: [], answers: [] }

/** The rows with those that were found besides; each once. */
export function merged(rows: FestivalRows, ...found: readonly FoundRows[]): FestivalRows {
  return {
    resources: byId([...rows.resources.values(), ...found.flatMap(({ resources = [] }) => resources)]),
    events: byId([...rows.events.values(), ...found.flatMap(({ events = [] }) => events)]),
    requests: [...byId([...rows.requests, ...found.flatMap(({ requests = [] }) => requests)]).values()],
    answers: [...byId([...rows.answers, ...found.flatMap(({ answers = [] }) => answers)]).values()],
  }
}

function byId<Row extends { id: ObjectId }>(rows: readonly (Row | undefined)[]): Map<ObjectId, Row> {
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
}
