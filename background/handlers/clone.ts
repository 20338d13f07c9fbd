// Commands about doing a festival again (DESIGN 5.6): a clone of it, and one's own things offered in the clone.

import * as v from 'valibot'
import { toHex } from '../../src/bamboo/bytes.ts'
import { ok } from '../../src/bamboo/result.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { notOfferedYet, readInherited } from '../../src/adapters/dexie/read-inherited.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { clonedFields, daysLater, listInPieces, offeredAgain } from '../../src/festival/clone.ts'
import { topicKeyOf } from '../../src/gossip/topic.ts'
import { cloneHeads } from '../../src/log/inheritance.ts'
import type { Step } from '../../src/log/publication.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { objectId, text } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

const MAX_REOFFERED = 100

async function clone(
  { festival, title, from, to }: PanelParams<'festival.clone'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.clone'>> {
  const { db, random, clock, network } = context
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  const original = await db.festivals.get(festival)
  if (original === undefined) return refused('unknown-festival')
  const dates = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  if (isInverted(dates)) return refused('interval-inverted')
  const heads = await cloneHeads(new DexieLogStore(db), festival, original.inherited?.heads ?? [])
  const pieces = listInPieces(heads)
  if (pieces === undefined) return refused('clone-too-large')
  const [first, ...more] = pieces
  const { visibility } = original
  const { persona, trackers } = member.value
  const secretKey = random.bytes(32)
  const nonce = toHex(random.bytes(16))
  const at = clock.now()
  const fields = { ...clonedFields(original), title, ...dates, visibility, nonce }
  const written = await append(context, {
    id,
    persona,
    festival: 'new',
    prepare: async () =>
      ok([
        (): ReturnType<Step> => ({ v: 1, op: 'festival.create', at, ...fields, forkOf: { festival, heads: first } }),
        ...more.map((piece): Step => () => ({ v: 1, op: 'festival.heads', at, heads: piece })),
      ]),
    membership: (made) => {
      const topicKey = visibility === 'closed' ? secretKey : topicKeyOf(made)
      return { festival: made, topicKey, trackers, title, joinedAt: at, persona }
    },
  })
  if (!written.ok) return written
  const made = written.value[0].id
  await writeSetting(db, 'currentFestival', made)
  await network.refresh()
  return ok({ festival: made, logs: heads.length })
}

async function reoffer(
  { festival, resources }: PanelParams<'festival.reoffer'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.reoffer'>> {
  const { db } = context
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  const { persona } = member.value
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const row = await db.festivals.get(festival)
      if (row?.forkOf === undefined) return refused('unknown-festival')
      const inheritance = await readInherited(db, festival)
      const here = await db.resources.where({ festival, owner: persona }).toArray()
      const mine = new Set(notOfferedYet(inheritance, persona, here))
      const days = daysLater(row, inheritance.rows.festivals.get(row.forkOf))
      const steps: Step[] = []
      for (const origin of new Set(resources)) {
        const resource = inheritance.rows.resources.get(origin)
        if (resource === undefined || !mine.has(origin)) return refused('unknown-resource', { resource: origin })
        const offered = offeredAgain(resource, days, row.timezone)
        steps.push(() => ({ v: 1, op: 'resource.create', at, ...offered }))
      }
      return ok(steps)
    },
  })
  return written.ok ? ok({ resources: written.value.map((receipt) => receipt.id) }) : written
}

const time = v.exactOptional(v.number())

export const cloneHandlers: Handlers<'festival.clone' | 'festival.reoffer'> = {
  'festival.clone': {
    params: v.strictObject({ festival: objectId, title: text(200), from: time, to: time }),
    run: clone,
  },
  'festival.reoffer': {
    params: v.strictObject({
      festival: objectId,
      resources: v.pipe(v.array(objectId), v.minLength(1), v.maxLength(MAX_REOFFERED)),
    }),
    run: reoffer,
  },
}
