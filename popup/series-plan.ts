// The series that a form describes: its dates, and what is in the way of each (decision 0017).
import { MAX_EVERY, MAX_OCCURRENCES, occurrences, type Repeat } from '../src/festival/occurrences.ts'
import { seriesConflicts, type Conflict } from '../src/festival/series-conflicts.ts'
import { fromWallText } from '../src/festival/zone-time.ts'
import type { Interval } from '../src/operations/operation.ts'
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

/** `wrong` names the field that makes no sense. */
export type SeriesPlan = { dates: PlannedDate[] } | { wrong: 'every' | 'count' | 'until' }

export const NO_REPEAT: RepeatValues = {
  unit: 'never',
  every: '1',
  ends: 'count',
  count: '4',
  until: '',
  skip: true,
}

/** The plan of a series that begins with `first`; undefined for an event that does not repeat. */
export function planSeries(
  values: RepeatValues,
  first: Interval,
  needs: readonly { offered: Offered; quantity: number }[],
  zone: string,
): SeriesPlan | undefined {
  if (values.unit === 'never') return undefined
  const every = readWhole(values.every, MAX_EVERY)
  if (every === undefined) return { wrong: 'every' }
  const end = readEnd(values, first, zone)
  if (end === undefined) return { wrong: values.ends }
  const intervals = occurrences(first, { unit: values.unit, every, end }, zone)
  const wanted = needs.map(({ offered, quantity }) => ({
    ...offered,
    quantity,
    zone: zoneOf(offered, zone),
  }))
  const conflicts = seriesConflicts(intervals, wanted)
  return { dates: intervals.map((interval, index) => ({ interval, conflicts: conflicts[index] ?? [] })) }
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
