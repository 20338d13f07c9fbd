// Rows of festivals and events, built from their operations (DESIGN 4.3). Each row is what its home says, nothing else.

import type { EventCancel, EventCreate, EventUpdate, FestivalCreate, FestivalUpdate } from '../operations/operation.ts'
import type { FoldEntry } from './project.ts'
import { stated } from './resource-state.ts'
import type { EventRow, FestivalRow } from './views.ts'

type From = Pick<FoldEntry, 'id' | 'festival' | 'log' | 'seqNum' | 'author' | 'residence'>

/** The festival that an entry creates. */
export function createdFestival(
  { id, festival, log, seqNum, author, residence }: From,
  op: FestivalCreate,
): FestivalRow {
  const { v: _version, op: _name, nonce: _nonce, forkOf, ...fields } = op
  const origin = forkOf === undefined ? {} : { forkOf: forkOf.festival }
  return stated({ tags: [], ...fields, ...origin, id, festival, log, seqNum, creator: author, ...residence })
}

/** The festival after an update; undefined when its dates would end before they begin, which makes the update no change. */
export function updatedFestival(festival: FestivalRow, op: FestivalUpdate): FestivalRow | undefined {
  const row = stated({ ...festival, ...op.set })
  return row.from !== undefined && row.to !== undefined && row.from >= row.to ? undefined : row
}

/** The event that an entry creates. */
export function createdEvent({ id, festival, log, seqNum, author, residence }: From, op: EventCreate): EventRow {
  const { v: _version, op: _name, ...fields } = op
  const shown = { tags: [], links: [], images: [], audience: 'public' as const }
  return stated({ ...shown, ...fields, id, festival, log, seqNum, author, ...residence })
}

/** The event after an update; undefined when it would end before it begins, which makes the update no change. */
export function updatedEvent(event: EventRow, op: EventUpdate): EventRow | undefined {
  const row = stated({ ...event, ...op.set })
  return row.from >= row.to ? undefined : row
}

/** The event after a cancellation; the first one counts and the event stays visible with its reason. */
export function cancelledEvent(event: EventRow, op: EventCancel): EventRow {
  if (event.cancelled !== undefined) return event
  const reason = op.reason === undefined || op.reason === '' ? {} : { reason: op.reason }
  return { ...event, cancelled: { at: op.at, ...reason } }
}
