// What a round of automatic decisions looks at (DESIGN 5.4), in one festival: what waits, and what could be in its way. Of a
// lottery that has to be drawn everything, because a draw begins also when nobody asked.

import type { FestivalRows } from '../../festival/overview.ts'
import type { ResourceRow } from '../../festival/views.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import { merged } from './merged-rows.ts'
import type { Database } from './schema.ts'
import { readSetting } from './settings.ts'
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
    const waits = new Set(rows.requests.map(({ resource }) => resource))
    const begun = (await readSetting(db, 'draws')) ?? {}
    const toDraw = lotteries.filter((resource) => {
      return isDue(resource, now) && (waits.has(resource.id) || begun[drawKey(resource)] === undefined)
    })
    const known = merged(rows, { resources: lotteries })
    return { lends: mine.length > 0, rows: toDraw.length === 0 ? known : await withAll(db, known, toDraw) }
  })
}

function isDue({ policy }: ResourceRow, now: number): boolean {
  return policy.kind === 'lottery' && policy.until <= now
}

/** Names a draw in the settings: a lottery with another commitment is another one. Empty for what is no lottery. */
export function drawKey({ id, policy }: Pick<ResourceRow, 'id' | 'policy'>): string {
  return policy.kind === 'lottery' ? `${id}/${policy.commitment}` : ''
}

async function withAll(db: Database, rows: FestivalRows, lotteries: readonly ResourceRow[]): Promise<FestivalRows> {
  const ids = lotteries.map(({ id }) => id)
  const [requests, answers] = await atOnce([
    db.requests.where('resource').anyOf(ids).toArray(),
    db.answers.where('resource').anyOf(ids).toArray(),
  ])
  const events = await db.events.bulkGet([...new Set(requests.map(({ event }) => event))])
  return merged(rows, { events, requests, answers })
}
