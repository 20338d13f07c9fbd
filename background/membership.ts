// Festivals that this node follows: finding one's membership, and the rows of new ones (DESIGN 4.2, 6).

import { personasIn } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import { DEFAULT_TRACKERS, readSetting } from '../src/adapters/dexie/settings.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { Membership } from '../src/ports/log-store.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { homeLog } from './own-logs.ts'

/** The membership in a festival, which also says as which persona. */
export async function memberOf(
  { db }: Pick<Context, 'db'>,
  festival: FestivalId,
): Promise<Result<Membership, PanelError>> {
  const membership = await readMembership(db, festival)
  return membership === undefined ? err({ code: 'unknown-festival' }) : ok(membership)
}

/** The same of a festival that others may hear of; a demo is refused. */
export async function sharedMemberOf(
  context: Pick<Context, 'db'>,
  festival: FestivalId,
): Promise<Result<Membership, PanelError>> {
  const member = await memberOf(context, festival)
  return member.ok && member.value.demo === true ? err({ code: 'demo-only' }) : member
}

/**
 * The membership as whoever made something there: what is there stays with its maker, as long as that is me (decision 0031).
 * Of what somebody else made it is as who I am there now, and whoever checks refuses.
 */
export function asMaker(membership: Membership, maker: PublicKey | undefined): Membership {
  const persona = personasIn(membership).find((key) => key === maker) ?? membership.persona
  return { ...membership, persona }
}

/** The same, with the maker looked up: the author of the log in which the object lives. */
export async function memberAsMaker(
  context: Pick<Context, 'db'>,
  festival: FestivalId,
  object: ObjectId | undefined,
): Promise<Result<Membership, PanelError>> {
  const member = await memberOf(context, festival)
  if (!member.ok || object === undefined) return member
  return ok(asMaker(member.value, (await homeLog(context, object))?.author))
}

/** Meeting points for a festival that is made here. */
export async function ownTrackers({ db }: Pick<Context, 'db'>): Promise<string[]> {
  return (await readSetting(db, 'trackers')) ?? [...DEFAULT_TRACKERS]
}
