// Where the events of one lane are drawn. What overlaps stands side by side; where more go on at once than a lane has room for, each hour
// says how many more begin in it.
import type { EventOverview } from '../../src/festival/overview.ts'
import { sideBySide } from '../../src/festival/side-by-side.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { isWholeDay, type Lane } from './lanes.ts'

const HOUR = 3_600_000
/** Px of an hour; a quarter of it is what a finger still finds between two others. */
export const HOUR_PX = 56
/** What is shorter is drawn as long as this, so that it can be read and pressed. */
const SHORTEST = HOUR / 2
/** More columns could neither be read nor pressed. The last one of so many is for how many more there are. */
const MOST_COLUMNS = 5

/** In px of the lane's axis, and which of how many columns. */
export interface Placed {
  top: number
  height: number
  column: number
  columns: number
}

export interface LaneBlocks {
  blocks: (Placed & { overview: EventOverview })[]
  /** By hour: how many more begin then. */
  crowds: (Placed & { count: number })[]
}

export function pxOf(ms: number): number {
  return (ms / HOUR) * HOUR_PX
}

export function laneBlocks({ events, scale }: Pick<Lane, 'events' | 'scale'>): LaneBlocks {
  const timed = events.filter((overview) => !isWholeDay(overview, scale.day))
  const drawn = timed.map(({ event }): Interval => {
    // The last of a day is moved up where it would be too short.
    const from = Math.min(scale.offsetOf(event.from), scale.length - SHORTEST)
    return { from, to: Math.max(scale.offsetOf(event.to), from + SHORTEST) }
  })
  const columns = sideBySide(drawn)
  const blocks: LaneBlocks['blocks'] = []
  const more = new Map<number, number>()
  for (const [index, overview] of timed.entries()) {
    const [at, place] = [drawn[index], columns[index]]
    if (at === undefined || place === undefined) continue
    const isCrowded = place.columns > MOST_COLUMNS
    if (isCrowded && place.column >= MOST_COLUMNS - 1) {
      const hour = Math.floor(at.from / HOUR)
      more.set(hour, (more.get(hour) ?? 0) + 1)
    } else {
      const count = isCrowded ? MOST_COLUMNS : place.columns
      const { column } = place
      blocks.push({ overview, top: pxOf(at.from), height: pxOf(at.to - at.from), column, columns: count })
    }
  }
  const crowds = [...more].map(([hour, count]) => {
    const top = pxOf(hour * HOUR)
    return { top, height: HOUR_PX, column: MOST_COLUMNS - 1, columns: MOST_COLUMNS, count }
  })
  return { blocks, crowds }
}
