// The time that somebody moves an event of theirs to, with the pointer or with keys: its beginning, or only its end.
import type { DayScale } from '../../src/festival/zone-days.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { DRAWN_STEP } from './drawn-span.ts'

/** All of it, or only its end. */
export type MovedPart = 'all' | 'end'

/**
 * An event that begins on the axis `here`, dragged by so much (ms of the axis) into the axis `there`, which may be of another day. It
 * snaps to whole steps, keeps its length, and begins on the day that it is dragged into.
 */
export function draggedSpan(event: Interval, by: number, here: DayScale, there: DayScale): Interval {
  const least = Math.min(there.length - DRAWN_STEP, Math.max(0, snapped(here.offsetOf(event.from) + by)))
  const from = there.instantAt(least)
  return { from, to: from + (event.to - event.from) }
}

/** The same with its end dragged: never shorter than a step. */
export function stretchedSpan({ from, to }: Interval, by: number): Interval {
  return { from, to: Math.max(from + DRAWN_STEP, snapped(to + by)) }
}

/**
 * Where a key takes it: up and down by a step, with Shift only its end; `days` are the axes that it may be moved between by the
 * other two. Undefined for keys that have nothing to do with it.
 */
export function pressedSpan(
  event: Interval,
  key: { key: string; shiftKey: boolean },
  { days, forward }: { days: readonly DayScale[]; forward: 'ArrowRight' | 'ArrowLeft' },
): Interval | undefined {
  const step = key.key === 'ArrowDown' ? DRAWN_STEP : key.key === 'ArrowUp' ? -DRAWN_STEP : 0
  if (step !== 0 && key.shiftKey) return stretchedSpan(event, step)
  if (step !== 0) return { from: event.from + step, to: event.to + step }
  if (key.key !== 'ArrowLeft' && key.key !== 'ArrowRight') return undefined
  const at = days.findIndex(({ day }) => day.from <= event.from && event.from < day.to)
  const [here, there] = [days[at], days[at + (key.key === forward ? 1 : -1)]]
  return here && there && draggedSpan(event, 0, here, there)
}

/** Zones are whole quarters of an hour apart, so that whole steps are the same by all clocks. */
function snapped(ms: number): number {
  return Math.round(ms / DRAWN_STEP) * DRAWN_STEP
}
