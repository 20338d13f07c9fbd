// What I decided and asked for, the newest first: the ends of my own logs say it, the rows that they speak of are looked up by
// id. Answers that were taken back before they were signed stand in no log.

import { indexFestival } from '../../festival/festival-index.ts'
import type { FestivalRows, LineState } from '../../festival/overview.ts'
import { standingOf } from '../../festival/request-standing.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { readViews } from './at-once.ts'
import { holdersIn } from './delivery-rows.ts'
import { readNotGiven } from './held-answer-rows.ts'
import { NO_ROWS, merged } from './merged-rows.ts'
import { readLines } from './read-lines.ts'
import { kindOf, readLogsOf, readSaid, type Said, type SaidKind } from './read-said.ts'
import type { Database, HeldAnswerRow } from './schema.ts'

/** What of it is asked for. */
export type HistoryPart = 'all' | 'given' | 'asked' | 'taken-back'

/** `undone` was taken back before it was signed, `refused` could not be signed. */
export type HistoryKind = SaidKind | 'undone' | 'refused'

export interface HistoryLine {
  /** Of the entry, or of the answer that was never signed. */
  id: string
  kind: HistoryKind
  /** When it was said, by the clock of this installation, UTC ms. */
  at: number
  /** Absent where what it is about is not here. */
  request?: RequestRow
  resource?: ResourceRow
  event?: EventRow
  /** My answer; of what I asked for the answer that makes it stand as it does. */
  answer?: AnswerRow
  /** How that stands which I asked for. */
  state?: LineState
  /** The note, the message or the reason. */
  words?: string
  /** What was decided in an answer that was never signed. */
  decision?: HeldAnswerRow['decision']
  /** Why it could not be signed, as for panels. */
  refusal?: string
  /** How many others have it; absent for what was never signed. */
  holders?: number
}

interface NotSaid {
  readonly held: HeldAnswerRow
  readonly at: number
}

export interface HistoryPage {
  lines: HistoryLine[]
  hasMore: boolean
}

const PARTS: Readonly<Record<HistoryKind, Exclude<HistoryPart, 'all'>>> = {
  granted: 'given',
  moved: 'given',
  declined: 'given',
  kept: 'given',
  asked: 'asked',
  withdrawn: 'taken-back',
  revoked: 'taken-back',
  freed: 'taken-back',
  undone: 'taken-back',
  refused: 'given',
}

/** The last `count` of what these personas said here; `now` is UTC ms. */
export async function readHistory(
  db: Database,
  personas: readonly PublicKey[],
  { part, count, now }: { part: HistoryPart; count: number; now: number },
): Promise<HistoryPage> {
  const isWanted = (kind: HistoryKind): boolean => part === 'all' || PARTS[kind] === part
  const logs = await readLogsOf(db, personas)
  const { said, reached } = await readSaid(db, logs, isWanted, count)
  const notGiven = (await readNotGiven(db)).filter(({ state, at }) => isWanted(kindOfHeld(state)) && at >= reached)
  const all = [...said, ...notGiven.map((held) => ({ held, at: held.at }))].sort((a, b) => b.at - a.at)
  const lines = await joined(db, all.slice(0, count), now)
  return { lines, hasMore: all.length > count || reached > Number.NEGATIVE_INFINITY }
}

function kindOfHeld(state: HeldAnswerRow['state']): HistoryKind {
  return state === 'refused' ? 'refused' : 'undone'
}

/** The lines with the rows that they are about: one question per table, and one per event that I asked for something. */
async function joined(db: Database, all: readonly (Said | NotSaid)[], now: number): Promise<HistoryLine[]> {
  const said = all.filter((each) => 'op' in each)
  const [deliveries, rows] = [await db.delivery.bulkGet(said.map(({ log }) => log)), await rowsAround(db, all)]
  const holders = new Map(said.map(({ id, seqNum }, index) => [id, holdersIn(deliveries[index], seqNum)]))
  const index = indexFestival(rows)
  const answers = new Map(rows.answers.map((answer) => [answer.id, answer]))
  return all.map((each) => {
    const about = 'op' in each ? aboutSaid(each) : { request: each.held.request }
    const answer = about.answer === undefined ? undefined : answers.get(about.answer)
    const named = about.request ?? answer?.request
    const request = named === undefined ? undefined : index.request(named)
    const resource = rows.resources.get(about.resource ?? request?.resource ?? answer?.resource ?? ('' as ObjectId))
    const event = request && rows.events.get(request.event)
    const isAsked = 'op' in each && each.op.op === 'request.create' && request !== undefined
    const standing = isAsked ? standingOf(index, request, now) : { answer }
    return {
      ...('op' in each ? ofSaid(each, holders.get(each.id) ?? 0) : ofHeld(each.held)),
      ...present({ request, resource, event, ...standing }),
    }
  })
}

function ofSaid(said: Said, holders: number): HistoryLine {
  const { op } = said
  const words = 'message' in op ? op.message : 'note' in op ? op.note : 'reason' in op ? op.reason : undefined
  return { id: said.id, kind: kindOf(op), at: said.at, holders, ...present({ words }) }
}

function ofHeld({ id, state, at, decision, note, refusal }: HeldAnswerRow): HistoryLine {
  return { id, kind: kindOfHeld(state), at, decision, ...present({ words: note, refusal }) }
}

interface About {
  request?: ObjectId
  answer?: ObjectId
  resource?: ObjectId
}

function aboutSaid({ id, op }: Said): About {
  switch (op.op) {
    case 'authorization.grant':
    case 'authorization.deny':
      return { request: op.request, answer: id }
    case 'authorization.hold':
      return { resource: op.resource, answer: id }
    case 'authorization.revoke':
    case 'authorization.release':
      return { answer: op.grant }
    case 'request.create':
      return { request: id, resource: op.resource }
    case 'request.withdraw':
      return { request: op.request }
  }
}

async function rowsAround(db: Database, all: readonly (Said | NotSaid)[]): Promise<FestivalRows> {
  return readViews(db, async () => {
    const about = all.map((each) => ('op' in each ? aboutSaid(each) : { request: each.held.request }))
    const answers = await db.answers.bulkGet(unique(about.map(({ answer }) => answer)))
    const requests = await db.requests.bulkGet(
      unique([...about.map(({ request }) => request), ...answers.map((answer) => answer?.request)]),
    )
    const resources = await db.resources.bulkGet(
      unique([...about, ...requests, ...answers].map((each) => each?.resource)),
    )
    const events = await db.events.bulkGet(unique(requests.map((request) => request?.event)))
    const asked = all.flatMap((each) => ('op' in each && each.op.op === 'request.create' ? [each.op.event] : []))
    const lines = await readLines(db, unique(asked))
    return merged(NO_ROWS, { answers, requests, resources, events }, lines)
  })
}

function unique<Id>(ids: readonly (Id | undefined)[]): Id[] {
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/** Without the fields that are undefined. */
function present<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
