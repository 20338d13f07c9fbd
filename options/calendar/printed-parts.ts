// A programme for paper in parts that are drawn one after the other: between two of them the browser can do what somebody asks of it.
import type { EventOverview } from '../../src/festival/overview.ts'
import { formatDay } from '../../ui/format.ts'

/** Rows that are drawn within a frame or two, also where the computer is slow. */
const LONGEST = 50

export interface PrintedPart {
  /** In words; absent where the part goes on with the day of the one before. */
  readonly day?: string
  readonly events: EventOverview[]
}

/** Events by time; each day begins a part. */
export function printedParts(events: readonly EventOverview[], zone: string): PrintedPart[] {
  const parts: PrintedPart[] = []
  let before: string | undefined
  for (const overview of events) {
    const day = formatDay(overview.event.from, zone)
    const last = parts.at(-1)
    if (last === undefined || day !== before) parts.push({ day, events: [overview] })
    else if (last.events.length === LONGEST) parts.push({ events: [overview] })
    else last.events.push(overview)
    before = day
  }
  return parts
}
