// Publishing a programme list: anybody's choice of the festival's events (DESIGN 4.3).

import * as v from 'valibot'
import { err, ok } from '../../src/bamboo/result.ts'
import { ITEMS } from '../../src/operations/limits.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { objectId } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

type Params = PanelParams<'programme.publish'>

const listed = v.strictObject({ event: objectId, note: v.exactOptional(v.string()) })
const params: v.GenericSchema<unknown, Params> = v.pipe(
  fields<Params>('festival'),
  v.check(({ events }) => v.is(v.pipe(v.array(listed), v.maxLength(ITEMS.programme)), events)),
)

async function publish(
  { festival, title, events }: Params,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'programme.publish'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona: member.value.persona,
    festival,
    prepare: async () => {
      const rows = await context.db.events.bulkGet(events.map(({ event }) => event))
      if (rows.some((row) => row?.festival !== festival)) return err({ code: 'unknown-event' })
      return ok([() => ({ v: 1, op: 'programme.publish', at, title, events })])
    },
  })
  return written.ok ? ok({ programme: written.value[0].id }) : written
}

export const programmeHandlers: Handlers<'programme.publish'> = { 'programme.publish': { params, run: publish } }
