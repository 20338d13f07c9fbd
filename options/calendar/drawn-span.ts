// The time that somebody draws into a lane of a calendar, with the pointer or with keys.
import type { DayScale } from '../../src/festival/zone-days.ts'
import type { Interval } from '../../src/operations/operation.ts'

/** Times that are drawn are multiples of this, ms. */
export const DRAWN_STEP = 900_000

/**
 * The interval between two places on the axis of a day (ms from its beginning), whichever comes first; undefined when it is
 * shorter than a step, which is a press and not a drawing.
 */
export function drawnSpan(scale: DayScale, one: number, other: number): Interval | undefined {
  const snapped = [one, other].map((offset) => {
    const inside = Math.min(scale.length, Math.max(0, offset))
    return Math.min(scale.length, Math.round(inside / DRAWN_STEP) * DRAWN_STEP)
  })
  const from = scale.instantAt(Math.min(...snapped))
  const to = scale.instantAt(Math.max(...snapped))
  return from < to ? { from, to } : undefined
}

/** A cell of the grid that keys move: a lane, and where it begins and how long it is in ms of the axis. */
export interface Cell {
  lane: number
  offset: number
  length: number
}

const KEY_STEP = 1_800_000

/** Where a key takes the cell; undefined for keys that have nothing to do with it. `forward` is the key that points to the next lane. */
export function movedCell(
  cell: Cell,
  key: { key: string; shiftKey: boolean },
  grid: { lanes: number; length: number; forward: 'ArrowRight' | 'ArrowLeft' },
): Cell | undefined {
  const step = key.key === 'ArrowDown' ? KEY_STEP : key.key === 'ArrowUp' ? -KEY_STEP : 0
  if (step !== 0 && key.shiftKey) {
    return { ...cell, length: Math.min(grid.length - cell.offset, Math.max(KEY_STEP, cell.length + step)) }
  }
  if (step !== 0) {
    return { ...cell, offset: Math.min(grid.length - cell.length, Math.max(0, cell.offset + step)) }
  }
  if (key.key !== 'ArrowLeft' && key.key !== 'ArrowRight') return undefined
  const lane = cell.lane + (key.key === grid.forward ? 1 : -1)
  return { ...cell, lane: Math.min(grid.lanes - 1, Math.max(0, lane)) }
}
