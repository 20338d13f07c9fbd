// What a festival has to lend, with what is to be had of each thing at the time of an event: the ground for "free then?" (mockup 05).
import { readOffers, type Stock } from '../../src/adapters/dexie/read-offers.ts'
import { readAncestors } from '../../src/adapters/dexie/queries.ts'
import type { FestivalRow, ResourceRow } from '../../src/festival/views.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { useLive } from '../use-live.ts'

export interface Offered {
  resource: ResourceRow
  /** Absent while the times make no sense. */
  stock?: Stock
  /** The time that it was asked for: while an answer about another one is on its way, not that of the form. */
  time?: Interval | undefined
  /** The festival around this one that offers it; absent for what is offered here. */
  around?: Pick<FestivalRow, 'title' | 'timezone'>
}

/**
 * `closed`: not offered then · `taken`: can not be granted then · `asked`: free, but somebody else waits for it too. In the
 * order in which they are listed, best first.
 */
export const freedoms = ['free', 'asked', 'taken', 'closed'] as const
export type Freedom = (typeof freedoms)[number]

/** Everything not retired here, then in the festivals around it from the nearest on, each by title. */
export function useOffers(festival: FestivalId, interval: Interval | undefined): Offered[] | undefined {
  return useLive(
    async (db) => {
      const now = Date.now()
      const around = await readAncestors(db, festival)
      const here = await readOffers(db, festival, interval, now)
      const above = await Promise.all(
        around.map(async ({ id, title, timezone }) => {
          const offers = await readOffers(db, id, interval, now)
          return offers.map((offered): Offered => Object.assign(offered, { around: { title, timezone } }))
        }),
      )
      return [...here, ...above.flat()].map((offered): Offered => Object.assign(offered, { time: interval }))
    },
    [festival, interval?.from, interval?.to],
  )
}

/** Whether a quantity of a thing is to be had then; undefined while the times make no sense. */
export function freedom({ resource, stock }: Offered, quantity: number): Freedom | undefined {
  if (stock === undefined) return undefined
  if (!stock.isOffered) return 'closed'
  if (stock.left < quantity) return 'taken'
  return stock.asked > 0 && stock.asked + quantity > resource.capacity ? 'asked' : 'free'
}

/** What can be had at that time first; each with how it would stand for one of it. */
export function freeFirst(offers: readonly Offered[]): Offered[] {
  const rank = (offered: Offered): number => freedoms.indexOf(freedom(offered, 1) ?? 'free')
  return [...offers].sort((a, b) => rank(a) - rank(b))
}

/** Of the clocks by which a thing is offered: those of the festival that it belongs to. */
export function zoneOf({ around }: Offered, zone: string): string {
  return around?.timezone ?? zone
}
