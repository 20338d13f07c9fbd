// What a site wants signed, decoded from the exact bytes that approving signs, with what it means here (DESIGN §8).
import type { EventOverview } from '../src/festival/overview.ts'
import { wouldBeEffective } from '../src/festival/judge-answer.ts'
import type { EventRow, RequestRow, ResourceRow } from '../src/festival/views.ts'
import { decodeOperation } from '../src/operations/codec.ts'
import type { Operation } from '../src/operations/operation.ts'
import { readEvents, readPeople } from '../src/adapters/dexie/queries.ts'
import type { ApprovalRow, Database } from '../src/adapters/dexie/schema.ts'
import { useLive } from '../ui/use-live.ts'
import type { People } from '../ui/use-people.ts'

/** Rows are absent when this node does not hold them. */
export interface Signing {
  /** Absent when the bytes are no operation: then nothing may be approved. */
  operation?: Operation
  resource?: ResourceRow
  request?: RequestRow
  event?: EventRow
  lines?: EventOverview['lines']
  people: People
  /** For a grant: whether it would be effective now. */
  free?: boolean
}

export function useSigning(approval: ApprovalRow): Signing | undefined {
  return useLive((db) => loadSigning(db, approval.payload), [approval.id])
}

async function loadSigning(db: Database, payload: Uint8Array | undefined): Promise<Signing> {
  const decoded = payload === undefined ? undefined : decodeOperation(payload)
  if (decoded?.ok !== true) return { people: {} }
  const operation = decoded.value
  const request = 'request' in operation ? await db.requests.get(operation.request) : undefined
  const resourceId = 'resource' in operation ? operation.resource : request?.resource
  const resource = resourceId === undefined ? undefined : await db.resources.get(resourceId)
  const eventId = operation.op === 'request.create' ? operation.event : request?.event
  const event = eventId === undefined ? undefined : await db.events.get(eventId)
  const festival = resource?.festival ?? event?.festival
  const overviews = event === undefined ? [] : await readEvents(db, event.festival, Date.now())
  const lines = overviews.find((each) => each.event.id === event?.id)?.lines
  return {
    operation,
    people: festival === undefined ? {} : Object.fromEntries(await readPeople(db, festival)),
    ...(request && { request }),
    ...(resource && { resource }),
    ...(event && { event }),
    ...(lines && { lines }),
    ...(await freedom(db, operation, resource)),
  }
}

async function freedom(
  db: Database,
  operation: Operation,
  resource: ResourceRow | undefined,
): Promise<{ free?: boolean }> {
  if (operation.op !== 'authorization.grant' || resource === undefined) return {}
  const answers = await db.answers.where('resource').equals(resource.id).toArray()
  return { free: wouldBeEffective(resource, answers, operation, operation.quantity ?? 1) }
}
