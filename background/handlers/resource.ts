// Commands about things and places.

import { ok } from '../../src/bamboo/result.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { fields, type Handlers } from './handler.ts'

export const resourceHandlers: Handlers<'resource.create'> = {
  'resource.create': {
    params: fields('festival'),
    run: async ({ festival, ...resource }, context, id) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      const at = context.clock.now()
      const written = await append(context, {
        id,
        persona: member.value.persona,
        festival,
        prepare: async () => ok([() => ({ v: 1, op: 'resource.create', at, ...resource })]),
      })
      return written.ok ? ok({ resource: written.value[0].id }) : written
    },
  },
}
