// Who I am: the personas of this wallet, and as which of them I am in a festival (decision 0031). Public keys only.

import type { PublicKey } from '../../operations/ids.ts'
import type { Membership } from '../../ports/log-store.ts'
import type { Database } from './schema.ts'
import { readSetting } from './settings.ts'

/** All personas of the wallet, the main one first. */
export async function readPersonaKeys(db: Database): Promise<PublicKey[]> {
  const personas = (await readSetting(db, 'personas')) ?? []
  return personas.map(({ publicKey }) => publicKey)
}

/** The main persona of the wallet; undefined before there is one. */
export async function readPersona(db: Database): Promise<PublicKey | undefined> {
  return (await readPersonaKeys(db))[0]
}

/** The persona that a festival is made or joined as when nobody says otherwise; undefined before there is one. */
export async function readDefaultPersona(db: Database): Promise<PublicKey | undefined> {
  const [keys, chosen] = await Promise.all([readPersonaKeys(db), readSetting(db, 'defaultPersona')])
  return keys.find((key) => key === chosen) ?? keys[0]
}

/** Everybody that I am in a festival: who I am there now, then who I was before. */
export function personasIn({ persona, earlier = [] }: Membership): PublicKey[] {
  return [persona, ...earlier]
}
