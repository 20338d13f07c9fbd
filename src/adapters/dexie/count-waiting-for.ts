// How many requests a new policy of a thing of mine would have to decide (DESIGN 5.4).

import type { ResourceRow } from '../../festival/views.ts'
import type { Database } from './schema.ts'

/** Requests for one resource of mine that nobody answered and that have not expired at `now`, UTC ms. */
export async function countWaitingFor(
  db: Database,
  { id, owner, festival }: Pick<ResourceRow, 'id' | 'owner' | 'festival'>,
  now: number,
): Promise<number> {
  const rows = await db.standings.where('[owner+state+festival]').equals([owner, 'waiting', festival]).toArray()
  return rows.filter((row) => {
    if (row.resource !== id || row.state !== 'waiting' || row.answered === 1) return false
    return row.asked.expires === undefined || row.asked.expires > now
  }).length
}
