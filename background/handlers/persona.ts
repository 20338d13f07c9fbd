// Commands about my personas and their profiles.

import * as v from 'valibot'
import { readPersonaKeys } from '../../src/adapters/dexie/persona-rows.ts'
import { readSetting, writeSetting } from '../../src/adapters/dexie/settings.ts'
import { ok } from '../../src/bamboo/result.ts'
import { nextProfileTime } from '../../src/festival/profile-rows.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { chosenPersona, newPersona } from '../chosen-persona.ts'
import { followAs } from '../follow.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { retire } from '../retirement.ts'
import { asWhom, objectId, publicKey, text } from '../shapes.ts'
import { fields, type HandlerContext, type Handlers } from './handler.ts'

/** UTF-16 units of what I call a persona of mine. */
const MAX_LABEL = 100

type PersonaCommand =
  | 'persona.create'
  | 'persona.add'
  | 'persona.label'
  | 'persona.default'
  | 'persona.switch'
  | 'persona.retire'
  | 'profile.set'

async function retirePersona(
  { persona, successor: as }: PanelParams<'persona.retire'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'persona.retire'>> {
  if (!(await readPersonaKeys(context.db)).includes(persona) || as === persona) return refused('unknown-persona')
  const successor = as === undefined ? ok(undefined) : await chosenPersona(context, as, id)
  return successor.ok ? retire(context, { persona, successor: successor.value }, id) : successor
}

export const personaHandlers: Handlers<PersonaCommand> = {
  'persona.create': {
    params: v.strictObject({}),
    run: async (_, { wallet }) => {
      const made = await wallet.createPersona()
      return made.ok ? made : refused(made.error === 'damaged' ? 'wallet-damaged' : 'locked')
    },
  },
  'persona.add': {
    params: v.strictObject({}),
    run: async (_, context, id) => {
      const made = await newPersona(context, id)
      return made.ok ? ok({ publicKey: made.value }) : made
    },
  },
  'persona.label': {
    params: v.strictObject({ persona: publicKey, label: text(MAX_LABEL) }),
    run: async ({ persona, label }, { db }) => {
      if (!(await readPersonaKeys(db)).includes(persona)) return refused('unknown-persona')
      await db.transaction('rw', db.settings, async () => {
        const { [persona]: _before, ...others } = (await readSetting(db, 'personaLabels')) ?? {}
        await writeSetting(db, 'personaLabels', label.trim() === '' ? others : { ...others, [persona]: label.trim() })
      })
      return ok({})
    },
  },
  'persona.default': {
    params: v.strictObject({ persona: publicKey }),
    run: async ({ persona }, context, id) => {
      const chosen = await chosenPersona(context, persona, id)
      if (!chosen.ok) return chosen
      await writeSetting(context.db, 'defaultPersona', persona)
      return ok({})
    },
  },
  'persona.switch': {
    params: v.strictObject({ festival: objectId, as: asWhom }),
    run: async ({ festival, as }, context, id) => {
      const member = await memberOf(context, festival)
      if (!member.ok) return member
      const chosen = await chosenPersona(context, as, id)
      if (!chosen.ok) return chosen
      const refusal = await followAs(context, festival, chosen.value, id)
      return refusal === undefined ? ok({ persona: chosen.value }) : { ok: false, error: refusal }
    },
  },
  'persona.retire': {
    params: v.strictObject({ persona: publicKey, successor: v.exactOptional(asWhom) }),
    run: retirePersona,
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
