// The fold of DESIGN 5.3 over the whole home of one resource: what exists, what was promised, what is void and why. Anybody
// who holds the home comes to the same result, so a receipt can be checked offline.

import type { EntryHash, ObjectId } from '../operations/ids.ts'
import type { Operation } from '../operations/operation.ts'
import { isResourceOperation, resourceStep, type Before, type ResourceOperation } from './resource-step.ts'
import type { AnswerState, Position, ResourceState } from './resource-state.ts'

/** One entry of the home with its operation. */
export interface FoldStep extends Position {
  readonly op: Operation
}

/** A resource at the end of the entries given. `resource` is absent when they do not create it. */
export interface ResourceFold {
  readonly resource?: ResourceState
  /** Grants and holds in the order of the home, whatever their state; denials name no resource and are not among them. */
  readonly answers: AnswerState[]
}

/**
 * Walks a resource's home in order: the gap-free, unforked prefix of its log, or one after the other the stretches of the
 * logs that it lived in (`stays`, DESIGN 4.2). Entries that are no operation are left out by the caller; the first payload
 * for which `stopsResourceFolds` holds ends the walk.
 */
export function foldResource(entries: Iterable<FoldStep>, resource: ObjectId): ResourceFold {
  let state: ResourceState | undefined
  const answers = new Map<EntryHash, AnswerState>()
  const inForce = new Set<AnswerState>()
  for (const { op, ...position } of entries) {
    if (!isResourceOperation(op) || !concerns(op, position.id, resource, answers)) continue
    const changes = resourceStep(position, op, beforeStep(op, state, answers, inForce))
    state = changes.resource ?? state
    for (const answer of changes.answers) {
      const old = answers.get(answer.id)
      if (old !== undefined) inForce.delete(old)
      if (answer.state === 'effective') inForce.add(answer)
      answers.set(answer.id, answer)
    }
  }
  return { ...(state === undefined ? {} : { resource: state }), answers: [...answers.values()] }
}

function beforeStep(
  op: ResourceOperation,
  state: ResourceState | undefined,
  answers: ReadonlyMap<EntryHash, AnswerState>,
  inForce: ReadonlySet<AnswerState>,
): Before {
  const named = 'grant' in op ? answers.get(op.grant) : undefined
  return {
    ...(state === undefined ? {} : { resource: state }),
    ...(named === undefined ? {} : { answer: named }),
    answers: inForce,
    // Kept in the order in which they were walked; numbers of several logs have none.
    order: () => 0,
  }
}

function concerns(
  op: ResourceOperation,
  id: EntryHash,
  resource: ObjectId,
  answers: ReadonlyMap<EntryHash, AnswerState>,
): boolean {
  if (op.op === 'resource.create') return id === resource
  if ('resource' in op) return op.resource === resource
  return 'grant' in op && answers.has(op.grant)
}
