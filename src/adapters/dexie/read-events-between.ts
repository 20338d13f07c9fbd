// The events of a time with their lines, without reading the festival: what panels show now and next.

import { Dexie } from 'dexie'
import { byTime } from '../../festival/event-overviews.ts'
import type { EventOverview } from '../../festival/overview.ts'
import { levelRanges } from '../../festival/time-levels.ts'
import { overlaps } from '../../festival/timeframe.ts'
import type { EventRow } from '../../festival/views.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { Interval } from '../../operations/operation.ts'
import { readAnswersInPieces } from './answers-between.ts'
import { atOnce, readViews } from './at-once.ts'
import { EVENTS_AT_ONCE, withLines, withLinesInPieces } from './read-event-overviews.ts'
import type { Database } from './schema.ts'

/**
 * The events of a festival that overlap an interval, in the order of `eventOverviews`; only the first ones with a `limit`.
 * Those that were called off are among them unless `withoutCancelled`. `now` is UTC ms.
 */
export async function readEventsBetween(
  db: Database,
  festival: FestivalId,
  interval: Interval,
  now: number,
  { limit, withoutCancelled = false }: { limit?: number; withoutCancelled?: boolean } = {},
): Promise<EventOverview[]> {
  const isWanted = (event: EventRow): boolean => !withoutCancelled || event.cancelled === undefined
  const { events, overviews } = await readViews(db, async () => {
    const [running, coming] = await atOnce([
      readRunning(db, festival, interval.from),
      readBeginning(db, festival, interval, limit, withoutCancelled ? isWanted : undefined),
    ])
    const found = [...running, ...coming].filter((event) => isWanted(event) && overlaps(event, interval))
    const first = found.sort(byTime).slice(0, limit)
    return { events: first, overviews: first.length > EVENTS_AT_ONCE ? undefined : await withLines(db, first, now) }
  })
  return overviews ?? readMany(db, festival, events, interval, now)
}

/** What is granted is read by time first: a few questions, where there would be one for each of the lines. */
async function readMany(
  db: Database,
  festival: FestivalId,
  events: readonly EventRow[],
  { from, to }: Interval,
  now: number,
): Promise<EventOverview[]> {
  const begins = events.reduce((first, event) => Math.min(first, event.from), Number.POSITIVE_INFINITY)
  const ends = events.reduce((last, event) => Math.max(last, event.to), begins)
  const during = { from: Math.max(from, begins), to: Math.min(to, ends) }
  const granted = await readAnswersInPieces(db, { festival }, during)
  return withLinesInPieces(db, events, now, new Map(granted.map((answer) => [answer.request, answer])))
}

/** Events that began before an instant and may go on then. */
async function readRunning(db: Database, festival: FestivalId, instant: number): Promise<EventRow[]> {
  const found = levelRanges({ from: instant, to: instant }).map(async ({ level, after, before }) => {
    const events = db.events.where('[festival+level+from]')
    const rows = await events.between([festival, level, after], [festival, level, before], false, false).toArray()
    return rows.filter(({ to }) => to > instant)
  })
  return (await atOnce(found)).flat()
}

async function readBeginning(
  db: Database,
  festival: FestivalId,
  { from, to }: Interval,
  limit: number | undefined,
  isWanted: ((event: EventRow) => boolean) | undefined,
): Promise<EventRow[]> {
  const end = to === Number.POSITIVE_INFINITY ? Dexie.maxKey : to
  const events = db.events.where('[festival+from]').between([festival, from], [festival, end])
  if (limit === undefined) return events.toArray()
  // To look at each of them costs a step of the browser for each; without that it reads all at once.
  const wanted = isWanted === undefined ? events : events.filter(isWanted)
  const found = await wanted.limit(limit).toArray()
  const last = found.at(-1)
  if (last === undefined || found.length < limit) return found
  // Which of those that begin together come first is not decided by the index.
  const together = await db.events.where('[festival+from]').equals([festival, last.from]).toArray()
  return [...found.filter((event) => event.from < last.from), ...together]
}
