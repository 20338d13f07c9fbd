// The real rules over a part of a history, and what both implementations say in one form that can be compared.

import { counts, lastUnforked } from '../../../src/festival/fold-log.ts'
import { foldAuthor } from '../../../src/festival/fold-author.ts'
import { authorEntry, readAuthor, type AuthorEntry, type AuthorLog } from '../../../src/festival/read-author.ts'
import { ViewRows } from '../../../src/festival/view-rows.ts'
import type { AnswerRow, Homed } from '../../../src/festival/views.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { WrittenEntry } from './history.ts'
import type { ModelAnswer, ModelResource } from './model-resource.ts'
import type { ModelThing, ModelView } from './model.ts'
import { heldEntries, type HeldLog, type Part } from './part.ts'

/** Reading a payload and hashing its entry are not what is compared here, and are done once for each entry. */
const readings = new WeakMap<WrittenEntry, { full: AuthorEntry; bare: AuthorEntry }>()

function readingOf(written: WrittenEntry, isBare: boolean): AuthorEntry {
  let reading = readings.get(written)
  if (reading === undefined) {
    const { seqNum, bytes: entry, payload } = written
    reading = { full: authorEntry({ seqNum, entry, payload }), bare: authorEntry({ seqNum, entry }) }
    readings.set(written, reading)
  }
  return isBare ? reading.bare : reading.full
}

/** What the pure folds of src/festival make of the logs of one author. A log's number is its place in the part, from 1. */
export function realRowsOf(part: Part, author: PublicKey, festival: FestivalId): ViewRows {
  const logs = part.flatMap((held, index): AuthorLog[] => {
    return held.written.author === author && held.height > 0 ? [realLog(held, index + 1, festival)] : []
  })
  return foldAuthor(readAuthor(logs), () => 0)
}

/** What they make of all of a part. */
export function realRows(part: Part, festival: FestivalId): ViewRows {
  const rows = new ViewRows()
  for (const author of new Set(part.map(({ written }) => written.author))) {
    rows.addAll(realRowsOf(part, author, festival))
  }
  return rows
}

function realLog(held: HeldLog, id: number, festival: FestivalId): AuthorLog {
  const { written, height, bare, forkedAt } = held
  const fork = forkedAt === undefined ? {} : { forkedAt }
  const log = { seqNum: height, festival, ...fork }
  const entries = heldEntries(held)
    .slice(0, Math.max(1, lastUnforked(log)))
    .filter(({ seqNum, bytes: entry }) => counts({ seqNum, entry }, log))
    .map((entry) => readingOf(entry, bare.has(entry.seqNum)))
  return { id, author: written.author, logId: written.logId, festival, entries, ...fork }
}

/** One line per thing that is true, so that a difference can be read. */
export type Statement = Record<string, unknown>

/** What the rows say about everything that the model knows. `numberOf` gives the place of a log in the part, from 0. */
export function statedByRows(rows: ViewRows, numberOf: (log: number) => number): Record<string, Statement> {
  const said: Record<string, Statement> = {}
  const home = (row: Homed): Statement => ({
    stays: (row.stays ?? [{ log: row.log, from: row.seqNum }]).map(({ log, ...between }) =>
      Object.assign(between, { log: numberOf(log) }),
    ),
    isIncomplete: row.incomplete === true,
  })
  for (const row of rows.festivals.values()) said[`festival ${row.id}`] = { title: row.title, ...home(row) }
  for (const row of rows.resources.values()) {
    const { title, capacity, buffer, retired } = row
    said[`resource ${row.id}`] = { title, capacity, buffer, isRetired: retired !== undefined, ...home(row) }
  }
  for (const row of rows.events.values()) {
    const { title, from, to, cancelled } = row
    said[`event ${row.id}`] = { title, from, to, isCancelled: cancelled !== undefined, ...home(row) }
  }
  for (const row of rows.requests.values()) {
    said[`request ${row.id}`] = { isWithdrawn: row.withdrawn !== undefined, ...home(row) }
  }
  for (const row of rows.answers.values()) {
    said[`${row.kind === 'deny' ? 'denial' : 'answer'} ${row.id}`] = row.kind === 'deny' ? {} : answerOf(row)
  }
  return said
}

function answerOf({ kind, resource, request, quantity, occupied, state, void: lacks, ended }: AnswerRow): Statement {
  const because = { code: lacks?.code, blockers: lacks?.blockers, endedBy: ended?.by }
  return { kind, resource, request, quantity, occupied, state, ...because }
}

/** What the model says, in the same form. */
export function statedByModel(view: ModelView): Record<string, Statement> {
  const said: Record<string, Statement> = {}
  const home = ({ stays, isIncomplete }: ModelThing | ModelResource): Statement => ({ stays, isIncomplete })
  for (const [id, { title, ...thing }] of view.festivals) said[`festival ${id}`] = { title, ...home(thing) }
  for (const [id, { title, capacity, buffer, isRetired, ...thing }] of view.resources) {
    said[`resource ${id}`] = { title, capacity, buffer, isRetired, ...home(thing as ModelResource) }
  }
  for (const [id, { title, from, to, isCancelled, ...thing }] of view.events) {
    said[`event ${id}`] = { title, from, to, isCancelled, ...home(thing) }
  }
  for (const [id, { isWithdrawn, ...thing }] of view.requests) said[`request ${id}`] = { isWithdrawn, ...home(thing) }
  for (const [id, answer] of view.answers) said[`answer ${id}`] = modelAnswerOf(answer)
  for (const id of view.denials) said[`denial ${id}`] = {}
  return said
}

function modelAnswerOf(answer: ModelAnswer): Statement {
  const { kind, resource, request, quantity, occupied, state, code, blockers, endedBy } = answer
  return { kind, resource, request, quantity, occupied, state, code, blockers, endedBy }
}
