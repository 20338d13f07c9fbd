// What a person who offers something by lot commits to.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { commitmentOf } from '../../src/festival/draw.ts'
import { MAX_TIME } from '../../src/operations/shape.ts'
import { nonceFor } from '../draws.ts'
import { memberAsMaker } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { objectId } from '../shapes.ts'
import type { Handlers } from './handler.ts'

export const lotteryHandlers: Handlers<'lottery.commit'> = {
  'lottery.commit': {
    params: v.strictObject({
      festival: objectId,
      resource: v.exactOptional(objectId),
      until: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_TIME)),
    }),
    run: async ({ festival, resource, until }, context) => {
      const member = await memberAsMaker(context, festival, resource)
      if (!member.ok) return member
      if (until <= context.clock.now()) return refused('draw-past')
      return ok({ commitment: commitmentOf(await nonceFor(context, member.value.persona, festival, until)) })
    },
  },
}
