// An event that I may change: mine, of a festival that is shown, and not called off.
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { parseEntryHash, type PublicKey } from '../../src/operations/ids.ts'
import { useLive } from '../use-live.ts'

/** `about` is its id as an address says it; `festivals` are those that it may be of. Undefined while it is not read, and when it is none. */
export function useOwnEvent(
  about: string,
  festivals: readonly FestivalOverview[],
  mine: readonly PublicKey[],
): { overview: EventOverview; festival: FestivalOverview } | undefined {
  const overview = useLive(
    async (db) => {
      const id = parseEntryHash(about)
      return id === undefined ? undefined : readEvent(db, id, Date.now())
    },
    [about],
  )
  const festival = festivals.find((each) => each.festival === overview?.event.festival)
  if (overview === undefined || festival === undefined) return undefined
  const { author, cancelled } = overview.event
  return mine.includes(author) && cancelled === undefined ? { overview, festival } : undefined
}
