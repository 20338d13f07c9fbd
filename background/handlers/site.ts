// Commands about web sites: answering their prompts, taking a permission back.

import * as v from 'valibot'
import { readPermissions } from '../../src/adapters/dexie/queries.ts'
import { ok } from '../../src/bamboo/result.ts'
import { decide } from '../approval-decisions.ts'
import { pageRefusal } from '../page-errors.ts'
import { publicKey, text } from '../shapes.ts'
import { noteEnd } from '../permissions.ts'
import type { HandlerContext, Handlers } from './handler.ts'

const approval = text(2000)

export const siteHandlers: Handlers<
  'approval.decide' | 'approval.shown' | 'permission.revoke' | 'permission.revokeAll'
> = {
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
    run: async ({ permission }, context) => {
      await endPermissions(context, [permission])
      return ok({})
    },
  },
  'permission.revokeAll': {
    params: v.strictObject({}),
    run: async (_, context) => {
      const rows = await readPermissions(context.db)
      await endPermissions(
        context,
        rows.filter(({ blocked }) => blocked === 0).map(({ id }) => id),
      )
      return ok({})
    },
  },
}

/** Ends them, with the prompts and the live values of their sites; a site that may not ask is only forgotten. */
async function endPermissions(context: HandlerContext, ids: readonly string[]): Promise<void> {
  const { db, approvals, permissionChanged } = context
  for (const id of ids) {
    const row = await db.permissions.get(id)
    if (row === undefined) continue
    await db.permissions.delete(id)
    if (row.blocked === 0) await noteEnd(context, row, 'end')
    await approvals.settleSite(row, 'cancelled', pageRefusal('Unauthorized'))
    permissionChanged()
  }
}
