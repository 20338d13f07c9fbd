// How requests for my resources stand, as rows that are kept (decision 0010): what waits for me is asked after every change and
// may not cost what the festival is large. Each row is computed from the request, its event, its resource and the answers by
// the rules of `request-standing.ts`; here is only what is kept of it, and which requests a change of rows can touch.

import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'
import type { FestivalIndex } from './festival-index.ts'
import { wasAnswered } from './pending.ts'
import { standingOf } from './request-standing.ts'
import { isAnswerTo, isOpen } from './request-state.ts'
import { levelOf } from './time-levels.ts'
import type { EventRow, RequestRow, ResourceRow, RowChange } from './views.ts'

/** With the rows that it is about: what waits, and what is in its way, is asked for after every change, and each would be a question. */
interface Standing {
  request: ObjectId
  festival: FestivalId
  resource: ObjectId
  /** Of the resource. */
  owner: PublicKey
  requester: PublicKey
  asked: RequestRow
  /** Without what it says at length, since thousands of requests can name one event; absent until it has arrived. */
  event?: EventRow
}

/** The owner still has to answer, unless the request has expired. */
export interface WaitingRow extends Standing {
  state: 'waiting'
  /** Who answers first: a person, or the policy of the resource, which may leave it to the person. */
  turn: 'person' | 'policy'
  /** Of the time that is asked for (`time-levels.ts`), to find what overlaps. */
  level: number
  /** The owner answered once, without effect: no policy answers it again. */
  answered?: 1
}

/** A grant is in force. */
export interface GrantedRow extends Standing {
  state: 'granted'
  grant: EntryHash
  /** End of what was granted. */
  until: number
}

export type StandingRow = WaitingRow | GrantedRow

/** Time does not change rows: whether a request has expired is asked when they are read. */
const BEFORE_ALL = Number.NEGATIVE_INFINITY

/**
 * The row of a request; undefined when nothing waits and nothing is granted, or the resource has not arrived. The index has
 * at least its event, its resource, its line (`request-chain.ts`) with all answers to that, and the requests that name it.
 */
export function standingRow(index: FestivalIndex, row: RequestRow): StandingRow | undefined {
  const { id: request, festival, author: requester } = row
  const resource = index.rows.resources.get(row.resource)
  // A request in another festival than its resource counts nowhere.
  if (resource === undefined || resource.festival !== festival) return undefined
  const event = index.rows.events.get(row.event)
  const standing = {
    request,
    festival,
    resource: resource.id,
    owner: resource.owner,
    requester,
    asked: row,
    ...(event === undefined ? {} : { event: inShort(event) }),
  }
  const grant = index.answersTo(request).find((answer) => {
    return answer.kind === 'grant' && answer.state === 'effective' && isAnswerTo(answer, row, resource)
  })
  if (grant !== undefined) return { ...standing, state: 'granted', grant: grant.id, until: grant.to }
  if (!isOpen(row, standingOf(index, row, BEFORE_ALL))) return undefined
  return {
    ...standing,
    state: 'waiting',
    ...foundBy(row, resource),
    ...(wasAnswered(index, row, resource) ? { answered: 1 } : {}),
  }
}

/** What a request that waits is found by, without what it says itself. */
export function foundBy(asked: RequestRow, resource: Pick<ResourceRow, 'policy'>): Pick<WaitingRow, 'turn' | 'level'> {
  return { turn: resource.policy.kind === 'manual' ? 'person' : 'policy', level: levelOf(asked) }
}

/** An event without what it says at length. */
export function inShort({ description: _description, ...event }: EventRow): EventRow {
  return { ...event, tags: [], links: [], images: [] }
}

/** A row that was put, changed or deleted. */
export type RowDelta = {
  [Table in RowChange['table']]: {
    table: Table
    before?: Extract<RowChange, { table: Table }>['row'] | undefined
    after?: Extract<RowChange, { table: Table }>['row'] | undefined
  }
}[RowChange['table']]

/** The requests that can stand differently: these, those of events, those for resources, and what takes the place of any of them. */
export interface Touched {
  readonly requests: Set<ObjectId>
  readonly ofEvents: Set<ObjectId>
  readonly forResources: Set<ObjectId>
}

/** What changes of rows can touch. */
export function touchedBy(deltas: Iterable<RowDelta>): Touched {
  const touched: Touched = { requests: new Set(), ofEvents: new Set(), forResources: new Set() }
  for (const delta of deltas) touch(touched, delta)
  return touched
}

function touch({ requests, ofEvents, forResources }: Touched, { table, before, after }: RowDelta): void {
  const id =
    after !== undefined && 'id' in after ? after.id : before !== undefined && 'id' in before ? before.id : undefined
  if (id === undefined) return
  switch (table) {
    case 'requests':
      requests.add(id)
      // The one that it takes the place of stands differently too.
      for (const row of [before, after]) if (row?.supersedes !== undefined) requests.add(row.supersedes)
      return
    case 'answers':
      for (const row of [before, after]) if (row?.request !== undefined) requests.add(row.request)
      return
    case 'events':
      ofEvents.add(id)
      return
    case 'resources': {
      if (before === undefined || after === undefined || !standsTheSame(before, after)) forResources.add(id)
      return
    }
    case 'festivals':
    case 'profiles':
    case 'programmes':
      return
  }
}

/** Whether a change of a resource can touch no request for it. */
function standsTheSame(before: ResourceRow, after: ResourceRow): boolean {
  const isByHand = ({ policy }: ResourceRow): boolean => policy.kind === 'manual'
  const isSame = before.retired?.at === after.retired?.at && before.stays === after.stays
  return isSame && isByHand(before) === isByHand(after)
}
