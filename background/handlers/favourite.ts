// The command that marks an event for oneself: nothing is signed and nobody is told.

import * as v from 'valibot'
import { writeFavourite } from '../../src/adapters/dexie/favourite-rows.ts'
import { ok } from '../../src/bamboo/result.ts'
import { refused } from '../panel-errors.ts'
import { objectId } from '../shapes.ts'
import type { Handlers } from './handler.ts'

export const favouriteHandlers: Handlers<'event.favourite'> = {
  'event.favourite': {
    params: v.strictObject({ event: objectId, on: v.boolean() }),
    run: async ({ event, on }, { db }) => {
      // The mark of an event that was forgotten can be taken away all the same.
      if (on && (await db.events.get(event)) === undefined) return refused('unknown-event')
      await writeFavourite(db, event, on)
      return ok({})
    },
  },
}
