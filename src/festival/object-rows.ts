// Rows of festivals and events, built from their operations (DESIGN 4.3). Each row is what its home says, nothing else.

import { firstHeads, moreHeads } from '../operations/inherited-heads.ts'
import type {
  EventCancel,
  EventCreate,
  EventUpdate,
  FestivalCreate,
  FestivalHeads,
  FestivalList,
  FestivalUnlist,
  FestivalUpdate,
} from '../operations/operation.ts'
import type { FoldEntry } from './project.ts'
import { cleared, stated } from './resource-state.ts'
import type { EventRow, FestivalRow } from './views.ts'

/** Sub-festivals that one festival can list. */
export const MAX_CHILDREN = 1000

type From = Pick<FoldEntry, 'id' | 'festival' | 'log' | 'seqNum' | 'author' | 'residence'>

/** The festival that an entry creates. */
export function createdFestival(
  { id, festival, log, seqNum, author, residence }: From,
  op: FestivalCreate,
): FestivalRow {
  const { v: _version, op: _name, nonce: _nonce, forkOf, ...fields } = op
  const inherited = firstHeads(op)
  const origin = forkOf === undefined || inherited === undefined ? {} : { forkOf: forkOf.festival, inherited }
  return stated({ tags: [], ...fields, ...origin, id, festival, log, seqNum, creator: author, ...residence })
}

/** The festival after an update; undefined when its dates would end before they begin, which makes the update no change. */
export function updatedFestival(festival: FestivalRow, op: FestivalUpdate): FestivalRow | undefined {
  const row = stated({ ...festival, ...cleared(op.unset), ...op.set })
  return row.from !== undefined && row.to !== undefined && row.from >= row.to ? undefined : row
}

/** The festival with one more piece of the list that a clone begins with; undefined when the entry is no such piece. */
export function inheritingFestival(
  festival: FestivalRow,
  { log, seqNum }: Pick<From, 'log' | 'seqNum'>,
  op: FestivalHeads,
): FestivalRow | undefined {
  if (festival.inherited === undefined || festival.log !== log) return undefined
  const inherited = moreHeads(festival.inherited, seqNum, op)
  return inherited === festival.inherited ? undefined : { ...festival, inherited }
}

/** The festival after its creator listed a sub-festival or took it off the list; undefined when that changes nothing. */
export function listingFestival(festival: FestivalRow, op: FestivalList | FestivalUnlist): FestivalRow | undefined {
  const { children: before = [], ...others } = festival
  const isListed = before.includes(op.festival)
  if (op.op === 'festival.list') {
    const isRefused = isListed || op.festival === festival.id || before.length === MAX_CHILDREN
    return isRefused ? undefined : { ...festival, children: [...before, op.festival] }
  }
  const children = before.filter((child) => child !== op.festival)
  if (!isListed) return undefined
  return children.length === 0 ? others : { ...others, children }
}

/** The event that an entry creates. */
export function createdEvent({ id, festival, log, seqNum, author, residence }: From, op: EventCreate): EventRow {
  const { v: _version, op: _name, ...fields } = op
  const shown = { tags: [], links: [], images: [], audience: 'public' as const }
  return stated({ ...shown, ...fields, id, festival, log, seqNum, author, ...residence })
}

/** Times kept of an event that moved; bounded, because a hostile log can move one thousands of times. */
export const MAX_FORMER_TIMES = 16

/** The event after an update; undefined when it would end before it begins, which makes the update no change. */
export function updatedEvent(event: EventRow, op: EventUpdate): EventRow | undefined {
  const row = stated({ ...event, ...op.set })
  if (row.from >= row.to) return undefined
  if (row.from === event.from && row.to === event.to) return row
  const former = { from: event.from, to: event.to }
  const others = (event.was ?? []).filter(({ from, to }) => from !== former.from || to !== former.to)
  return { ...row, was: [...others, former].slice(-MAX_FORMER_TIMES) }
}

/** The event after a cancellation; the first one counts and the event stays visible with its reason. */
export function cancelledEvent(event: EventRow, op: EventCancel): EventRow {
  if (event.cancelled !== undefined) return event
  const reason = op.reason === undefined || op.reason === '' ? {} : { reason: op.reason }
  return { ...event, cancelled: { at: op.at, ...reason } }
}
