// Where a request stands among those that wait for the same thing at the same time (DESIGN 5.4), from what one node holds. The
// owner's node may have got them in another order, or others that are not here: never more than a provisional answer.

import type { FestivalIndex } from './festival-index.ts'
import { waitingRequests } from './pending.ts'
import { overlaps } from './timeframe.ts'
import type { RequestRow, ResourceRow } from './views.ts'

/** `place` is 1 for the one who is next, of `of` who wait. */
export interface PlaceInLine {
  readonly place: number
  readonly of: number
}

/**
 * The place of a waiting request at `now` (UTC ms): by arrival here, then by id. Undefined when it does not wait, or when the
 * policy of the resource serves nobody in a line of that kind: a person, a web site, lots.
 */
export function placeInLine(
  index: FestivalIndex,
  resource: ResourceRow,
  request: RequestRow,
  now: number,
): PlaceInLine | undefined {
  const { kind } = resource.policy
  if (kind !== 'first-come-first-served' && kind !== 'token') return undefined
  const line = waitingRequests(index, resource, now)
    .filter((other) => overlaps(other, request))
    .sort((a, b) => a.arrival - b.arrival || (a.id < b.id ? -1 : 1))
  const place = line.findIndex(({ id }) => id === request.id) + 1
  return place === 0 ? undefined : { place, of: line.length }
}
