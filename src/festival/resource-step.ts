// One step of the fold of DESIGN 5.3: what one operation of a resource's home changes. The fold of a whole home and the
// projection into the database both take these steps, so there is one implementation of the rule.

import type {
  AuthorizationDeny,
  AuthorizationGrant,
  AuthorizationHold,
  AuthorizationRelease,
  AuthorizationRevoke,
  Operation,
  ResourceCreate,
  ResourceRetire,
  ResourceUpdate,
} from '../operations/operation.ts'
import { judgeAnswer } from './judge-answer.ts'
import {
  askedBy,
  createdResource,
  denial,
  endedAnswer,
  judgedAnswer,
  retiredResource,
  updatedResource,
  type AnswerState,
  type Position,
  type ResourceState,
} from './resource-state.ts'

/** The operations that say something about resources. */
export type ResourceOperation =
  | ResourceCreate
  | ResourceUpdate
  | ResourceRetire
  | AuthorizationGrant
  | AuthorizationHold
  | AuthorizationDeny
  | AuthorizationRevoke
  | AuthorizationRelease

/** What a step looks at: things that the operation may speak for at its place, as they are before it. */
export interface Before<Answer extends AnswerState = AnswerState> {
  /** The resource that the operation names. */
  readonly resource?: ResourceState
  /** All answers for that resource, at least the effective ones. */
  readonly answers: readonly Answer[] | ReadonlySet<Answer>
  /** Their order in the home of the resource; absent when all of them are of one log. */
  readonly order?: (a: Answer, b: Answer) => number
  /** The answer that a revoke or release names. */
  readonly answer?: Answer
}

/** New or changed things; what is absent stays as it is. */
export interface Changes {
  readonly resource?: ResourceState
  readonly answers: readonly AnswerState[]
}

const NOTHING: Changes = { answers: [] }

/** Whether an operation says something about resources. */
export function isResourceOperation(op: Operation): op is ResourceOperation {
  return op.op.startsWith('resource.') || op.op.startsWith('authorization.')
}

/** The changes that one operation at one position makes. */
export function resourceStep<Answer extends AnswerState>(
  position: Position,
  op: ResourceOperation,
  before: Before<Answer>,
): Changes {
  const { resource } = before
  switch (op.op) {
    case 'resource.create':
      return resource === undefined ? { resource: createdResource(position, op), answers: [] } : NOTHING
    case 'resource.update':
      return resource === undefined ? NOTHING : { resource: updatedResource(resource, op), answers: [] }
    case 'resource.retire':
      return resource === undefined ? NOTHING : { resource: retiredResource(resource, position.at, op), answers: [] }
    case 'authorization.grant':
    case 'authorization.hold':
      return answered(position, op, before)
    case 'authorization.deny':
      return { answers: [denial(position, op)] }
    case 'authorization.revoke':
    case 'authorization.release':
      return ending(position, op, before.answer)
  }
}

function answered<Answer extends AnswerState>(
  position: Position,
  op: AuthorizationGrant | AuthorizationHold,
  before: Before<Answer>,
): Changes {
  const verdict = judgeAnswer(before.resource, before.answers, askedBy(op), before.order)
  const answer = judgedAnswer(position, op, verdict)
  if (!verdict.effective || verdict.replaced === undefined) return { answers: [answer] }
  const replaced = [...before.answers]
    .filter((other) => other.id === verdict.replaced)
    .map((other) => endedAnswer(other, { kind: 'replaced', by: position.id, at: position.at }))
  return { answers: [...replaced, answer] }
}

function ending(
  position: Position,
  op: AuthorizationRevoke | AuthorizationRelease,
  answer: AnswerState | undefined,
): Changes {
  // The first ending counts, a void answer has nothing to end, and a denial is no promise that could be taken back.
  if (answer === undefined || answer.state !== 'effective' || answer.kind === 'deny') return NOTHING
  const kind = op.op === 'authorization.revoke' ? 'revoke' : 'release'
  const reason = op.reason === undefined || op.reason === '' ? {} : { reason: op.reason }
  return { answers: [endedAnswer(answer, { kind, by: position.id, at: position.at, ...reason })] }
}
