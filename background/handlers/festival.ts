// Commands about festivals: create, join by an invite, make an invite.

import * as v from 'valibot'
import { toHex } from '../../src/bamboo/bytes.ts'
import { ok } from '../../src/bamboo/result.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { encodeInvite } from '../../src/festival/invite.ts'
import { topicKeyOf } from '../../src/gossip/topic.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { chosenPersona } from '../chosen-persona.ts'
import { followInvite } from '../follow.ts'
import { isInverted } from '../intervals.ts'
import { ownTrackers, sharedMemberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { whyUnsigned } from '../unsigned.ts'
import { asWhom, objectId, text } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'
import { listNew } from './nesting.ts'

async function create(
  { as, ...params }: PanelParams<'festival.create'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.create'>> {
  const { random, clock, db, network } = context
  if (isInverted(params)) return refused('interval-inverted')
  const { parent } = params
  const around = parent === undefined ? undefined : await sharedMemberOf(context, parent)
  if (around?.ok === false) return around
  const chosen = await chosenPersona(context, as, id, around?.value.persona)
  if (!chosen.ok) return chosen
  const persona = chosen.value
  const now = clock.now()
  const trackers = await ownTrackers(context)
  const secretKey = random.bytes(32)
  const nonce = toHex(random.bytes(16))
  const written = await append(context, {
    id,
    persona,
    festival: 'new',
    prepare: async () => ok([() => ({ v: 1, op: 'festival.create', at: now, ...params, nonce })]),
    membership: (festival) => {
      const topicKey = params.visibility === 'closed' ? secretKey : topicKeyOf(festival)
      return { festival, topicKey, trackers, title: params.title, joinedAt: now, persona }
    },
  })
  if (!written.ok) return written
  const festival = written.value[0].id
  await writeSetting(db, 'currentFestival', festival)
  await network.refresh()
  const isListed = parent !== undefined && (await listNew(context, parent, festival, `${id}/list`))
  return ok({ festival, listed: isListed })
}

async function join(
  { invite: source, as }: PanelParams<'festival.join'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'festival.join'>> {
  return followInvite(context, source, () => chosenPersona(context, as, id), id)
}

async function invite(
  { festival }: PanelParams<'festival.invite'>,
  context: HandlerContext,
): Promise<PanelResponse<'festival.invite'>> {
  const member = await sharedMemberOf(context, festival)
  if (!member.ok) return member
  const { persona, topicKey, trackers, title } = member.value
  const row = await context.db.festivals.get(festival)
  const isOpen = toHex(topicKey) === toHex(topicKeyOf(festival))
  const signer = context.wallet.signerFor(persona)
  try {
    const text = await encodeInvite({
      festival,
      title: row?.title ?? title ?? festival.slice(0, 12),
      trackers,
      invitedBy: persona,
      sign: (message) => signer.sign(message),
      ...(isOpen ? {} : { topicKey }),
    })
    return ok({ invite: text })
  } catch {
    return { ok: false, error: await whyUnsigned(context, persona) }
  }
}

export const festivalHandlers: Handlers<'festival.create' | 'festival.join' | 'festival.invite'> = {
  'festival.create': {
    params: v.pipe(
      fields<PanelParams<'festival.create'>>(),
      v.check(({ parent }) => parent === undefined || v.is(objectId, parent)),
      v.check(({ as }) => as === undefined || v.is(asWhom, as)),
    ),
    run: create,
  },
  'festival.join': { params: v.strictObject({ invite: text(65_536), as: v.exactOptional(asWhom) }), run: join },
  'festival.invite': { params: v.strictObject({ festival: objectId }), run: invite },
}
