// What a festival has to lend, with what stands in its calendar: the ground for "free then?" (mockup 05).
import { wouldBeEffective } from '../src/festival/judge-answer.ts'
import { overlaps } from '../src/festival/timeframe.ts'
import type { AnswerRow, RequestRow, ResourceRow } from '../src/festival/views.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Interval } from '../src/operations/operation.ts'
import { readEvents, readFestivalRows } from '../src/adapters/dexie/queries.ts'
import { useLive } from '../ui/use-live.ts'

export interface Offered {
  resource: ResourceRow
  answers: AnswerRow[]
  /** Requests that nobody answered yet. */
  waiting: RequestRow[]
}

/** `taken`: can not be granted then. `asked`: free, but somebody else waits for it too. */
export type Freedom = 'free' | 'asked' | 'taken'

/** Everything not retired, by title. */
export function useOffers(festival: FestivalId): Offered[] | undefined {
  return useLive(
    async (db) => {
      const [rows, events] = await Promise.all([readFestivalRows(db, festival), readEvents(db, festival, Date.now())])
      const waiting = events
        .flatMap(({ lines }) => lines.filter(({ state }) => state === 'waiting'))
        .map(({ request }) => request)
      return [...rows.resources.values()]
        .filter(({ retired }) => retired === undefined)
        .map((resource) => ({
          resource,
          answers: rows.answers.filter((answer) => answer.resource === resource.id),
          waiting: waiting.filter((request) => request.resource === resource.id),
        }))
        .sort((a, b) => a.resource.title.localeCompare(b.resource.title))
    },
    [festival],
  )
}

export function freedom(offered: Offered, interval: Interval, quantity: number): Freedom {
  const { resource, answers, waiting } = offered
  if (!wouldBeEffective(resource, answers, interval, quantity)) return 'taken'
  const asked = waiting
    .filter((request) => overlaps(request, interval))
    .reduce((sum, request) => sum + request.quantity, 0)
  return asked > 0 && asked + quantity > resource.capacity ? 'asked' : 'free'
}
