// Commands about web sites: answering their prompts, taking a permission back.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { decide } from '../approval-decisions.ts'
import { pageRefusal } from '../page-errors.ts'
import { publicKey, text } from '../shapes.ts'
import type { Handlers } from './handler.ts'

const approval = text(2000)

export const siteHandlers: Handlers<'approval.decide' | 'approval.shown' | 'permission.revoke'> = {
  'approval.decide': {
    params: v.variant('decision', [
      v.strictObject({
        approval,
        decision: v.literal('approve'),
        scopes: v.exactOptional(v.pipe(v.array(text(400)), v.maxLength(20))),
        until: v.exactOptional(v.pipe(v.number(), v.integer())),
        persona: v.exactOptional(publicKey),
        join: v.exactOptional(v.boolean()),
        items: v.exactOptional(v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(50))),
        alone: v.exactOptional(v.pipe(v.number(), v.integer())),
      }),
      v.strictObject({ approval, decision: v.picklist(['reject', 'block']) }),
    ]),
    run: (decision, context) => decide(context, decision),
  },
  'approval.shown': {
    params: v.strictObject({ approval }),
    run: async ({ approval: id }, { approvals }) => {
      await approvals.shown(id)
      return ok({})
    },
  },
  'permission.revoke': {
    params: v.strictObject({ permission: text(2000) }),
    run: async ({ permission }, { db, approvals, permissionChanged }) => {
      const row = await db.permissions.get(permission)
      if (row === undefined) return ok({})
      await db.permissions.delete(permission)
      await approvals.settleSite(row, 'cancelled', pageRefusal('Unauthorized'))
      permissionChanged(row)
      return ok({})
    },
  },
}
