// What joins logs, computed when read and stored nowhere: the state of a request line, the confirmation of an event,
// what waits for an owner (DESIGN 5.5, 9).

import type { FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'
import type { Interval } from '../operations/operation.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'
import type { ToldReason } from './waits-for-person.ts'

/**
 * granted: an effective grant names it · declined: a person said no · unavailable: the system says it can not be (retired,
 * cancelled event, resource unknown) · waiting: nobody answered yet · needs-reconfirmation: what is granted is not what is
 * asked for any more, the old time stays blocked meanwhile · superseded: the line goes on in a later request · not-needed:
 * another alternative is granted.
 */
export type LineState =
  | 'granted'
  | 'waiting'
  | 'needs-reconfirmation'
  | 'declined'
  | 'unavailable'
  | 'withdrawn'
  | 'superseded'
  | 'not-needed'
  | 'expired'

export interface EventLine {
  request: RequestRow
  /** Absent while the resource's log has not arrived. */
  resource?: ResourceRow
  state: LineState
  answer?: AnswerRow
  /** Names the lines of which one is enough; absent for a line without alternatives. */
  group?: ObjectId
}

export interface EventOverview {
  event: EventRow
  lines: EventLine[]
  /** Required lines granted / required lines; an event that needs nothing is confirmed (0 of 0). */
  confirmation: { required: number; granted: number }
}

/** A request that waits for an answer by hand of the resource's owner, with what it collides with. */
export interface InboxItem {
  request: RequestRow
  resource: ResourceRow
  /** Absent while the requester's event has not arrived. Description, tags, links and images of events can be left out. */
  event?: EventRow
  /** Other waiting requests for the same resource whose intervals overlap this one. */
  competing: { request: RequestRow; event?: EventRow; overlap: Interval }[]
  /** Effective grants and holds in its way, without the one that it moves. */
  taken: { answer: AnswerRow; request?: RequestRow; event?: EventRow; overlap: Interval }[]
  /** The grant of the old time that an approval moves; the request asks for another time for the same line. */
  moves?: AnswerRow
  /** Whether granting it now would be effective. */
  available: boolean
  /** Why the resource's policy gave it back to the owner, where that does not show by itself. */
  left?: ToldReason
}

export interface FestivalOverview {
  festival: FestivalId
  /** Who I am there now. */
  me: PublicKey
  /** Its key is not in this wallet: it came back with other words. */
  isLost?: true
  /** Who else I was there, and may go on as, until I said. */
  found?: PublicKey[]
  /** Made up, and on this device only. */
  isDemo?: true
  /** From the festival's own entry, or from the invite while that has not arrived. */
  title: string
  known: boolean
  timezone: string
  description?: string
  from?: number
  to?: number
  place?: string
  creator?: PublicKey
  parent?: FestivalId
  forkOf?: FestivalId
  /** Sub-festivals that its creator lists (see `childrenOf`). */
  children?: FestivalId[]
}

/** Rows of one festival that the joins below need. */
export interface FestivalRows {
  resources: ReadonlyMap<ObjectId, ResourceRow>
  events: ReadonlyMap<ObjectId, EventRow>
  requests: readonly RequestRow[]
  answers: readonly AnswerRow[]
}

export { confirmationOf, eventOverviews } from './event-overviews.ts'
export { inbox } from './inbox.ts'
export { wouldBeEffective } from './judge-answer.ts'
export { isOpen, requestState } from './request-state.ts'
export { standingOf } from './request-standing.ts'
