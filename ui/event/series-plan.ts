// The series that a form describes: its dates, and what is in the way of each (decision 0017). Only the answers to what was
// chosen, over the time of the series, are read for it.
import { readAnswersBetween } from '../../src/adapters/dexie/answers-between.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { occupiedBy } from '../../src/festival/judge-answer.ts'
import { MAX_EVERY, MAX_OCCURRENCES, occurrences, type Repeat } from '../../src/festival/occurrences.ts'
import { seriesConflicts, type Conflict } from '../../src/festival/series-conflicts.ts'
import { fromWallText } from '../../src/festival/zone-time.ts'
import type { AnswerRow } from '../../src/festival/views.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { useLive } from '../use-live.ts'
import { type Offered, zoneOf } from './use-offers.ts'

/** What the fields hold, as typed. `until` is the last day, `YYYY-MM-DD`. */
export interface RepeatValues {
  unit: 'never' | Repeat['unit']
  every: string
  ends: 'count' | 'until'
  count: string
  until: string
  /** Leaves out the dates at which something is in the way. */
  skip: boolean
}

export interface PlannedDate {
  interval: Interval
  conflicts: Conflict[]
}

/** `wrong` names the field that makes no sense. `isRead`: what stands in the way of these very dates is known. */
export type SeriesPlan = { dates: PlannedDate[]; isRead: boolean } | { wrong: 'every' | 'count' | 'until' }

export const NO_REPEAT: RepeatValues = {
  unit: 'never',
  every: '1',
  ends: 'count',
  count: '4',
  until: '',
  skip: true,
}

/** Something that was chosen for every event of the series. */
export interface Need {
  offered: Offered
  quantity: number
}

/** The dates of a series that begins with `first`; undefined for an event that does not repeat. */
export function datesOf(
  values: RepeatValues,
  first: Interval,
  zone: string,
): { dates: Interval[] } | { wrong: 'every' | 'count' | 'until' } | undefined {
  if (values.unit === 'never') return undefined
  const every = readWhole(values.every, MAX_EVERY)
  if (every === undefined) return { wrong: 'every' }
  const end = readEnd(values, first, zone)
  if (end === undefined) return { wrong: values.ends }
  return { dates: occurrences(first, { unit: values.unit, every, end }, zone) }
}

/** The plan of a series that begins with `first`; undefined for an event that does not repeat. */
export function useSeriesPlan(
  values: RepeatValues,
  first: Interval | undefined,
  needs: readonly Need[],
  zone: string,
): SeriesPlan | undefined {
  const found = first && datesOf(values, first, zone)
  const dates = found !== undefined && 'dates' in found ? found.dates : []
  const [from = 0, to = 0] = [dates[0]?.from, dates.at(-1)?.to]
  const ids = needs.map(({ offered }) => offered.resource.id)
  const about = [from, to, ...ids].join(' ')
  const read = useLive(
    async (db) => ({ about, answers: dates.length === 0 ? [] : await readAnswers(db, { from, to }, needs) }),
    [about],
  )
  if (found === undefined || 'wrong' in found) return found
  const answers = read?.answers ?? []
  const wanted = needs.map(({ offered, quantity }) => {
    const { resource } = offered
    const ofResource = answers.filter((answer) => answer.resource === resource.id)
    return { resource, answers: ofResource, quantity, zone: zoneOf(offered, zone) }
  })
  const conflicts = seriesConflicts(dates, wanted)
  const planned = dates.map((interval, index) => ({ interval, conflicts: conflicts[index] ?? [] }))
  return { dates: planned, isRead: read?.about === about }
}

async function readAnswers(db: Database, time: Interval, needs: readonly Need[]): Promise<AnswerRow[]> {
  const ofNeeds = needs.map(({ offered: { resource } }) =>
    readAnswersBetween(db, { resource: resource.id }, occupiedBy(time, resource.buffer)),
  )
  return (await Promise.all(ofNeeds)).flat()
}

/** The dates that will be published. */
export function chosenDates({ dates }: { dates: readonly PlannedDate[] }, skip: boolean): Interval[] {
  return dates.filter(({ conflicts }) => !skip || conflicts.length === 0).map(({ interval }) => interval)
}

function readEnd(values: RepeatValues, first: Interval, zone: string): Repeat['end'] | undefined {
  if (values.ends === 'count') {
    const count = readWhole(values.count, MAX_OCCURRENCES)
    return count === undefined ? undefined : { count }
  }
  // The last minute of that day still counts.
  const until = fromWallText(`${values.until}T23:59`, zone)
  return until === undefined || until < first.from ? undefined : { until }
}

function readWhole(text: string, most: number): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined
}
