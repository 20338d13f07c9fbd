// What is in the way of something that is asked for, or about to be promised: who has the thing then and until when, and who else
// waits for that time. Found by its time, like everything that is taken.

import { indexFestival } from '../../festival/festival-index.ts'
import { occupiedBy, wouldBeEffective, type Decided } from '../../festival/judge-answer.ts'
import { waitingRequests } from '../../festival/pending.ts'
import { earlierRequests } from '../../festival/request-chain.ts'
import { overlaps } from '../../festival/timeframe.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { EntryHash, ObjectId } from '../../operations/ids.ts'
import type { Interval } from '../../operations/operation.ts'
import { readAnswersBetween } from './answers-between.ts'
import { readAnswersTo } from './read-lines.ts'
import type { Database } from './schema.ts'

/** Somebody who has the thing then; without a request its owner does. */
export interface Taker {
  answer: AnswerRow
  request?: RequestRow
  event?: EventRow
}

/** Somebody who waits for the same time; `loses` when there is nothing left for them afterwards. */
export interface Rival {
  request: RequestRow
  loses: boolean
}

export interface InTheWay {
  /** Whether a grant would be effective now. */
  free: boolean
  /** Who has it at some instant of that time: first whose time ends last. */
  taken: Taker[]
  /** By arrival here. */
  rivals: Rival[]
}

/** What is asked for or given. */
export interface Wanted extends Interval {
  quantity: number
  /** The request that is answered; it is no rival of itself. */
  request?: ObjectId
  /** The request whose place it takes: what that one has is given back. */
  supersedes?: ObjectId
  /** The answer that a grant moves. */
  replaces?: EntryHash
}

/** Rivals that are looked at; bounded, because each is judged by what is taken at its own time. */
const MAX_RIVALS = 8

/** `now` is UTC ms: who waits depends on it. */
export async function readInTheWay(
  db: Database,
  resource: ResourceRow,
  wanted: Wanted,
  now: number,
): Promise<InTheWay> {
  const requests = await db.requests.where('resource').equals(resource.id).toArray()
  const byId = new Map(requests.map((request) => [request.id, request]))
  const line = lineOf(wanted, byId)
  const [answers, waiting] = await Promise.all([
    inForce(db, resource, wanted, { ...wanted, line }),
    waitingThen(db, resource, byId, wanted, now),
  ])
  const free = wouldBeEffective(resource, answers, wanted, wanted.quantity)
  const given = asGranted(resource, wanted)
  const judge = async (request: RequestRow): Promise<Rival> => {
    const theirs = new Set([...line, ...lineOf({ request: request.id }, byId)])
    const others = await inForce(db, resource, request, { ...wanted, line: theirs })
    const mayHave = (before: Iterable<Decided>): boolean =>
      wouldBeEffective(resource, before, request, request.quantity)
    return { request, loses: free && mayHave(others) && !mayHave([...others, given]) }
  }
  const rivals = waiting.filter(({ id }) => !line.has(id)).slice(0, MAX_RIVALS)
  return { free, taken: await takersOf(db, answers), rivals: await Promise.all(rivals.map(judge)) }
}

/** What is wanted as if it was granted, after everything else. */
function asGranted({ id, buffer }: ResourceRow, wanted: Wanted): Decided {
  const { quantity } = wanted
  const occupied = occupiedBy(wanted, buffer)
  return { id, seqNum: Number.MAX_SAFE_INTEGER, kind: 'grant', state: 'effective', quantity, occupied }
}

/** The ids of one request line: the request itself, and those whose place it takes. */
function lineOf(
  { request, supersedes }: Pick<Wanted, 'request' | 'supersedes'>,
  byId: ReadonlyMap<ObjectId, RequestRow>,
): ReadonlySet<ObjectId> {
  const ids = [request, supersedes].filter((id) => id !== undefined)
  const rows = ids.flatMap((id) => byId.get(id) ?? [])
  return new Set([...ids, ...rows.flatMap((row) => earlierRequests(row, (id) => byId.get(id)).map(({ id }) => id))])
}

/** What takes something of an interval, without what the line has already, and without what is moved. */
async function inForce(
  db: Database,
  resource: ResourceRow,
  interval: Interval,
  but: { line: ReadonlySet<ObjectId>; replaces?: EntryHash },
): Promise<AnswerRow[]> {
  const near = await readAnswersBetween(db, { resource: resource.id }, occupiedBy(interval, resource.buffer))
  return near.filter(({ id, request }) => id !== but.replaces && (request === undefined || !but.line.has(request)))
}

async function waitingThen(
  db: Database,
  resource: ResourceRow,
  byId: ReadonlyMap<ObjectId, RequestRow>,
  interval: Interval,
  now: number,
): Promise<RequestRow[]> {
  const requests = [...byId.values()]
  const then = requests.filter((request) => overlaps(request, interval))
  const lines = then.flatMap((request) => [request, ...earlierRequests(request, (id) => byId.get(id))])
  const [answers, events] = await Promise.all([
    readAnswersTo(db, [...new Set(lines.map(({ id }) => id))]),
    db.events.bulkGet([...new Set(then.map(({ event }) => event))]),
  ])
  const present = events.filter((event) => event !== undefined)
  const index = indexFestival({
    resources: new Map([[resource.id, resource]]),
    events: new Map(present.map((event) => [event.id, event])),
    requests,
    answers,
  })
  return waitingRequests(index, resource, now)
    .filter((request) => overlaps(request, interval))
    .sort((a, b) => a.arrival - b.arrival || (a.id < b.id ? -1 : 1))
}

async function takersOf(db: Database, answers: readonly AnswerRow[]): Promise<Taker[]> {
  const last = answers.toSorted((a, b) => b.occupied.to - a.occupied.to || (a.id < b.id ? -1 : 1))
  return Promise.all(last.map((answer) => takerOf(db, answer)))
}

async function takerOf(db: Database, answer: AnswerRow): Promise<Taker> {
  const request = answer.request === undefined ? undefined : await db.requests.get(answer.request)
  const event = request === undefined ? undefined : await db.events.get(request.event)
  return { answer, ...(request && { request }), ...(event && { event }) }
}
