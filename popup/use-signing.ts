// What a site wants signed, decoded from the exact bytes that approving signs, with what it means here (DESIGN §8).
import type { EventOverview } from '../src/festival/overview.ts'
import type { EventRow, RequestRow, ResourceRow } from '../src/festival/views.ts'
import { decodeOperation } from '../src/operations/codec.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Operation } from '../src/operations/operation.ts'
import { readEvent } from '../src/adapters/dexie/read-event-overviews.ts'
import { readInTheWay, type InTheWay } from '../src/adapters/dexie/read-in-the-way.ts'
import type { ApprovalRow, Database } from '../src/adapters/dexie/schema.ts'
import { useLive } from '../ui/use-live.ts'
import { loadPeople, type People } from '../ui/use-people.ts'

/** One entry that would be written. Rows are absent when this node does not hold them. */
export interface Signing {
  operation: Operation
  payload: Uint8Array
  resource?: ResourceRow
  request?: RequestRow
  event?: EventRow
  lines?: EventOverview['lines']
  people: People
  /** For a grant whether it would be effective now, for a request whether a grant of it would be, and what is in its way. */
  way?: InTheWay
}

/** What stands or falls together: what was asked for, and what it makes necessary. */
export type SigningItem = readonly [Signing, ...Signing[]]

/** All that a prompt is about; `items` is absent when some of the bytes are no operation: then nothing may be approved. */
export interface ToSign {
  items?: readonly SigningItem[]
}

/** Undefined until it was read. */
export function useSigning(approval: ApprovalRow): ToSign | undefined {
  return useLive((db) => loadItems(db, approval), [approval.id])
}

async function loadItems(db: Database, { payload, items }: ApprovalRow): Promise<ToSign> {
  const wanted = items ?? (payload === undefined ? [] : [[payload]])
  const loaded: SigningItem[] = []
  for (const payloads of wanted) {
    const all = await Promise.all(payloads.map((each) => loadSigning(db, each)))
    const known = all.filter((signing) => signing !== undefined)
    const [first, ...others] = known
    if (first === undefined || known.length < payloads.length) return {}
    loaded.push([first, ...others])
  }
  return loaded.length === 0 ? {} : { items: loaded }
}

async function loadSigning(db: Database, payload: Uint8Array): Promise<Signing | undefined> {
  const decoded = decodeOperation(payload)
  if (!decoded.ok) return undefined
  const operation = decoded.value
  const request = 'request' in operation ? await db.requests.get(operation.request) : undefined
  const resourceId = 'resource' in operation ? operation.resource : request?.resource
  const resource = resourceId === undefined ? undefined : await db.resources.get(resourceId)
  const eventId = 'event' in operation ? operation.event : request?.event
  const overview = eventId === undefined ? undefined : await readEvent(db, eventId, Date.now())
  const festival: FestivalId | undefined = resource?.festival ?? overview?.event.festival
  return {
    operation,
    payload,
    people: festival === undefined ? {} : await loadPeople(db, festival),
    ...(request && { request }),
    ...(resource && { resource }),
    ...(overview && { event: overview.event, lines: overview.lines }),
    ...(await wayOf(db, operation, resource)),
  }
}

async function wayOf(
  db: Database,
  operation: Operation,
  resource: ResourceRow | undefined,
): Promise<{ way?: InTheWay }> {
  const isAbout = operation.op === 'authorization.grant' || operation.op === 'request.create'
  if (!isAbout || resource === undefined) return {}
  return { way: await readInTheWay(db, resource, { ...operation, quantity: operation.quantity ?? 1 }, Date.now()) }
}
