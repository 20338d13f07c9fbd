// What a wallet does by itself so that nothing stays promised or asked for that nobody needs (DESIGN 5.3, 5.5): an owner
// releases what was given back, a maker withdraws the alternatives that became needless. Pure; background/caretaker.ts acts.

import type { PublicKey } from '../operations/ids.ts'
import { linesOf } from './event-overviews.ts'
import { indexFestival, type FestivalIndex } from './festival-index.ts'
import type { EventLine, FestivalRows } from './overview.ts'
import { isSuperseded } from './request-chain.ts'
import { standingOf } from './request-standing.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'

/** A grant of mine that its requester does not need any more. */
export interface ReleaseChore {
  readonly kind: 'release'
  readonly answer: AnswerRow
  readonly resource: ResourceRow
  readonly request: RequestRow
  /** Absent while it has not arrived. */
  readonly event?: EventRow
}

/** A request of mine beside which another alternative is granted. */
export interface WithdrawChore {
  readonly kind: 'withdraw'
  readonly request: RequestRow
  readonly event: EventRow
  /** The line that is granted. */
  readonly granted: EventLine
}

export type Chore = ReleaseChore | WithdrawChore

/** Everything to do for `me` at `now` (UTC ms). What is over is left as it is. */
export function chores(rows: FestivalRows, me: PublicKey, now: number): Chore[] {
  const index = indexFestival(rows)
  return [...releases(index, me, now), ...withdrawals(index, me, now)]
}

function releases(index: FestivalIndex, me: PublicKey, now: number): ReleaseChore[] {
  return [...index.rows.resources.values()]
    .filter(({ owner }) => owner === me)
    .flatMap((resource) =>
      index.inForce(resource.id).flatMap((answer): ReleaseChore[] => {
        const request = answer.request === undefined ? undefined : index.request(answer.request)
        if (request === undefined || answer.occupied.to <= now || !isGivenBack(request, index, now)) return []
        const event = index.rows.events.get(request.event)
        return [{ kind: 'release', answer, resource, request, ...(event === undefined ? {} : { event }) }]
      }),
    )
}

/** Withdrawn, for a cancelled event, or gone on in a request that has a grant of its own. */
function isGivenBack(request: RequestRow, index: FestivalIndex, now: number): boolean {
  if (request.withdrawn !== undefined) return true
  const event = index.rows.events.get(request.event)
  if (event !== undefined && event.author === request.author && event.cancelled !== undefined) return true
  const later = index.laterThan(request.id)
  if (!isSuperseded(request, later)) return false
  return later.some((other) => isSuperseded(request, [other]) && hasOwnGrant(other, index, now))
}

function hasOwnGrant(request: RequestRow, index: FestivalIndex, now: number): boolean {
  const { state, answer } = standingOf(index, request, now)
  return state === 'granted' && answer?.request === request.id
}

function withdrawals(index: FestivalIndex, me: PublicKey, now: number): WithdrawChore[] {
  return [...index.rows.events.values()]
    .filter(({ author, cancelled, to }) => author === me && cancelled === undefined && to > now)
    .flatMap((event) => {
      // Only events with alternatives are looked at closely: few have any.
      if (index.requestsOf(event).every(({ alternativeTo }) => alternativeTo === undefined)) return []
      const lines = linesOf(event, index, now)
      return lines.flatMap((line): WithdrawChore[] => {
        // The first one asked for stays when several were granted before anybody knew.
        const granted = lines.find(({ group, state }) => group === line.group && state === 'granted')
        if (line.group === undefined || granted === undefined || granted === line || !isStillAsked(line, now)) return []
        return [{ kind: 'withdraw', request: line.request, event, granted }]
      })
    })
}

function isStillAsked({ request, state }: EventLine, now: number): boolean {
  if (request.withdrawn !== undefined || (request.expires !== undefined && request.expires <= now)) return false
  return state === 'not-needed' || state === 'granted' || state === 'needs-reconfirmation'
}
