// Commands about doing a festival again (DESIGN 5.6): a clone of it, and one's own things and events in the clone.

import * as v from 'valibot'
import { toHex } from '../../src/bamboo/bytes.ts'
import { ok, type Result } from '../../src/bamboo/result.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import {
  notOfferedYet,
  readInherited,
  readNotCopied,
  type Inheritance,
} from '../../src/adapters/dexie/read-inherited.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { clonedFields, daysLater, listInPieces, offeredAgain } from '../../src/festival/clone.ts'
import { topicKeyOf } from '../../src/gossip/topic.ts'
import { cloneHeads } from '../../src/log/inheritance.ts'
import type { FestivalRow } from '../../src/festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Step } from '../../src/log/publication.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { isInverted } from '../intervals.ts'
import { memberOf, sharedMemberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { objectId, text } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

const MAX_TICKED = 100

type Prepared = Result<Step[], PanelError>

async function clone(
  { festival, title, from, to }: PanelParams<'festival.clone'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.clone'>> {
  const { db, random, clock, network } = context
  const member = await sharedMemberOf(context, festival)
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

/** Writes into a clone what `steps` makes of what it inherits, as it is when its turn comes. */
async function again(
  festival: FestivalId,
  context: HandlerContext,
  id: string,
  steps: (memory: { row: FestivalRow; inheritance: Inheritance; me: PublicKey; at: number }) => Promise<Prepared>,
): Promise<Result<ObjectId[], PanelError>> {
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
      return steps({ row, inheritance: await readInherited(db, festival), me: persona, at })
    },
  })
  return written.ok ? ok(written.value.map((receipt) => receipt.id)) : written
}

async function reoffer(
  { festival, resources }: PanelParams<'festival.reoffer'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.reoffer'>> {
  const written = await again(festival, context, id, async ({ row, inheritance: { rows }, inheritance, me, at }) => {
    const here = await context.db.resources.where({ festival, owner: me }).toArray()
    const mine = new Set(notOfferedYet(inheritance, me, here))
    const original = row.forkOf === undefined ? undefined : rows.festivals.get(row.forkOf)
    const days = daysLater(row, original)
    const steps: Step[] = []
    for (const origin of new Set(resources)) {
      const resource = rows.resources.get(origin)
      if (resource === undefined || !mine.has(origin)) return refused('unknown-resource', { resource: origin })
      const offered = offeredAgain(resource, days, row.timezone)
      steps.push(() => ({ v: 1, op: 'resource.create', at, ...offered }))
    }
    return ok(steps)
  })
  return written.ok ? ok({ resources: written.value }) : written
}

async function copyEvents(
  { festival, events }: PanelParams<'event.copy'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'event.copy'>> {
  const written = await again(festival, context, id, async ({ inheritance, me, at }) => {
    const left = await readNotCopied(context.db, inheritance, festival, me)
    const copies = new Map(left.map(({ event, copy }) => [event.id, copy]))
    const steps: Step[] = []
    for (const event of new Set(events)) {
      const copy = copies.get(event)
      if (copy === undefined) return refused('unknown-event', { event })
      steps.push(() => ({ v: 1, op: 'event.create', at, ...copy }))
    }
    return ok(steps)
  })
  return written.ok ? ok({ events: written.value }) : written
}

/** Of things or events that are ticked at once. */
const ticked = v.pipe(v.array(objectId), v.minLength(1), v.maxLength(MAX_TICKED))
const time = v.exactOptional(v.number())

export const cloneHandlers: Handlers<'festival.clone' | 'festival.reoffer' | 'event.copy'> = {
  'festival.clone': {
    params: v.strictObject({ festival: objectId, title: text(200), from: time, to: time }),
    run: clone,
  },
  'festival.reoffer': {
    params: v.strictObject({ festival: objectId, resources: ticked }),
    run: reoffer,
  },
  'event.copy': { params: v.strictObject({ festival: objectId, events: ticked }), run: copyEvents },
}
