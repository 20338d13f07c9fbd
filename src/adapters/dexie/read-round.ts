// What a round of automatic decisions looks at (DESIGN 5.4), in one festival: what waits for a policy, and what could be in its
// way. What waits for a person is counted in thousands and is not read. Of a lottery that has to be drawn everything, because a
// draw begins also when nobody asked.

import { homeOf } from '../../festival/home.ts'
import type { FestivalRows } from '../../festival/overview.ts'
import type { WaitingRow } from '../../festival/standing-rows.ts'
import type { ResourceRow } from '../../festival/views.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import { merged } from './merged-rows.ts'
import type { Database } from './schema.ts'
import { nextExpiry, readTurnOfPolicies } from './read-waiting-part.ts'
import { readSetting } from './settings.ts'
import { waitingFor, withDecisive, withTaken } from './waiting-rows.ts'

/** Who decides: `active` is the log that would be written, absent when the next entry begins one. `now` is UTC ms. */
export interface RoundOf {
  readonly me: PublicKey
  readonly active: number | undefined
  readonly now: number
}

export interface RoundRows {
  /** Whether anything in the festival is of `me`. */
  readonly lends: boolean
  readonly rows: FestivalRows
  /** When something that waits for a person expires next, in any festival, UTC ms. */
  readonly expires?: number
}

/** The rows of a round. */
export async function readRound(db: Database, festival: FestivalId, round: RoundOf): Promise<RoundRows> {
  const { me, now } = round
  return readViews(db, async () => {
    const mine = await db.resources.where('[festival+owner]').equals([festival, me]).toArray()
    const [waiting, expires] = await atOnce([readUndecided(db, festival, mine, round), nextExpiry(db, round)])
    const decisive = await withDecisive(db, waiting, now)
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
    return {
      lends: mine.length > 0,
      rows: toDraw.length === 0 ? known : await withAll(db, known, toDraw),
      ...(expires === undefined ? {} : { expires }),
    }
  })
}

/** What waits for a policy; all that waits where a person has to be told that it is for something in another log. */
async function readUndecided(
  db: Database,
  festival: FestivalId,
  mine: readonly ResourceRow[],
  { me, active }: RoundOf,
): Promise<WaitingRow[]> {
  const isElsewhere = mine.some((resource) => resource.policy.kind === 'manual' && homeOf(resource) !== active)
  return isElsewhere ? waitingFor(db, me, festival) : readTurnOfPolicies(db, me, festival)
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
