// Commands about the persona and its profile.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { nextProfileTime } from '../../src/festival/profile-rows.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { fields, type Handlers } from './handler.ts'

export const personaHandlers: Handlers<'persona.create' | 'profile.set'> = {
  'persona.create': {
    params: v.strictObject({}),
    run: async (_, { wallet }) => {
      const made = await wallet.createPersona()
      return made.ok ? made : refused(made.error === 'damaged' ? 'wallet-damaged' : 'locked')
    },
  },
  'profile.set': {
    params: fields('festival'),
    run: async ({ festival, ...profile }, context, id) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      const { persona } = member.value
      const written = await append(context, {
        id,
        persona,
        festival,
        prepare: async () => {
          // A clock that was set back must not make the new description lose against the old one.
          const at = nextProfileTime(context.clock.now(), await context.db.profiles.get([festival, persona]))
          return ok([() => ({ v: 1, op: 'profile.set', at, ...profile })])
        },
      })
      return written.ok ? ok({ entry: written.value[0].id }) : written
    },
  },
}
