// The rows around what waits for me, through `standings` and indexes: what decides who answers a request, and what a person
// wants to see beside it. Never a scan of a festival or of a resource, because panels and badge ask after every change.

import { Dexie } from 'dexie'
import { occupiedBy } from '../../festival/judge-answer.ts'
import type { FestivalRows } from '../../festival/overview.ts'
import { MAX_AUTOMATIC_GRANTS } from '../../festival/policies/automatic.ts'
import type { GrantedRow, WaitingRow } from '../../festival/standing-rows.ts'
import { joined } from '../../festival/time-levels.ts'
import { overlaps } from '../../festival/timeframe.ts'
import type { RequestRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import { atOnce } from './at-once.ts'
import { readAnswersBetween } from './answers-between.ts'
import { readAsGiven } from './held-answer-rows.ts'
import { NO_ROWS, merged, type FoundRows } from './merged-rows.ts'
import { readAnswersTo, readLines } from './read-lines.ts'
import type { Database } from './schema.ts'
import { readSetting } from './settings.ts'

/** What waits for me, with what decides who answers it. */
export interface WaitingRows extends FestivalRows {
  /** Requests that wait and have no answer of mine: whatever else names them, they stand without it. */
  readonly unanswered: ReadonlySet<ObjectId>
}

/** Times that are asked for less than this apart are looked up at once, ms. */
const NEAR_MS = 86_400_000

/**
 * What decides who answers the requests that wait for `me`, in one festival or in all: these requests, their resources and
 * events, earlier requests whose place they take, answers without effect, and what their requesters hold already.
 */
export async function readWaiting(
  db: Database,
  me: PublicKey,
  now: number,
  festival?: FestivalId,
): Promise<WaitingRows> {
  return withDecisive(db, await waitingFor(db, me, festival), now)
}

/** What decides who answers these requests. */
export async function withDecisive(db: Database, waiting: readonly WaitingRow[], now: number): Promise<WaitingRows> {
  const unanswered = new Set(waiting.filter(({ answered }) => answered !== 1).map(({ request }) => request))
  if (waiting.length === 0) return { ...NO_ROWS, unanswered }
  const requests = waiting.map(({ asked }) => asked)
  const moving = requests.filter(({ supersedes }) => supersedes !== undefined)
  const [resources, lines, held, answered, given] = await atOnce([
    db.resources.bulkGet(unique(waiting.map(({ resource }) => resource))),
    readLines(db, unique(moving.map(({ event }) => event)), { unanswered }),
    heldBy(db, waiting, now),
    readAnswersTo(
      db,
      waiting.flatMap(({ request }) => (unanswered.has(request) ? [] : [request])),
    ),
    readAsGiven(db),
  ])
  const rows = { requests, resources, events: waiting.map(({ event }) => event) }
  return { ...merged(NO_ROWS, rows, lines, held, { answers: answered }, given), unanswered }
}

/** The same, with what is in the way of these requests. */
export async function withTaken(
  db: Database,
  rows: FestivalRows,
  requests: readonly RequestRow[],
): Promise<FestivalRows> {
  return merged(rows, await takenAt(db, requests, rows.resources))
}

/** What waits for `me`; nothing does in a festival that was left. */
export async function waitingFor(db: Database, me: PublicKey, festival?: FestivalId): Promise<WaitingRow[]> {
  const standings = db.standings.where('[owner+state+festival]')
  const mine = standings.between(
    [me, 'waiting', festival ?? Dexie.minKey],
    [me, 'waiting', festival ?? Dexie.maxKey],
    true,
    true,
  )
  const [rows, left] = await atOnce([mine.toArray(), readSetting(db, 'left')])
  return (rows as WaitingRow[]).filter((row) => festival !== undefined || left?.[row.festival] === undefined)
}

/** Grants in force of those who ask for what a policy gives away, as many as such a policy counts. */
async function heldBy(db: Database, waiting: readonly WaitingRow[], now: number): Promise<FoundRows> {
  const asked = waiting.filter(({ turn }) => turn === 'policy')
  const pairs = [...new Map(asked.map((row) => [`${row.resource}/${row.requester}`, row])).values()]
  const granted = (await atOnce(pairs.map((pair) => grantsOf(db, pair, now)))).flat()
  if (granted.length === 0) return {}
  return {
    requests: granted.map((row) => row.asked),
    answers: await db.answers.bulkGet(granted.map(({ grant }) => grant)),
  }
}

async function grantsOf(db: Database, { resource, requester }: WaitingRow, now: number): Promise<GrantedRow[]> {
  const held = db.standings.where('[resource+requester+until]')
  const rows = await held
    .between([resource, requester, now], [resource, requester, Dexie.maxKey], false)
    // One more, which a request may move.
    .limit(MAX_AUTOMATIC_GRANTS + 1)
    .toArray()
  return rows as GrantedRow[]
}

/** Answers in the way of requests, with the requests and events that have them. */
async function takenAt(
  db: Database,
  requests: readonly RequestRow[],
  resources: ReadonlyMap<ObjectId, ResourceRow>,
): Promise<FoundRows> {
  const found = unique(requests.map(({ resource }) => resource)).map(async (id) => {
    const resource = resources.get(id)
    if (resource === undefined) return []
    const wanted = requests.filter((request) => request.resource === id)
    const occupied = wanted.map((request) => occupiedBy(request, resource.buffer))
    const near = joined(occupied, NEAR_MS).map((interval) => readAnswersBetween(db, { resource: id }, interval))
    // Without those between them, which are in nobody's way.
    const exact = joined(occupied, 0)
    return (await atOnce(near)).flat().filter((answer) => exact.some((one) => overlaps(answer.occupied, one)))
  })
  const answers = (await atOnce(found)).flat()
  const takers = present(await db.standings.bulkGet(unique(answers.flatMap(({ request }) => request ?? []))))
  return { requests: takers.map((row) => row.asked), events: takers.map(({ event }) => event), answers }
}

function unique(ids: readonly ObjectId[]): ObjectId[] {
  return [...new Set(ids)]
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined)
}
