// Where an object lives now and who may speak for it (DESIGN 4.2): at first the log that created it, later the logs that
// continued that one. Pure on the rows; src/festival/succession.ts decides where they live.

import type { Homed, Stay } from './views.ts'

/** A place in a log: local number of the log, and the number of the entry in it. */
export interface Place {
  readonly log: number
  readonly seqNum: number
}

/** Local number of the log that speaks for the object now. */
export function homeOf(row: Homed): number {
  return row.stays?.at(-1)?.log ?? row.log
}

/** Whether an entry at this place counts for the object: it stands in a log while the object lived there. */
export function speaksFor(row: Pick<Homed, 'log' | 'stays'>, at: Place): boolean {
  if (row.stays === undefined) return row.log === at.log
  return stayAt(row.stays, at) !== -1
}

/** Which of the stays a place is in; -1 when in none. An object never returns to a log, so there is at most one. */
export function stayAt(stays: readonly Stay[], { log, seqNum }: Place): number {
  return stays.findIndex((stay) => {
    return stay.log === log && stay.from <= seqNum && (stay.to === undefined || seqNum <= stay.to)
  })
}

/** Order of two places in the life of an object, for sorting. */
export function homeOrder({ stays }: Pick<Homed, 'stays'>, a: Place, b: Place): number {
  if (stays === undefined || a.log === b.log) return a.seqNum - b.seqNum
  return stayAt(stays, a) - stayAt(stays, b)
}
