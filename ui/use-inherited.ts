// What a clone inherits, for screens: folded anew when the database says that something changed.
import type { EventRow, FestivalRow, ResourceRow } from '../src/festival/views.ts'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { notOfferedYet, readInherited, readNotCopied } from '../src/adapters/dexie/read-inherited.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { EventFields } from '../src/operations/operation.ts'
import { useLive } from './use-live.ts'

export interface Inherited {
  original?: FestivalRow
  things: ResourceRow[]
  events: EventRow[]
  /** Of my things those that I did not offer again yet. */
  mine: ResourceRow[]
  /** Of my events those that could be made again here, and as what. */
  myEvents: { event: EventRow; copy: EventFields }[]
  /** Logs on the list, and how many are here with every signature checked. */
  listed: number
  held: number
}

/** Undefined for a festival that is no clone, and until the first answer. */
export function useInherited({ festival, forkOf }: FestivalOverview, me: PublicKey | undefined): Inherited | undefined {
  return useLive(
    async (db) => {
      if (forkOf === undefined) return undefined
      const inheritance = await readInherited(db, festival)
      const { rows, listed, held } = inheritance
      const here = me === undefined ? [] : await db.resources.where({ festival, owner: me }).toArray()
      const mine = new Set(me === undefined ? [] : notOfferedYet(inheritance, me, here))
      const things = [...rows.resources.values()].filter(({ retired }) => retired === undefined)
      const myEvents = me === undefined ? [] : await readNotCopied(db, inheritance, festival, me)
      const original = rows.festivals.get(forkOf)
      return {
        ...(original === undefined ? {} : { original }),
        things: things.sort((a, b) => a.title.localeCompare(b.title)),
        events: [...rows.events.values()].sort((a, b) => a.from - b.from),
        mine: things.filter(({ id }) => mine.has(id)),
        myEvents,
        listed,
        held,
      }
    },
    [festival, forkOf, me],
  )
}
