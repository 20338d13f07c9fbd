// How the event of a request stands otherwise: read for the request that is open, and for no other.
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import type { EventLine } from '../../src/festival/overview.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { useLive } from '../use-live.ts'

/** The request lines of an event: undefined before they were read, none while the event is not here. */
export function useEventLines(event: ObjectId): readonly EventLine[] | undefined {
  const read = useLive(async (db) => ({ event, lines: (await readEvent(db, event, Date.now()))?.lines ?? [] }), [event])
  // Until the next answer a live query gives that of before, which is about another event then.
  return read?.event === event ? read.lines : undefined
}
