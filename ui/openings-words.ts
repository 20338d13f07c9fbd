// When a thing is offered, in a line: "Mon–Fri 10:00–18:00, Sat 22:00–04:00".
import type { Availability, WeeklyWindow } from '../src/operations/operation.ts'
import { formatWhen } from './format.ts'
import { locale, plural, t } from './i18n.ts'

/** Windows that are named; more are counted. */
const NAMED = 3
const DAY = 86_400_000
/** 5 January 1970 was a Monday. */
const MONDAY = 4 * DAY

/** "Mon" for 1. */
export function weekdayName(day: number): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + (day - 1) * DAY)
}

/** Undefined for what is always offered. Windows that are over are left out; `zone` is the festival's, `now` UTC ms. */
export function openingsWords(availability: Availability, zone: string, now: number): string | undefined {
  if (availability === 'always') return undefined
  const weekly = (availability.weekly ?? []).map(weeklyWords)
  const windows = availability.windows
    .filter(([, to]) => to > now)
    .toSorted(([a], [b]) => a - b)
    .map(([from, to]) => formatWhen({ from, to }, zone))
  const all = [...weekly, ...windows]
  if (all.length === 0) return t('openingsOver')
  const rest = all.length - NAMED
  const named = all.slice(0, NAMED).join('; ')
  return rest > 0 ? plural('openingsMore', rest, [named]) : named
}

function weeklyWords({ days, from, to }: WeeklyWindow): string {
  return `${daysWords(days)} ${clock(from)}–${to === 1440 ? '24:00' : clock(to % 1440)}`
}

/** "Mon–Wed, Sat": three or more days in a row are a span. */
function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  const runs: number[][] = []
  for (const day of sorted) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  const name = (day = 1): string => weekdayName(day)
  return runs
    .flatMap((run) => (run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map((day) => name(day))))
    .join(', ')
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
