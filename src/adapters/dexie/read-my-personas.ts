// My personas as a person sees them: what I call them, where they are, which one comes along to new festivals. Only here.

import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { Membership } from '../../ports/log-store.ts'
import { isRetired, personasIn, readDefaultPersona, readPersonaKeys } from './persona-rows.ts'
import { readMemberships } from './queries.ts'
import type { Database } from './schema.ts'
import { readSetting } from './settings.ts'

export interface MyPersona {
  publicKey: PublicKey
  /** What I call it, for myself. */
  label?: string
  /** New festivals are made and joined as it unless I say otherwise. */
  isDefault: boolean
  retired: boolean
  /** Festivals in which I am this persona now. */
  festivals: FestivalId[]
  /** Festivals in which I was it before. */
  earlier: FestivalId[]
}

/** All of them, the main one first. */
export async function readMyPersonas(db: Database): Promise<MyPersona[]> {
  const [keys, labels, usual, memberships] = await Promise.all([
    readPersonaKeys(db),
    readSetting(db, 'personaLabels'),
    readDefaultPersona(db),
    readMemberships(db),
  ])
  const mine: MyPersona[] = []
  for (const publicKey of keys) {
    const here = memberships.filter((membership) => personasIn(membership).includes(publicKey))
    const isNow = (membership: Membership): boolean => membership.persona === publicKey
    const persona: MyPersona = {
      publicKey,
      isDefault: publicKey === usual,
      retired: await isRetired(db, publicKey),
      festivals: here.filter(isNow).map(({ festival }) => festival),
      earlier: here.filter((membership) => !isNow(membership)).map(({ festival }) => festival),
    }
    const label = labels?.[publicKey]
    if (label !== undefined) persona.label = label
    mine.push(persona)
  }
  return mine
}
