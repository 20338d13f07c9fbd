// What somebody typed about when a thing is offered, as an availability (DESIGN §4.3). Times are those of the festival.
import { ITEMS } from '../../src/operations/limits.ts'
import type { Availability, WeeklyWindow } from '../../src/operations/operation.ts'
import { fromWallText, toWallText } from '../../src/festival/zone-time.ts'

/** `YYYY-MM-DDTHH:mm` each. */
export interface TypedSpan {
  from: string
  to: string
}

/** `HH:mm` each; days 1 (Monday) to 7. An end at or before the beginning is on the next day. */
export interface TypedWeekly {
  days: readonly number[]
  from: string
  to: string
}

export interface OpeningValues {
  kind: 'always' | 'windows' | 'weekly'
  windows: readonly TypedSpan[]
  weekly: readonly TypedWeekly[]
  except: readonly TypedSpan[]
}

export const ALWAYS: OpeningValues = {
  kind: 'always',
  windows: [{ from: '', to: '' }],
  weekly: [{ days: [], from: '10:00', to: '18:00' }],
  except: [],
}

/** Lists that may not grow any more. */
export const MOST: Readonly<Record<'windows' | 'weekly' | 'except', number>> = {
  windows: ITEMS.windows,
  weekly: ITEMS.weekly,
  except: ITEMS.windows,
}

/** `wrong`: the list and the index of what makes no sense. */
export type ReadOpenings =
  | { ok: true; availability: Availability }
  | { ok: false; wrong: { list: 'windows' | 'weekly' | 'except'; index: number } }

export function readOpenings(values: OpeningValues, zone: string): ReadOpenings {
  if (values.kind === 'always') return { ok: true, availability: 'always' }
  const windows = values.kind === 'windows' ? values.windows.map((span) => readSpan(span, zone)) : []
  const weekly = values.kind === 'weekly' ? values.weekly.map(readWeekly) : []
  const except = values.except.map((span) => readSpan(span, zone))
  for (const [list, read] of Object.entries({ windows, weekly, except }) as ['windows', unknown[]][]) {
    const index = read.indexOf(undefined)
    if (index >= 0) return { ok: false, wrong: { list, index } }
  }
  const availability: Availability = { windows: windows.filter((span) => span !== undefined) }
  if (weekly.length > 0) availability.weekly = weekly.filter((window) => window !== undefined)
  if (except.length > 0) availability.except = except.filter((span) => span !== undefined)
  return { ok: true, availability }
}

/**
 * What somebody would have typed for an availability. Weekly openings hide windows beside them, and seconds are not shown: a
 * form that nobody touches must not write what it read.
 */
export function typedOpenings(availability: Availability, zone: string): OpeningValues {
  if (availability === 'always') return ALWAYS
  const { windows, weekly = [], except = [] } = availability
  const typed = ([from, to]: [number, number]): TypedSpan => ({
    from: toWallText(from, zone),
    to: toWallText(to, zone),
  })
  return {
    kind: weekly.length > 0 ? 'weekly' : 'windows',
    windows: windows.map(typed),
    weekly: weekly.map(({ days, from, to }) => ({ days, from: clock(from), to: clock(to) })),
    except: except.map(typed),
  }
}

function readSpan({ from, to }: TypedSpan, zone: string): [number, number] | undefined {
  const begins = fromWallText(from, zone)
  const ends = fromWallText(to, zone)
  return begins !== undefined && ends !== undefined && begins >= 0 && begins < ends ? [begins, ends] : undefined
}

const MINUTES_OF_DAY = 1440

function readWeekly({ days, from, to }: TypedWeekly): WeeklyWindow | undefined {
  const begins = minutes(from)
  const ends = minutes(to)
  if (begins === undefined || ends === undefined || days.length === 0) return undefined
  return { days: days.toSorted((a, b) => a - b), from: begins, to: ends > begins ? ends : ends + MINUTES_OF_DAY }
}

function minutes(text: string): number | undefined {
  const [, hour, minute] = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(text) ?? []
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute)
}

/** `HH:mm` of a minute of this day or of the next. */
function clock(minute: number): string {
  const ofDay = minute % MINUTES_OF_DAY
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
