// The axis of a time bar: whole hours of the zone around the spans, at most five ticks (mockup 01a). Spans longer than four months are cut off.
import type { Span } from './format.ts'
import { startOfHour, toWallText } from '../src/festival/zone-time.ts'

const HOUR = 3_600_000
const STEPS = [1, 2, 3, 6, 12, 24, 48, 168] as const
const MONTH = 720
const TICKS = 4

export interface TimeAxis extends Span {
  /** Where a label stands, as a share of the axis from 0 to 1, and the hour it says. */
  ticks: readonly { at: number; label: string }[]
}

/** `spans` must not be empty. */
export function timeAxis(spans: readonly Span[], zone: string): TimeAxis {
  const earliest = Math.min(...spans.map((span) => span.from))
  const latest = Math.max(...spans.map((span) => span.to))
  const step = STEPS.find((hours) => axisStart(earliest, hours, zone) + hours * TICKS * HOUR >= latest) ?? MONTH
  const from = axisStart(earliest, step, zone)
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => ({
    at: index / TICKS,
    label: tickLabel(from + index * step * HOUR, step, zone, index === TICKS),
  }))
  return { from, to: from + TICKS * step * HOUR, ticks }
}

/** An hour that the step divides, a little before the earliest span. */
function axisStart(earliest: number, step: number, zone: string): number {
  const hour = startOfHour(earliest - HOUR / 4, zone)
  const passed = Number(toWallText(hour, zone).slice(11, 13)) % Math.min(step, 24)
  return hour - passed * HOUR
}

/** Hours below a day per tick ("18"), days of the month above. */
function tickLabel(ms: number, step: number, zone: string, last: boolean): string {
  const wall = toWallText(ms, zone)
  if (step >= 24) return String(Number(wall.slice(8, 10)))
  const hour = Number(wall.slice(11, 13))
  return String(last && hour === 0 ? 24 : hour)
}
