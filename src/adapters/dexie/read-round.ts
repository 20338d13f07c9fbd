// What a round of automatic decisions looks at (DESIGN 5.4), in one festival: what waits, and what could be in its way. Of
// lotteries everything, because a draw begins also when nobody asked.

import type { FestivalRows } from '../../festival/overview.ts'
import type { ResourceRow } from '../../festival/views.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import { merged } from './merged-rows.ts'
import type { Database } from './schema.ts'
import { readWaiting, withTaken } from './waiting-rows.ts'

/** The rows of a round; `lends` is whether anything in the festival is of `me`. `now` is UTC ms. */
export async function readRound(
  db: Database,
  festival: FestivalId,
  me: PublicKey,
  now: number,
): Promise<{ lends: boolean; rows: FestivalRows }> {
  return readViews(db, async () => {
    const [mine, decisive] = await atOnce([
      db.resources.where('[festival+owner]').equals([festival, me]).toArray(),
      readWaiting(db, me, now, festival),
    ])
    const automatic = decisive.requests.filter((request) => {
      const resource = decisive.resources.get(request.resource)
      return resource !== undefined && resource.policy.kind !== 'manual'
    })
    const rows = await withTaken(db, decisive, automatic)
    const lotteries = mine.filter(({ policy }) => policy.kind === 'lottery')
    return { lends: mine.length > 0, rows: lotteries.length === 0 ? rows : await withAll(db, rows, lotteries) }
  })
}

async function withAll(db: Database, rows: FestivalRows, lotteries: readonly ResourceRow[]): Promise<FestivalRows> {
  const ids = lotteries.map(({ id }) => id)
  const [requests, answers] = await atOnce([
    db.requests.where('resource').anyOf(ids).toArray(),
    db.answers.where('resource').anyOf(ids).toArray(),
  ])
  const events = await db.events.bulkGet([...new Set(requests.map(({ event }) => event))])
  return merged(rows, { resources: lotteries, events, requests, answers })
}
