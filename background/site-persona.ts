// Who I am for a web site (DESIGN 8, decision 0031). A permission is for one persona, so a site knows whoever was chosen when it
// was allowed; another one only after the user said so on a prompt.

import { personasIn, readDefaultPersona } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import type { PermissionRow } from '../src/adapters/dexie/schema.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Context } from './context.ts'
import { permissionsOf, type Site } from './permissions.ts'
import { festivalOfScopes } from './scopes.ts'

type Here = Pick<Context, 'db' | 'clock'>

/**
 * As whom a call of a site is answered: of the personas that it has a permission for, the one that I am in the festival that
 * the call is about; else the one allowed to do something there; else the one allowed last. Without any permission, whom it
 * would be asked as. Undefined before there is a persona.
 */
export async function sitePersona(here: Here, site: Site, festival?: FestivalId): Promise<PublicKey | undefined> {
  const rows = await permissionsOf(here.db, site, here.clock.now())
  if (rows.length === 0) return personaToAsk(here, site, festival)
  const membership = festival === undefined ? undefined : await readMembership(here.db, festival)
  const mine = membership === undefined ? [] : personasIn(membership)
  const ofMine = mine.map((key) => rows.find(({ persona }) => persona === key)).find((row) => row !== undefined)
  const row = ofMine ?? rows.find((each) => isAbout(each, festival)) ?? rows[0]
  return row?.persona
}

/**
 * Whom a prompt offers first: who I am in the festival that the site asks about, else whom it knows already, else the persona
 * for new festivals. Undefined before there is a persona.
 */
export async function personaToAsk(
  { db, clock }: Here,
  site: Site,
  festival?: FestivalId,
): Promise<PublicKey | undefined> {
  const membership = festival === undefined ? undefined : await readMembership(db, festival)
  if (membership !== undefined) return membership.persona
  const [known] = await permissionsOf(db, site, clock.now())
  return known?.persona ?? readDefaultPersona(db)
}

function isAbout({ scopes }: PermissionRow, festival: FestivalId | undefined): boolean {
  return festival !== undefined && scopes.some((scope) => festivalOfScopes([scope]) === festival)
}
