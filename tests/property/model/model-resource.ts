// Design §5.3, grants, a second time: one resource and everything that was said about it, in the order of its home.

import type { EntryHash, ObjectId } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import type { ModelStay } from './model-home.ts'

type Op<Name extends Operation['op']> = Extract<Operation, { op: Name }>

export interface ModelAnswer {
  readonly kind: 'grant' | 'hold'
  readonly resource: ObjectId
  readonly request?: ObjectId
  readonly quantity: number
  /** That of the resource at its place. */
  readonly capacity: number
  /** Frozen, with the buffers that were in force. */
  readonly occupied: { readonly from: number; readonly to: number }
  readonly state: 'effective' | 'void' | 'ended'
  readonly code?: 'retired' | 'already-answered' | 'over-capacity'
  readonly blockers?: readonly EntryHash[]
  readonly endedBy?: EntryHash
}

export interface ModelResource {
  readonly title: string
  readonly capacity: number
  readonly buffer: { readonly before: number; readonly after: number }
  readonly isRetired: boolean
  readonly stays: readonly ModelStay[]
  readonly isIncomplete: boolean
}

/** A void answer names so many of those in its way. */
const MOST_BLOCKERS = 8

/** What the resource and the answers about it come to. `said` is what was said where it lived. */
export function modelResource(
  resource: ObjectId,
  created: Op<'resource.create'>,
  said: readonly { readonly id: EntryHash; readonly op: Operation }[],
): { resource: Omit<ModelResource, 'stays' | 'isIncomplete'>; answers: ReadonlyMap<ObjectId, ModelAnswer> } {
  let { title, capacity = 1, buffer = { before: 0, after: 0 } } = created
  let isRetired = false
  // In the order in which they were given.
  const answers = new Map<EntryHash, ModelAnswer>()
  for (const { id, op } of said) {
    if (op.op === 'resource.update' && op.resource === resource) {
      ;({ title = title, capacity = capacity, buffer = buffer } = op.set)
    }
    if (op.op === 'resource.retire' && op.resource === resource) isRetired = true
    if ((op.op === 'authorization.grant' || op.op === 'authorization.hold') && op.resource === resource) answer(id, op)
    if (op.op === 'authorization.revoke' || op.op === 'authorization.release') end(op.grant, id)
  }
  return { resource: { title, capacity, buffer, isRetired }, answers }

  function answer(id: EntryHash, op: Op<'authorization.grant'> | Op<'authorization.hold'>): void {
    const isGrant = op.op === 'authorization.grant'
    const replaced = isGrant && op.replaces !== undefined && inForce(op.replaces) ? op.replaces : undefined
    const others = [...answers].filter(([other, { state }]) => state === 'effective' && other !== replaced)
    const occupied = { from: op.from - buffer.before, to: op.to + buffer.after }
    const quantity = op.quantity ?? 1
    const facts = {
      kind: isGrant ? ('grant' as const) : ('hold' as const),
      resource,
      ...(isGrant ? { request: op.request } : {}),
      quantity,
      capacity,
      occupied,
    }
    const isVoid = (code: NonNullable<ModelAnswer['code']>, blockers: readonly EntryHash[]): void => {
      answers.set(id, { ...facts, state: 'void', code, blockers: blockers.slice(0, MOST_BLOCKERS) })
    }
    if (isRetired) return isVoid('retired', [])
    const same = others.filter(([, other]) => isGrant && other.request === op.request).map(([other]) => other)
    if (same.length > 0) return isVoid('already-answered', same)
    // Where it wants more than there is at all, nobody is in its way.
    if (quantity > capacity) return isVoid('over-capacity', [])
    // How much is taken changes only where something begins.
    const instants = [occupied.from, ...others.map(([, other]) => other.occupied.from)]
      .filter((instant) => occupied.from <= instant && instant < occupied.to)
      .toSorted((a, b) => a - b)
    for (const instant of instants) {
      const there = others.filter(([, other]) => other.occupied.from <= instant && instant < other.occupied.to)
      const taken = there.reduce((sum, [, other]) => sum + other.quantity, 0)
      if (taken + quantity > capacity)
        return isVoid(
          'over-capacity',
          there.map(([other]) => other),
        )
    }
    answers.set(id, { ...facts, state: 'effective' })
    if (replaced !== undefined) end(replaced, id)
  }

  function inForce(id: EntryHash): boolean {
    return answers.get(id)?.state === 'effective'
  }

  /** The first one counts; what is void has nothing to end. */
  function end(id: EntryHash, by: EntryHash): void {
    const ended = answers.get(id)
    if (ended?.state === 'effective') answers.set(id, { ...ended, state: 'ended', endedBy: by })
  }
}
