// What a wallet does by itself so that nothing stays promised or asked for that nobody needs (DESIGN 5.3, 5.5): an owner
// releases what was given back, a maker withdraws the alternatives that became needless and what something else was granted instead
// of. Pure; background/caretaker.ts acts.

import type { PublicKey } from '../operations/ids.ts'
import { linesOf } from './event-overviews.ts'
import { indexFestival, type FestivalIndex } from './festival-index.ts'
import type { EventLine, FestivalRows } from './overview.ts'
import { earlierRequests, insteadOf, isSuperseded } from './request-chain.ts'
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

/** A request of mine beside which another alternative is granted, or instead of which another thing is. */
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
      // Only events whose lines have to do with each other are looked at closely: few are.
      const isAlone = ({ alternativeTo, supersedes }: RequestRow): boolean =>
        (alternativeTo ?? supersedes) === undefined
      if (index.requestsOf(event).every(isAlone)) return []
      const lines = linesOf(event, index, now)
      return lines.flatMap((line): WithdrawChore[] => {
        const granted = needlessFor(line, lines, now) ?? grantedInstead(line, lines, index)
        return granted === undefined ? [] : [{ kind: 'withdraw', request: line.request, event, granted }]
      })
    })
}

/** The alternative that makes a line needless: the first one asked for stays when several were granted before anybody knew. */
function needlessFor(line: EventLine, lines: readonly EventLine[], now: number): EventLine | undefined {
  if (line.group === undefined || !isStillAsked(line, now)) return undefined
  const granted = lines.find(({ group, state }) => group === line.group && state === 'granted')
  return granted === line ? undefined : granted
}

function grantedInstead(line: EventLine, lines: readonly EventLine[], index: FestivalIndex): EventLine | undefined {
  if (line.state === 'withdrawn' || line.state === 'superseded') return undefined
  const ofLine = new Set([line.request, ...earlierRequests(line.request, index.request)].map(({ id }) => id))
  return lines.find(({ request, state }) => {
    const named = state === 'granted' ? insteadOf(request, index.request) : undefined
    return named !== undefined && ofLine.has(named.id)
  })
}

function isStillAsked({ request, state }: EventLine, now: number): boolean {
  if (request.withdrawn !== undefined || (request.expires !== undefined && request.expires <= now)) return false
  return state === 'not-needed' || state === 'granted' || state === 'needs-reconfirmation'
}
