// Requests that take each other's place (DESIGN 5.5): when an event moves, its maker asks again with a request that names the
// one before in `supersedes`. Both are the same line of the event.

import type { ObjectId } from '../operations/ids.ts'
import type { RequestRow } from './views.ts'

/** How far back a line is followed: nobody moves an event as often without an answer, and a hostile author may not stop us. */
export const MAX_CHAIN = 256

/**
 * Whether `later` goes on with the line of `earlier`: it names it, and both are by the same author, for the same event and
 * the same resource. Another resource is another owner's answer, so it can not take the place of the first.
 */
export function continuesLine(later: RequestRow, earlier: RequestRow): boolean {
  return (
    later.supersedes === earlier.id &&
    later.id !== earlier.id &&
    later.author === earlier.author &&
    later.event === earlier.event &&
    later.resource === earlier.resource
  )
}

/**
 * The request for another thing that this one was made instead of (decision 57): its maker gives that back once this one is granted. To
 * everybody else both are lines of their own.
 */
export function insteadOf(request: RequestRow, find: (id: ObjectId) => RequestRow | undefined): RequestRow | undefined {
  const first = earlierRequests(request, find).at(-1) ?? request
  const named = first.supersedes === undefined ? undefined : find(first.supersedes)
  if (named === undefined || named.author !== first.author || named.event !== first.event) return undefined
  return named.resource === first.resource ? undefined : named
}

/** Whether its line goes on in another request. One that was withdrawn hands the line back. */
export function isSuperseded(request: RequestRow, later: Iterable<RequestRow>): boolean {
  for (const other of later) if (other.withdrawn === undefined && continuesLine(other, request)) return true
  return false
}

/** The requests whose place it takes, the newest first; `find` looks a request up by id. */
export function earlierRequests(
  request: RequestRow,
  find: (id: ObjectId) => RequestRow | undefined,
): readonly RequestRow[] {
  const chain: RequestRow[] = []
  const seen = new Set<ObjectId>([request.id])
  let current = request
  while (current.supersedes !== undefined && chain.length < MAX_CHAIN) {
    const earlier = find(current.supersedes)
    if (earlier === undefined || seen.has(earlier.id) || !continuesLine(current, earlier)) break
    seen.add(earlier.id)
    chain.push(earlier)
    current = earlier
  }
  return chain
}
