// Writes my answers to requests: by hand, by a policy, or through a web site. Each is checked against what is true at the
// moment of writing, because an entry can not be taken back (DESIGN 5.2, 5.3).

import { readAnswersAround } from '../src/adapters/dexie/answers-between.ts'
import { readAsGiven } from '../src/adapters/dexie/held-answer-rows.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { Step } from '../src/log/publication.ts'
import { checkAnswer } from '../src/festival/may-act.ts'
import { earlierRequests } from '../src/festival/request-chain.ts'
import type { AnswerRow, RequestRow, ResourceRow } from '../src/festival/views.ts'
import type { Operation } from '../src/operations/operation.ts'
import type { EntryHash, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { comingHolds } from './one-calendar.ts'
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

/** A request with the grant of its line's old time that a grant of it moves. */
export type Answered = RequestRow & { readonly replaces?: EntryHash }

/** The request if `me` may answer it so now, or why not. */
export async function checkedRequest(
  { db }: Pick<Context, 'db'>,
  me: PublicKey,
  id: ObjectId,
  decision: Answer['decision'],
): Promise<Result<Answered, PanelError>> {
  const request = await db.requests.get(id)
  if (request === undefined) return err({ code: 'unknown-request' })
  const [resource, event, ofEvent] = await Promise.all([
    db.resources.get(request.resource),
    db.events.get(request.event),
    db.requests.where('event').equals(request.event).toArray(),
  ])
  const byId = new Map(ofEvent.map((row) => [row.id, row]))
  const earlier = earlierRequests(request, (each) => byId.get(each))
  const later = ofEvent.filter(({ supersedes }) => supersedes === id)
  const near = await readAnswersAround(db, resource, request)
  const ofLine = earlier.length === 0 ? near : unique([...near, ...(await answersTo(db, earlier))])
  // A sibling may have been granted a moment ago.
  const coming = resource === undefined || decision === 'deny' ? [] : await comingAnswers(db, resource, request)
  const answers = [...ofLine, ...coming]
  const checked = checkAnswer({ me, decision, request, resource, event, answers, earlier, later })
  if (!checked.ok) return err({ code: checked.error.code })
  const reason = await unready(db, [resource, request, event])
  if (reason !== undefined) return err({ code: reason })
  const { replaces } = checked.value
  return ok(replaces === undefined ? request : { ...request, replaces })
}

/** What is as good as promised: holds for what siblings were granted, and answers of mine that are about to be signed. */
async function comingAnswers(db: Context['db'], resource: ResourceRow, request: RequestRow): Promise<AnswerRow[]> {
  const { answers } = await readAsGiven(db, { resource: resource.id })
  const others = answers.filter((answer) => answer.request !== request.id && answer.kind === 'grant')
  return [...(await comingHolds(db, resource, request)), ...others]
}

/** What a line holds may be far from its new time. */
function answersTo(db: Context['db'], earlier: readonly RequestRow[]): Promise<AnswerRow[]> {
  const ids = earlier.map(({ id }) => id)
  return db.answers.where('request').anyOf(ids).toArray()
}

function unique(answers: readonly AnswerRow[]): AnswerRow[] {
  return [...new Map(answers.map((row) => [row.id, row])).values()]
}

/** The operation that answers a request for its whole interval, as one atomic move when its line has a grant already. */
export function answerOperation(request: Answered, { decision, by, note, draw }: Answer, at: number): Operation {
  const drawn = draw === undefined ? {} : { draw }
  const { id, resource, from, to, quantity, replaces } = request
  if (decision === 'deny') {
    return { v: 1, op: 'authorization.deny', at, request: id, by, ...(note ? { reason: note } : {}), ...drawn }
  }
  const grant = { request: id, resource, from, to, quantity, by, ...(replaces === undefined ? {} : { replaces }) }
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
