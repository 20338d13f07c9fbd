// How this browser serves its person: local choices, which nobody else hears of.

import * as v from 'valibot'
import { readSetting, writeSetting } from '../../src/adapters/dexie/settings.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { ok } from '../../src/bamboo/result.ts'
import { NOTICE_KINDS } from '../../src/festival/notices.ts'
import { UNDO_SECONDS } from '../../src/festival/second-thoughts.ts'
import type { PanelParams } from '../../messages/panel.ts'
import type { Handlers } from './handler.ts'

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439))

async function choose(db: Database, { undoSeconds, noticesOff, quiet }: PanelParams<'preferences.set'>): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    if (undoSeconds !== undefined) await writeSetting(db, 'undoSeconds', undoSeconds)
    const { off, quiet: before } = (await readSetting(db, 'notices')) ?? {}
    const hours = quiet === undefined ? before : (quiet ?? undefined)
    await writeSetting(db, 'notices', {
      off: noticesOff ?? off ?? [],
      ...(hours === undefined ? {} : { quiet: hours }),
    })
  })
}

export const preferenceHandlers: Handlers<'preferences.set' | 'notices.seen'> = {
  'preferences.set': {
    params: v.strictObject({
      undoSeconds: v.exactOptional(v.picklist(UNDO_SECONDS)),
      noticesOff: v.exactOptional(v.pipe(v.array(v.picklist(NOTICE_KINDS)), v.maxLength(NOTICE_KINDS.length))),
      quiet: v.exactOptional(v.nullable(v.strictObject({ from: minute, to: minute }))),
    }),
    run: async (given, context) => {
      await choose(context.db, given)
      context.changed([])
      return ok({})
    },
  },
  'notices.seen': {
    params: v.strictObject({}),
    run: async (_, { notices }) => {
      await notices.seen()
      return ok({})
    },
  },
}
