// Lines of which one is enough (DESIGN 4.3, `alternativeTo`): "the big room, or this one". A group is named by the first request
// of the line that the others point to, so that it stays the same group when lines move.

import type { ObjectId } from '../operations/ids.ts'
import { earlierRequests } from './request-chain.ts'
import type { RequestRow } from './views.ts'

/** How many pointers are followed from one alternative to the next. */
const MAX_POINTERS = 64

/** The id of the request that the group of a line is named by: its own first one when it is nobody's alternative. */
export function groupOf(request: RequestRow, find: (id: ObjectId) => RequestRow | undefined): ObjectId {
  const seen = new Set<ObjectId>()
  let first = firstOf(request, find)
  let named = request.alternativeTo ?? first.alternativeTo
  while (named !== undefined && !seen.has(first.id) && seen.size < MAX_POINTERS) {
    seen.add(first.id)
    const other = find(named)
    if (other === undefined || other.author !== request.author || other.event !== request.event) break
    first = firstOf(other, find)
    named = other.alternativeTo ?? first.alternativeTo
  }
  return first.id
}

function firstOf(request: RequestRow, find: (id: ObjectId) => RequestRow | undefined): RequestRow {
  return earlierRequests(request, find).at(-1) ?? request
}
