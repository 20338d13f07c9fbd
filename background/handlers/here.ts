// What a person chose for this device alone: festivals that are put away, streets on the map of places. Nobody else is told.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { setArchived } from '../../src/adapters/dexie/archive-rows.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { memberOf } from '../membership.ts'
import { objectId } from '../shapes.ts'
import type { Handlers } from './handler.ts'

export const hereHandlers: Handlers<'festival.archive' | 'map.streets'> = {
  'festival.archive': {
    params: v.strictObject({ festival: objectId, archived: v.boolean() }),
    run: async ({ festival, archived }, context) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      await setArchived(context.db, festival, archived)
      return ok({})
    },
  },
  'map.streets': {
    params: v.strictObject({ on: v.boolean() }),
    run: async ({ on }, { db }) => {
      await writeSetting(db, 'streets', on)
      return ok({})
    },
  },
}
