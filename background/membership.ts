// Festivals that this node follows: finding one's membership, and the rows of new ones (DESIGN 4.2, 6).

import { readMembership } from '../src/adapters/dexie/queries.ts'
import { DEFAULT_TRACKERS, readSetting } from '../src/adapters/dexie/settings.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Membership } from '../src/ports/log-store.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'

/** The membership in a festival, which also says as which persona. */
export async function memberOf(
  { db }: Pick<Context, 'db'>,
  festival: FestivalId,
): Promise<Result<Membership, PanelError>> {
  const membership = await readMembership(db, festival)
  return membership === undefined ? err({ code: 'unknown-festival' }) : ok(membership)
}

/** Meeting points for a festival that is made here. */
export async function ownTrackers({ db }: Pick<Context, 'db'>): Promise<string[]> {
  return (await readSetting(db, 'trackers')) ?? [...DEFAULT_TRACKERS]
}
