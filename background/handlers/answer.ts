// The owner's answer to a request, by hand.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { answerSteps } from '../answers.ts'
import { append } from '../append.ts'
import { memberAsMaker } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { objectId, text } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

async function answer(
  { request, decision, note }: PanelParams<'authorization.answer'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'authorization.answer'>> {
  const row = await context.db.requests.get(request)
  if (row === undefined) return refused('unknown-request')
  const member = await memberAsMaker(context, row.festival, row.resource)
  if (!member.ok) return member
  const { persona } = member.value
  const written = await append(context, {
    id,
    persona,
    festival: row.festival,
    prepare: () => answerSteps(context, persona, request, { decision, by: 'manual', note }),
    changes: { objects: [row.resource], by: 'person' },
  })
  if (!written.ok) return written
  const [{ id: answerId }] = written.value
  if (decision === 'deny') return ok({ answer: answerId, state: 'denied' })
  const state = (await context.db.answers.get(answerId))?.state
  return ok({ answer: answerId, state: state === 'effective' ? 'effective' : 'void' })
}

export const answerHandlers: Handlers<'authorization.answer'> = {
  'authorization.answer': {
    params: v.strictObject({
      request: objectId,
      decision: v.picklist(['grant', 'deny']),
      note: v.exactOptional(text(2000)),
    }),
    run: answer,
  },
}
