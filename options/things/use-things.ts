// What there is to have: of one festival, or everything of mine in all of them; each with how it stands now.
import { readOffers } from '../../src/adapters/dexie/read-offers.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { freedom, type Freedom, type Offered } from '../../ui/event/use-offers.ts'
import { useLive } from '../../ui/use-live.ts'
import { loadPeople, type People } from '../../ui/use-people.ts'

/** Things are asked about in minutes, so this is what "now" is, ms. */
const NOW_MS = 60_000

export interface ThingNow extends Offered {
  festival: FestivalOverview
  /** How one of it is to be had at this minute. */
  now: Freedom
}

export interface ThingsNow {
  things: ThingNow[]
  people: People
}

/** Not retired; by festival and then by title. */
export function useThings(festivals: readonly FestivalOverview[]): ThingsNow | undefined {
  return useLive(
    async (db) => {
      const from = Math.floor(Date.now() / NOW_MS) * NOW_MS
      const each = await Promise.all(
        festivals.map(async (festival) => {
          const [offers, people] = await Promise.all([
            readOffers(db, festival.festival, { from, to: from + NOW_MS }, from),
            loadPeople(db, festival.festival),
          ])
          const things = offers.map((offered): ThingNow =>
            Object.assign(offered, { festival, now: freedom(offered, 1) ?? 'closed' }),
          )
          return { things, people }
        }),
      )
      return {
        things: each.flatMap(({ things }) => things),
        people: Object.assign({}, ...each.toReversed().map(({ people }) => people)) as People,
      }
    },
    [festivals.map(({ festival }) => festival).join(' ')],
  )
}
