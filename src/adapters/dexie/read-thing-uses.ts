// The calendar of one thing: what is promised of it, to which event, and what waits for an answer. Costs what is to come of it.

import { overlaps } from '../../festival/timeframe.ts'
import { occupiedBy } from '../../festival/judge-answer.ts'
import type { EventLine } from '../../festival/overview.ts'
import type { AnswerRow, EventRow, ResourceRow } from '../../festival/views.ts'
import type { Interval } from '../../operations/operation.ts'
import { readAnswersBetween } from './answers-between.ts'
import { readViews } from './at-once.ts'
import { holdersIn } from './delivery-rows.ts'
import { withLines } from './read-event-overviews.ts'
import type { Database } from './schema.ts'

export interface ThingUse {
  /** An effective grant, or a hold, which has no event. */
  answer: AnswerRow
  /** Absent for own use, and while it has not arrived. */
  event?: EventRow
  /** What the request says of an event that is in a festival inside this one. */
  eventTitle?: string
  /** How many others have the answer, for answers of mine. */
  holders?: number
}

export interface WaitingUse extends Interval {
  line: EventLine
  event: EventRow
}

/** Both by their start. */
export interface ThingUses {
  promised: ThingUse[]
  waiting: WaitingUse[]
  /** How many others have the thing itself, for things of mine. */
  holders?: number
}

/** Requests that wait are looked for among so many that are to come. */
const MOST_WAITING = 200

/** What takes something of `interval`, with the buffers of the thing. `now` is UTC ms. */
export async function readThingUses(
  db: Database,
  resource: ResourceRow,
  interval: Interval,
  now: number,
): Promise<ThingUses> {
  const { promised, waiting } = await readViews(db, async () => {
    const answers = await readAnswersBetween(db, { resource: resource.id }, occupiedBy(interval, resource.buffer))
    return { promised: await withEvents(db, answers), waiting: await readWaiting(db, resource, interval, now) }
  })
  const logs = [...new Set([resource.log, ...promised.map(({ answer }) => answer.log)])]
  const deliveries = new Map((await db.delivery.bulkGet(logs)).flatMap((row) => (row ? [[row.log, row] as const] : [])))
  const holders = ({ log, seqNum }: { log: number; seqNum: number }): { holders?: number } => {
    const delivery = deliveries.get(log)
    return delivery === undefined ? {} : { holders: holdersIn(delivery, seqNum) }
  }
  return {
    promised: promised.map((use) => Object.assign(use, holders(use.answer))),
    waiting,
    ...holders(resource),
  }
}

async function withEvents(db: Database, answers: readonly AnswerRow[]): Promise<ThingUse[]> {
  const requests = await db.requests.bulkGet(answers.flatMap(({ request }) => request ?? []))
  const asked = new Map(requests.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])))
  const rows = await db.events.bulkGet([...new Set([...asked.values()].map(({ event }) => event))])
  const events = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])))
  const uses = answers.map((answer): ThingUse => {
    const request = answer.request === undefined ? undefined : asked.get(answer.request)
    const event = request && events.get(request.event)
    const title = request?.eventTitle
    return { answer, ...(event && { event }), ...(title === undefined ? {} : { eventTitle: title }) }
  })
  return uses.sort((a, b) => a.answer.from - b.answer.from)
}

async function readWaiting(
  db: Database,
  resource: ResourceRow,
  interval: Interval,
  now: number,
): Promise<WaitingUse[]> {
  const requests = await db.requests.where('resource').equals(resource.id).toArray()
  const open = requests.filter((row) => row.withdrawn === undefined && overlaps(row, interval))
  const soonest = open.sort((a, b) => a.from - b.from).slice(0, MOST_WAITING)
  const rows = await db.events.bulkGet([...new Set(soonest.map(({ event }) => event))])
  const overviews = await withLines(
    db,
    rows.filter((row) => row !== undefined),
    now,
  )
  const uses = overviews.flatMap(({ event, lines }) =>
    lines.map((line): WaitingUse => ({ line, event, from: line.request.from, to: line.request.to })),
  )
  return uses
    .filter(({ line }) => line.request.resource === resource.id && line.state === 'waiting')
    .filter((use) => overlaps(use, interval))
    .sort((a, b) => a.from - b.from)
}
