// Commands about other people (DESIGN 5.7). All of it is between me and my browser: nothing is published, nobody is told.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { writePetname } from '../../src/adapters/dexie/petname-rows.ts'
import { readMemberships } from '../../src/adapters/dexie/queries.ts'
import { writeQuota } from '../../src/adapters/dexie/quota-rows.ts'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import { DEFAULT_QUOTA } from '../../src/log/limits.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { objectId, publicKey, text } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

/** UTF-16 units of a name that I give to somebody. */
const MAX_PETNAME = 100
/** More than any festival needs, less than what would fill a disk by a slip of the finger. */
const MAX_QUOTA = { entries: 1_000_000, bytes: 8 * 1024 ** 3 }

async function isMe({ db }: HandlerContext, author: PublicKey): Promise<boolean> {
  const personas = (await readSetting(db, 'personas')) ?? []
  return personas.some((persona) => persona.publicKey === author)
}

async function block(
  { author }: PanelParams<'person.block'>,
  context: HandlerContext,
): Promise<PanelResponse<'person.block'>> {
  if (await isMe(context, author)) return refused('own-persona')
  await context.store.block(author)
  return lookAgain(context)
}

async function unblock(
  { author }: PanelParams<'person.unblock'>,
  context: HandlerContext,
): Promise<PanelResponse<'person.unblock'>> {
  await context.store.unblock(author)
  return lookAgain(context)
}

/** The network half asks for what is wanted now; policies, badge and web sites see what is there now. */
async function lookAgain(context: HandlerContext): Promise<{ ok: true; value: Record<string, never> }> {
  await context.network.refresh()
  context.changed((await readMemberships(context.db)).map(({ festival }) => festival))
  return ok({})
}

async function setQuota(
  { author, festival, ...quota }: PanelParams<'quota.set'>,
  context: HandlerContext,
): Promise<PanelResponse<'quota.set'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  await writeQuota(context.db, { author, festival }, quota)
  await context.network.refresh()
  return ok({})
}

const person = v.strictObject({ author: publicKey })

export const personHandlers: Handlers<'person.block' | 'person.unblock' | 'person.petname' | 'quota.set'> = {
  'person.block': { params: person, run: block },
  'person.unblock': { params: person, run: unblock },
  'person.petname': {
    params: v.strictObject({ author: publicKey, name: text(MAX_PETNAME) }),
    run: async ({ author, name }, context) => {
      if (await isMe(context, author)) return refused('own-persona')
      await writePetname(context.db, author, name)
      return ok({})
    },
  },
  'quota.set': {
    params: v.strictObject({
      author: publicKey,
      festival: objectId,
      entries: within(DEFAULT_QUOTA.entries, MAX_QUOTA.entries),
      bytes: within(DEFAULT_QUOTA.bytes, MAX_QUOTA.bytes),
    }),
    run: setQuota,
  },
}

function within(least: number, most: number): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most))
}
