// An event that I may change: mine, of this festival, and not called off.
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { type FestivalId, parseEntryHash, type PublicKey } from '../../src/operations/ids.ts'
import { useLive } from '../use-live.ts'

/** `about` is its id as an address says it. Undefined while it is not read, and when it is none. */
export function useOwnEvent(
  about: string,
  festival: FestivalId,
  mine: readonly PublicKey[],
): EventOverview | undefined {
  const overview = useLive(
    async (db) => {
      const id = parseEntryHash(about)
      return id === undefined ? undefined : readEvent(db, id, Date.now())
    },
    [about],
  )
  const event = overview?.event
  const isMine = event !== undefined && mine.includes(event.author) && event.festival === festival
  return isMine && event.cancelled === undefined ? overview : undefined
}
