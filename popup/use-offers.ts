// What a festival has to lend, with what stands in its calendar: the ground for "free then?" (mockup 05).
import { isOffered } from '../src/festival/availability.ts'
import { wouldBeEffective } from '../src/festival/judge-answer.ts'
import { overlaps } from '../src/festival/timeframe.ts'
import type { AnswerRow, FestivalRow, RequestRow, ResourceRow } from '../src/festival/views.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Interval } from '../src/operations/operation.ts'
import { readAncestors, readEvents, readFestivalRows } from '../src/adapters/dexie/queries.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { useLive } from '../ui/use-live.ts'

export interface Offered {
  resource: ResourceRow
  answers: AnswerRow[]
  /** Requests that nobody answered yet. */
  waiting: RequestRow[]
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
export function useOffers(festival: FestivalId): Offered[] | undefined {
  return useLive(
    async (db) => {
      const around = await readAncestors(db, festival)
      const here = await offersOf(db, festival)
      const above = await Promise.all(around.map((row) => offersOf(db, row.id, row)))
      return [...here, ...above.flat()]
    },
    [festival],
  )
}

async function offersOf(db: Database, festival: FestivalId, around?: Offered['around']): Promise<Offered[]> {
  const [rows, events] = await Promise.all([readFestivalRows(db, festival), readEvents(db, festival, Date.now())])
  const waiting = events
    .flatMap(({ lines }) => lines.filter(({ state }) => state === 'waiting'))
    .map(({ request }) => request)
  return [...rows.resources.values()]
    .filter(({ retired }) => retired === undefined)
    .map((resource) => {
      const offered: Offered = {
        resource,
        answers: rows.answers.filter((answer) => answer.resource === resource.id),
        waiting: waiting.filter((request) => request.resource === resource.id),
      }
      if (around !== undefined) offered.around = around
      return offered
    })
    .sort((a, b) => a.resource.title.localeCompare(b.resource.title))
}

/** Whether a quantity of a thing is to be had then, by the clocks of the festival that offers it; `zone` is this one's. */
export function freedom(offered: Offered, interval: Interval, quantity: number, zone: string): Freedom {
  const { resource, answers, waiting } = offered
  if (isOffered(resource.availability, interval, zoneOf(offered, zone)) === 'no') return 'closed'
  if (!wouldBeEffective(resource, answers, interval, quantity)) return 'taken'
  const asked = waiting
    .filter((request) => overlaps(request, interval))
    .reduce((sum, request) => sum + request.quantity, 0)
  return asked > 0 && asked + quantity > resource.capacity ? 'asked' : 'free'
}

/** Of the clocks by which a thing is offered: those of the festival that it belongs to. */
export function zoneOf({ around }: Offered, zone: string): string {
  return around?.timezone ?? zone
}
