// Signs my answer to a request, given by hand. The same id writes it once.

import { ok, type Result } from '../src/bamboo/result.ts'
import type { EntryHash, ObjectId } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import { answerSteps, checkedRequest, type Answer } from './answers.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { memberAsMaker } from './membership.ts'
import { refused } from './panel-errors.ts'

/** What a person decided about a request, and says to whoever asked. */
export interface HandAnswer {
  request: ObjectId
  decision: Answer['decision']
  note?: string
}

export interface Given {
  answer: EntryHash
  state: 'effective' | 'void' | 'denied'
}

/** `id` is that of the append; `mayStill` is asked under its lock, just before the entry is made. */
export async function giveAnswer(
  context: Context,
  id: string,
  { request, decision, note }: HandAnswer,
  mayStill: () => Promise<Result<unknown, PanelError>> = async () => ok(undefined),
): Promise<Result<Given, PanelError>> {
  const row = await context.db.requests.get(request)
  if (row === undefined) return refused('unknown-request')
  const member = await memberAsMaker(context, row.festival, row.resource)
  if (!member.ok) return member
  const { persona } = member.value
  const written = await append(context, {
    id,
    persona,
    festival: row.festival,
    prepare: async () => {
      const may = await mayStill()
      return may.ok ? answerSteps(context, persona, request, { decision, by: 'manual', note }) : may
    },
    changes: { objects: [row.resource], by: 'person' },
  })
  if (!written.ok) return written
  const [{ id: answer }] = written.value
  if (decision === 'deny') return ok({ answer, state: 'denied' })
  const state = (await context.db.answers.get(answer))?.state
  return ok({ answer, state: state === 'effective' ? 'effective' : 'void' })
}

/** Whether it could be signed now. */
export async function mayGive(
  context: Context,
  { request, decision }: Pick<HandAnswer, 'request' | 'decision'>,
): Promise<Result<unknown, PanelError>> {
  const row = await context.db.requests.get(request)
  if (row === undefined) return refused('unknown-request')
  const member = await memberAsMaker(context, row.festival, row.resource)
  return member.ok ? checkedRequest(context, member.value.persona, request, decision) : member
}
