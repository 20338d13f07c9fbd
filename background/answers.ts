// Writes my answers to requests: by hand, by a policy, or through a web site. Each is checked against what is true at the
// moment of writing, because an entry can not be taken back (DESIGN 5.2, 5.3).

import { readAnswersAround } from '../src/adapters/dexie/answers-between.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { Step } from '../src/log/publication.ts'
import { checkAnswer } from '../src/festival/may-act.ts'
import type { RequestRow } from '../src/festival/views.ts'
import type { Operation } from '../src/operations/operation.ts'
import type { ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { unready } from './readiness.ts'

export interface Answer {
  decision: 'grant' | 'deny'
  /** `manual`, a policy kind, or `site:<origin>`. */
  by: string
  /** Goes to the requester: the note of a grant, the reason of a denial. */
  note?: string | undefined
  /** The nonce of the lottery that decided, as hex. */
  draw?: string | undefined
}

/** The request if `me` may answer it so now, or why not. */
export async function checkedRequest(
  { db }: Pick<Context, 'db'>,
  me: PublicKey,
  id: ObjectId,
  decision: Answer['decision'],
): Promise<Result<RequestRow, PanelError>> {
  const request = await db.requests.get(id)
  if (request === undefined) return err({ code: 'unknown-request' })
  const [resource, event] = await Promise.all([db.resources.get(request.resource), db.events.get(request.event)])
  const answers = await readAnswersAround(db, resource, request)
  const checked = checkAnswer({ me, decision, request, resource, event, answers })
  if (!checked.ok) return err({ code: checked.error.code })
  const reason = await unready(db, [resource, request, event])
  return reason === undefined ? ok(request) : err({ code: reason })
}

/** The operation that answers a request for its whole interval. */
export function answerOperation(request: RequestRow, { decision, by, note, draw }: Answer, at: number): Operation {
  const drawn = draw === undefined ? {} : { draw }
  const { id, resource, from, to, quantity } = request
  if (decision === 'deny') {
    return { v: 1, op: 'authorization.deny', at, request: id, by, ...(note ? { reason: note } : {}), ...drawn }
  }
  const grant = { request: id, resource, from, to, quantity, by }
  return { v: 1, op: 'authorization.grant', at, ...grant, ...(note ? { note } : {}), ...drawn }
}

/** Checks and gives the one step that answers; for `append`. */
export async function answerSteps(
  context: Pick<Context, 'db' | 'clock'>,
  me: PublicKey,
  id: ObjectId,
  answer: Answer,
): Promise<Result<readonly Step[], PanelError>> {
  const request = await checkedRequest(context, me, id, answer.decision)
  if (!request.ok) return request
  const operation = answerOperation(request.value, answer, context.clock.now())
  return ok([() => operation])
}
