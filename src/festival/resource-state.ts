// A resource and its answers as the fold sees them: the rows of `views.ts` without what comes from the place of the home
// log (whose log, in which festival). Built from operations here, in one place for the fold and the projection.

import type { EntryHash, ObjectId } from '../operations/ids.ts'
import type {
  AuthorizationDeny,
  AuthorizationGrant,
  AuthorizationHold,
  Policy,
  ResourceCreate,
  ResourceRetire,
  ResourceUpdate,
} from '../operations/operation.ts'
import type { Verdict } from './judge-answer.ts'
import type { AnswerRow, ResourceRow } from './views.ts'

/** What the place of an entry adds to a row. */
type Placed = 'festival' | 'log' | 'owner' | 'stays' | 'incomplete'

export type ResourceState = Omit<ResourceRow, Placed>
export type AnswerState = Omit<AnswerRow, Placed>

/** Where an operation stands in its log. `at` is the author's clock in UTC ms. */
export interface Position {
  readonly id: EntryHash
  readonly seqNum: number
  readonly at: number
}

/** Fields without those that say nothing: an update takes a text away by setting it to the empty text. */
export function stated<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as T
}

/** The fields that an update takes away, as undefined: what it also sets comes after them. */
export function cleared(names: readonly string[] = []): object {
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

/** A new resource, with the defaults of DESIGN 4.3: one piece, no buffers, shown to everybody. */
export function createdResource({ id, seqNum, at }: Position, op: ResourceCreate): ResourceState {
  const { v: _version, op: _name, ...fields } = op
  return stated({
    tags: [],
    images: [],
    capacity: 1,
    buffer: { before: 0, after: 0 },
    requires: [],
    audience: 'public' as const,
    ...fields,
    id,
    seqNum,
    at,
  })
}

/** Bounds kept of a resource that was changed; bounded, because a hostile log can change one thousands of times. */
export const MAX_FORMER_BOUNDS = 16

/**
 * The resource after an update, which changes only what it names and never judges an answer again. That somebody else or
 * another draw decides from now on is remembered, so that it can not happen unseen, and what could be given away until now.
 */
export function updatedResource<R extends ResourceState>(resource: R, op: ResourceUpdate): R {
  const { policy } = op.set
  const changed = policy !== undefined && !isSamePolicy(policy, resource.policy)
  return stated({
    ...resource,
    ...cleared(op.unset),
    ...op.set,
    ...(changed ? { policyChangedAt: op.at } : {}),
    ...formerBounds(resource, op),
  })
}

function formerBounds(before: ResourceState, { at, set }: ResourceUpdate): Pick<ResourceState, 'were'> {
  const { capacity, buffer, were = [] } = before
  const after = { capacity, buffer, ...set }
  const isSame =
    after.capacity === capacity && after.buffer.before === buffer.before && after.buffer.after === buffer.after
  return isSame ? {} : { were: [...were, { until: at, capacity, buffer }].slice(-MAX_FORMER_BOUNDS) }
}

function isSamePolicy(a: Policy, b: Policy): boolean {
  const fields = new Map(Object.entries(a))
  const others = Object.entries(b)
  return fields.size === others.length && others.every(([name, value]) => fields.get(name) === value)
}

/** The resource after it was retired, which is final; the first retirement counts. */
export function retiredResource<R extends ResourceState>(resource: R, at: number, op: ResourceRetire): R {
  if (resource.retired !== undefined) return resource
  return { ...resource, retired: { at, ...stated({ reason: op.reason }) } as { at: number; reason?: string } }
}

/** A grant or a hold with the verdict on it. */
export function judgedAnswer(
  { id, seqNum, at }: Position,
  op: AuthorizationGrant | AuthorizationHold,
  verdict: Verdict,
): AnswerState {
  const isGrant = op.op === 'authorization.grant'
  return {
    id,
    seqNum,
    at,
    kind: isGrant ? 'grant' : 'hold',
    resource: op.resource,
    ...(isGrant ? { request: op.request } : {}),
    from: op.from,
    to: op.to,
    quantity: op.quantity ?? 1,
    by: isGrant ? op.by : 'manual',
    ...(op.note === undefined || op.note === '' ? {} : { note: op.note }),
    ...(isGrant && op.draw !== undefined ? { draw: op.draw } : {}),
    ...(verdict.effective
      ? { state: 'effective' as const }
      : { state: 'void' as const, void: { code: verdict.code, blockers: verdict.blockers } }),
    occupied: verdict.occupied,
  }
}

/** A denial: it occupies nothing, is never void and keeps its reason as `note`. */
export function denial({ id, seqNum, at }: Position, op: AuthorizationDeny): AnswerState {
  return {
    id,
    seqNum,
    at,
    kind: 'deny',
    request: op.request,
    from: 0,
    to: 0,
    quantity: 0,
    by: op.by,
    ...(op.reason === undefined || op.reason === '' ? {} : { note: op.reason }),
    ...(op.draw === undefined ? {} : { draw: op.draw }),
    state: 'effective',
    occupied: { from: 0, to: 0 },
  }
}

/** The answer after something ended it; only what is effective can end, and only once. */
export function endedAnswer<A extends AnswerState>(answer: A, ended: NonNullable<AnswerState['ended']>): A {
  return { ...answer, state: 'ended', ended }
}

/** What is asked for by a grant or a hold, for the judge. */
export function askedBy(op: AuthorizationGrant | AuthorizationHold): {
  from: number
  to: number
  quantity: number
  request?: ObjectId
  replaces?: EntryHash
} {
  const asked = { from: op.from, to: op.to, quantity: op.quantity ?? 1 }
  if (op.op === 'authorization.hold') return asked
  return { ...asked, request: op.request, ...(op.replaces === undefined ? {} : { replaces: op.replaces }) }
}
