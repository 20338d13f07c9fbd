// The days of a festival as people type them: two dates by the festival's clocks.
import { fromWallText, toWallText } from '../src/festival/zone-time.ts'

const DAY_MS = 86_400_000

/** `unbegun`: a last day without a first one. */
export type DaysFault = 'inverted' | 'unbegun'

/** Whole days in the festival's zone; the last day is included, so the span ends at the next midnight. Empty without days. */
export function daysSpan(values: {
  from: string
  to: string
  timezone: string
}): { from?: number; to?: number } | DaysFault {
  if (values.from === '' && values.to !== '') return 'unbegun'
  const start = fromWallText(`${values.from}T00:00`, values.timezone)
  const lastDay = fromWallText(`${values.to === '' ? values.from : values.to}T12:00`, values.timezone)
  if (start === undefined || lastDay === undefined) return {}
  if (lastDay < start) return 'inverted'
  const next = toWallText(lastDay + DAY_MS, values.timezone).slice(0, 10)
  const end = fromWallText(`${next}T00:00`, values.timezone)
  return end === undefined || end <= start ? {} : { from: start, to: end }
}
