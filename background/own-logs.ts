// My own logs that must not go on (DESIGN 4.2): another log of mine continues them, they are forked, or a newer own log took
// their place. They are stopped as soon as it is seen, so that the network half takes them from outside like anybody's; the
// next thing that I write begins a new log.

import { readClaims } from '../src/adapters/dexie/claim-rows.ts'
import { logIdOf } from '../src/adapters/dexie/log-id-key.ts'
import { personasIn } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import type { LogRow } from '../src/adapters/dexie/schema.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import { homeOf } from '../src/festival/home.ts'
import type { Homed } from '../src/festival/views.ts'
import type { StoredLog } from '../src/ports/log-store.ts'
import type { Context } from './context.ts'

/** Stops what has to be stopped in these festivals. Doing it again changes nothing. */
export async function stopLeftLogs(
  context: Pick<Context, 'db' | 'store'>,
  festivals: readonly FestivalId[],
): Promise<void> {
  for (const festival of festivals) {
    const membership = await readMembership(context.db, festival)
    if (membership === undefined) continue
    for (const me of personasIn(membership)) await stopIn(context, festival, me)
  }
}

async function stopIn(
  { db, store }: Pick<Context, 'db' | 'store'>,
  festival: FestivalId,
  me: PublicKey,
): Promise<void> {
  const own = (await store.logsOf(me, festival)).filter((log) => log.own)
  if (own.every((log) => log.stopped)) return
  const claims = await readClaims(db, festival, me)
  for (const log of own) {
    const isContinued = claims.some((claim) => claim.log !== log.id && logIdOf(claim.logId) === log.logId)
    const isOld = log !== own.at(-1)
    if (!log.stopped && (isContinued || isOld || log.forkedAt !== undefined)) await store.stop(me, log.logId)
  }
}

/** The log that the next entry would go into, if it is there already. */
export async function activeLog(
  { store }: Pick<Context, 'store'>,
  festival: FestivalId,
  me: PublicKey,
): Promise<StoredLog | undefined> {
  const log = await store.ownLog(me, festival)
  return log === undefined || log.stopped || log.ended || log.forkedAt !== undefined ? undefined : log
}

/** The log in which a resource, an event, a request or a festival lives now; undefined for one that is not here. */
export async function homeLog({ db }: Pick<Context, 'db'>, object: ObjectId): Promise<LogRow | undefined> {
  for (const table of [db.resources, db.events, db.requests, db.festivals]) {
    const row: Homed | undefined = await table.get(object)
    const log = row === undefined ? undefined : await db.logs.get(homeOf(row))
    if (log !== undefined) return log
  }
  return undefined
}

/** The id of that log. */
export async function homeLogId(context: Pick<Context, 'db'>, object: ObjectId): Promise<bigint | undefined> {
  const log = await homeLog(context, object)
  return log && logIdOf(log.logId)
}
