// What a request line asks for after its event moved (DESIGN 5.5): a line for the whole event takes the new time, one with a time
// of its own moves along with the end of the event that it stands at.

import type { Interval } from '../operations/operation.ts'
import type { EventLine } from './overview.ts'
import { covers } from './request-state.ts'
import type { EventRow, RequestRow } from './views.ts'

/** The time of an event before it moves, and those that it had before that. */
export type Moving = Pick<EventRow, 'from' | 'to' | 'was'>

/**
 * The interval that a line needs when its event moves. What lies at or behind the event's end moves with the end, everything
 * before that with the beginning: set-up stays set-up, tear-down stays tear-down.
 */
export function movedInterval(line: Interval, event: Moving, to: Interval): Interval {
  const isWhole = [event, ...(event.was ?? [])].some((time) => time.from === line.from && time.to === line.to)
  if (isWhole) return { from: to.from, to: to.to }
  const byStart = to.from - event.from
  const byEnd = to.to - event.to
  const along = (instant: number): number => instant + (instant >= event.to ? byEnd : byStart)
  const moved = { from: along(line.from), to: along(line.to) }
  return moved.from < moved.to ? moved : { from: line.from + byStart, to: line.to + byStart }
}

/** A line whose owner has to be asked again, and for when. */
export interface Reasked {
  readonly request: RequestRow
  readonly interval: Interval
}

/**
 * The lines that must be asked for again when their event moves to another time. A grant that has all of the new time is kept;
 * what a person declined, and what is not needed or over, is left alone.
 */
export function linesToAskAgain(lines: readonly EventLine[], event: Moving, to: Interval): Reasked[] {
  return lines.flatMap(({ request, resource, state, answer }) => {
    if (resource === undefined || resource.retired !== undefined) return []
    const interval = movedInterval(request, event, to)
    const isSame = interval.from === request.from && interval.to === request.to
    const isKept = answer !== undefined && covers(answer, { ...interval, quantity: request.quantity })
    const again = [{ request, interval }]
    switch (state) {
      case 'granted':
        return isKept ? [] : again
      case 'needs-reconfirmation':
        // Either its own grant was left behind and nobody asked again, or it asks for another time than was granted before.
        return (answer?.request === request.id ? isKept : isSame) ? [] : again
      case 'waiting':
      case 'unavailable':
        return isSame ? [] : again
      case 'declined':
      case 'withdrawn':
      case 'superseded':
      case 'not-needed':
      case 'expired':
        return []
    }
  })
}
