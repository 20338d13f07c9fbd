// Commands about things and places.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import type { Step } from '../../src/log/publication.ts'
import type { PanelParams } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { fields, type Handlers } from './handler.ts'

/** Things of one command; whoever has more sends several. */
export const MAX_THINGS = 50

const things = v.pipe(v.array(v.looseObject({})), v.minLength(1), v.maxLength(MAX_THINGS))
const manyParams: v.GenericSchema<unknown, PanelParams<'resource.createMany'>> = v.pipe(
  fields<PanelParams<'resource.createMany'>>('festival'),
  v.check(({ resources }) => v.is(things, resources)),
)

export const resourceHandlers: Handlers<'resource.create' | 'resource.createMany'> = {
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
  'resource.createMany': {
    params: manyParams,
    run: async ({ festival, resources }, context, id) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      const at = context.clock.now()
      const written = await append(context, {
        id,
        persona: member.value.persona,
        festival,
        prepare: async () =>
          ok(
            resources.map((resource): Step => () => ({ v: 1, op: 'resource.create', at, ...resource })),
          ),
      })
      return written.ok ? ok({ resources: written.value.map((receipt) => receipt.id) }) : written
    },
  },
}
