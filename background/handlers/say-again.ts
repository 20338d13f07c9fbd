// Says again what I wrote into a log that forked there (decision 0030): as a person asked for, once per log.

import * as v from 'valibot'
import { readLost } from '../../src/adapters/dexie/read-lost.ts'
import { personasIn } from '../../src/adapters/dexie/persona-rows.ts'
import { ok } from '../../src/bamboo/result.ts'
import { changedByThem, sayAgain } from '../../src/festival/say-again.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { objectId } from '../shapes.ts'
import type { Handlers } from './handler.ts'

export const sayAgainHandlers: Handlers<'log.sayAgain'> = {
  'log.sayAgain': {
    params: v.strictObject({ festival: objectId }),
    run: async ({ festival }, context) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      let entries = 0
      for (const me of personasIn(member.value)) {
        for (const lost of await readLost(context.db, festival, me)) {
          const written = await append(context, {
            id: lost.command,
            persona: me,
            festival,
            changes: { objects: changedByThem(lost.entries), by: 'person' },
            prepare: async () => ok(sayAgain(lost.entries)),
          })
          if (!written.ok) return written
          entries += written.value.length
        }
      }
      return ok({ entries })
    },
  },
}
