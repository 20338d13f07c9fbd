// The owner's answer to a request, by hand: at once, or held for some seconds in which it can be taken back.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { giveAnswer } from '../give-answer.ts'
import { objectId, text } from '../shapes.ts'
import type { Handlers } from './handler.ts'

const answer = {
  request: objectId,
  decision: v.picklist(['grant', 'deny']),
  note: v.exactOptional(text(2000)),
}
const batch = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

export const answerHandlers: Handlers<'authorization.answer' | 'answer.hold' | 'answer.undo' | 'answer.refusalRead'> = {
  'authorization.answer': {
    params: v.strictObject(answer),
    run: (given, context, id) => giveAnswer(context, id, given),
  },
  'answer.hold': {
    params: v.strictObject({ ...answer, batch, seconds: v.picklist([5, 10]) }),
    run: ({ batch: name, seconds, ...given }, { heldAnswers }) => heldAnswers.hold(name, given, seconds),
  },
  'answer.undo': {
    params: v.strictObject({ batch }),
    run: async ({ batch: name }, { heldAnswers }) => {
      const undone = await heldAnswers.undo(name)
      return undone.ok ? ok({}) : undone
    },
  },
  'answer.refusalRead': {
    params: v.strictObject({ ids: v.pipe(v.array(text(300)), v.maxLength(500)) }),
    run: async ({ ids }, { db }) => {
      await db.heldAnswers.where('id').anyOf(ids).modify({ seen: 1 })
      return ok({})
    },
  },
}
