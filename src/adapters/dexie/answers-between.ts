// Answers by time, through the levels of src/festival/time-levels.ts: what is asked costs what is there at that time, however
// many answers the resource or the festival has.

import { Dexie } from 'dexie'
import { occupiedBy } from '../../festival/judge-answer.ts'
import { LEVEL_LENGTHS, levelRanges, type LevelRange } from '../../festival/time-levels.ts'
import { overlaps } from '../../festival/timeframe.ts'
import type { AnswerRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId } from '../../operations/ids.ts'
import type { Interval } from '../../operations/operation.ts'
import { atOnce } from './at-once.ts'
import type { Database } from './schema.ts'

/** As long as a piece is at least, ms, and how many there are of a range at most. */
const PIECE_MS = 21_600_000
const MOST_PIECES = 64

/** Whose answers: those for a resource, or for all resources of a festival. */
export type AnswersOf = { resource: ObjectId } | { festival: FestivalId }

/** Effective grants and holds that take something of an interval, with the buffers that they were given under; in no order. */
export async function readAnswersBetween(db: Database, of: AnswersOf, interval: Interval): Promise<AnswerRow[]> {
  return (await atOnce(levelRanges(interval).map((range) => onLevel(db, of, interval, range)))).flat()
}

/** The same, inside a transaction over `answers`: one level after the other, because Dexie can lose it over `Promise.all`. */
export async function answersBetween(db: Database, of: AnswersOf, interval: Interval): Promise<AnswerRow[]> {
  const found: AnswerRow[] = []
  for (const range of levelRanges(interval)) found.push(...(await onLevel(db, of, interval, range)))
  return found
}

/** The same for a time with much in it, piece by piece, in no transaction: between two of them a panel can do something else. */
export async function readAnswersInPieces(db: Database, of: AnswersOf, interval: Interval): Promise<AnswerRow[]> {
  const found: AnswerRow[] = []
  for (const range of levelRanges(interval)) {
    for (const piece of piecesOf(range)) found.push(...(await onLevel(db, of, interval, piece)))
  }
  return found
}

/** A part of a range: where it does not begin with the range, its first instant belongs to it. */
interface Piece extends LevelRange {
  readonly withFirst?: boolean
}

/** What is long begins far back, and there is little of it. */
function piecesOf({ level, after, before }: LevelRange): Piece[] {
  const step = Math.max(PIECE_MS, LEVEL_LENGTHS[level] ?? Number.POSITIVE_INFINITY, (before - after) / MOST_PIECES)
  const pieces: Piece[] = []
  for (let from = after; from < before; from += step) {
    const to = Number.isFinite(step) ? Math.min(before, from + step) : before
    pieces.push({ level, after: from, before: to, withFirst: from > after })
    if (to === before) break
  }
  return pieces
}

async function onLevel(
  db: Database,
  of: AnswersOf,
  interval: Interval,
  { level, after, before, withFirst = false }: Piece,
): Promise<AnswerRow[]> {
  const [name, id] = 'resource' in of ? ['resource', of.resource] : ['festival', of.festival]
  const answers = db.answers.where(`[${name}+level+occupied.from]`)
  const rows = await answers.between([id, level, after], [id, level, before], withFirst, false).toArray()
  return rows.filter(({ occupied }) => overlaps(occupied, interval))
}

/** The effective grant of a resource to a request; there is one at most. Also inside a transaction over `answers`. */
export async function readGrantTo(
  db: Database,
  { resource, request }: { resource: ObjectId; request: ObjectId },
): Promise<AnswerRow | undefined> {
  const answers = db.answers.where('[resource+request+level]')
  return answers.between([resource, request, Dexie.minKey], [resource, request, Dexie.maxKey]).first()
}

/** The answers that a grant to a request would be judged by, with all answers to the request; unknown resources have none. */
export async function readAnswersAround(
  db: Database,
  resource: Pick<ResourceRow, 'id' | 'buffer'> | undefined,
  request: Pick<RequestRow, 'id' | 'from' | 'to'>,
): Promise<AnswerRow[]> {
  const toRequest = await db.answers.where('request').equals(request.id).toArray()
  if (resource === undefined) return toRequest
  const near = await readAnswersBetween(db, { resource: resource.id }, occupiedBy(request, resource.buffer))
  return [...new Map([...near, ...toRequest].map((row) => [row.id, row])).values()]
}
