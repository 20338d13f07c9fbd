// The axis of a time bar: whole hours of the zone around the spans, at most five ticks (mockup 01a).
import type { Span } from './format.ts'
import { startOfHour, toWallText } from './zone-time.ts'

const HOUR = 3_600_000
const STEPS = [1, 2, 3, 6, 12, 24, 48, 168] as const
const TICKS = 4

export interface TimeAxis extends Span {
  /** Where a label stands, as a share of the axis from 0 to 1, and the hour it says. */
  ticks: readonly { at: number; label: string }[]
}

/** `spans` must not be empty. */
export function timeAxis(spans: readonly Span[], zone: string): TimeAxis {
  const first = startOfHour(Math.min(...spans.map((span) => span.from)) - HOUR, zone)
  const last = Math.max(...spans.map((span) => span.to)) + HOUR / 2
  const step = (STEPS.find((hours) => first + hours * TICKS * HOUR >= last) ?? (last - first) / TICKS / HOUR) * HOUR
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => ({
    at: index / TICKS,
    label: tickLabel(first + index * step, step, zone, index === TICKS),
  }))
  return { from: first, to: first + TICKS * step, ticks }
}

/** Hours below a day per tick ("18"), dates above ("6.5." would need words; the day of the month is enough). */
function tickLabel(ms: number, step: number, zone: string, last: boolean): string {
  const wall = toWallText(ms, zone)
  if (step >= 24 * HOUR) return String(Number(wall.slice(8, 10)))
  const hour = Number(wall.slice(11, 13))
  return String(last && hour === 0 ? 24 : hour)
}
