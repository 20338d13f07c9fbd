// What a festival has to lend, with what stands in its calendar: the ground for "free then?" (mockup 05).
import { isOffered } from '../src/festival/availability.ts'
import { nextFree } from '../src/festival/free-times.ts'
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

/**
 * `closed`: not offered then · `taken`: can not be granted then · `asked`: free, but somebody else waits for it too. In the
 * order in which they are listed, best first.
 */
export const freedoms = ['free', 'asked', 'taken', 'closed'] as const
export type Freedom = (typeof freedoms)[number]

const MINUTE_MS = 60_000
/** How far ahead the next free time is looked for: three months, in ms. */
const LOOK_AHEAD_MS = 92 * 86_400_000

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

/** Whether a quantity of a thing is to be had then, by the clocks of the festival. */
export function freedom(offered: Offered, interval: Interval, quantity: number, zone: string): Freedom {
  const { resource, answers, waiting } = offered
  if (isOffered(resource.availability, interval, zone) === 'no') return 'closed'
  if (!wouldBeEffective(resource, answers, interval, quantity)) return 'taken'
  const asked = waiting
    .filter((request) => overlaps(request, interval))
    .reduce((sum, request) => sum + request.quantity, 0)
  return asked > 0 && asked + quantity > resource.capacity ? 'asked' : 'free'
}

/** The next interval as long as the wanted one in which it is to be had, within three months. */
export function freeAgain(offered: Offered, wanted: Interval, quantity: number, zone: string): Interval | undefined {
  const range = { from: wanted.from, to: wanted.to + LOOK_AHEAD_MS }
  const length = wanted.to - wanted.from
  return nextFree(offered.resource, offered.answers, zone, range, { quantity, length, step: MINUTE_MS })
}
