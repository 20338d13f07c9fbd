// Commands about the persona and its profile.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { fields, type Handlers } from './handler.ts'

export const personaHandlers: Handlers<'persona.create' | 'profile.set'> = {
  'persona.create': {
    params: v.strictObject({}),
    run: async (_, { wallet }) => ok(await wallet.createPersona()),
  },
  'profile.set': {
    params: fields('festival'),
    run: async ({ festival, ...profile }, context, id) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      const at = context.clock.now()
      const written = await append(context, {
        id,
        persona: member.value.persona,
        festival,
        prepare: async () => ok([() => ({ v: 1, op: 'profile.set', at, ...profile })]),
      })
      return written.ok ? ok({ entry: written.value[0].id }) : written
    },
  },
}
