// What waits for me, is not over, and nobody told me of yet. Thousands can wait that I was told of: of these the ids are enough.

import { inbox } from '../../festival/inbox.ts'
import type { InboxItem } from '../../festival/overview.ts'
import type { WaitingRow } from '../../festival/standing-rows.ts'
import type { PublicKey } from '../../operations/ids.ts'
import { atOnce, readViews } from './at-once.ts'
import { readAhead, readTurnOfPolicies } from './read-waiting-part.ts'
import type { Database } from './schema.ts'
import { readLeftToOwner, readSetting } from './settings.ts'
import { withDecisive } from './waiting-rows.ts'

/** Requests that wait for an answer of `me` by hand, without what is in their way. `now` is UTC ms. */
export async function readUntold(db: Database, me: PublicKey, now: number): Promise<InboxItem[]> {
  const told = new Set(await db.told.toCollection().primaryKeys())
  return readViews(db, async () => {
    const [{ running, coming }, policys, notes, left] = await atOnce([
      readAhead(db, { me, now }),
      readTurnOfPolicies(db, me),
      readLeftToOwner(db),
      readSetting(db, 'left'),
    ])
    const found = await db.standings.bulkGet(coming.filter((id) => !told.has(id)))
    const byHand = found.filter((row): row is WaitingRow => row?.state === 'waiting')
    const rows = [...running, ...byHand, ...policys].filter(({ festival }) => left?.[festival] === undefined)
    const decisive = await withDecisive(db, rows, now)
    return inbox(decisive, me, now, notes).filter(({ request }) => request.to > now && !told.has(request.id))
  })
}
