// Leaving a festival (decision 0027): the membership goes in one transaction with the outcome of the command. Forgetting what is
// stored of it is noted there and done afterwards, author by author, so that it survives a killed worker.

import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { setArchived } from './archive-rows.ts'
import { Arrivals } from './arrivals.ts'
import { PROJECTED_TABLES } from './batch-rows.ts'
import { dropArrivals, dropEntries } from './block-rows.ts'
import { forgetDemo } from './demo-rows.ts'
import { logIdKey, logIdOf } from './log-id-key.ts'
import { readMembership, readMemberships } from './queries.ts'
import { refoldAuthor } from './refold-author.ts'
import type { CommandRow, Database, LogRow } from './schema.ts'
import { readSetting, writeSetting } from './settings.ts'

/** Ends the membership, and notes that the data goes too when `forget` is true. */
export async function leaveFestival(
  db: Database,
  festival: FestivalId,
  { forget, command }: { forget: boolean; command: CommandRow },
): Promise<void> {
  await db.transaction('rw', db.memberships, db.settings, db.commands, async () => {
    await db.commands.put(command)
    await db.memberships.delete(festival)
    if ((await readSetting(db, 'currentFestival')) === festival) await db.settings.delete('currentFestival')
    await setArchived(db, festival, false)
    const others = await readSetting(db, 'left')
    await writeSetting(db, 'left', { ...others, [festival]: forget ? 'forgetting' : 'kept' })
  })
}

/** Somebody is about to follow it again: nothing more of it is forgotten, and what waits there waits again. */
export async function comeBack(db: Database, festival: FestivalId): Promise<void> {
  await db.transaction('rw', db.settings, () => noLongerLeft(db, festival))
}

/** Festivals that were left and whose data stays. */
export async function readKeptLeft(db: Database): Promise<FestivalId[]> {
  const left = Object.entries((await readSetting(db, 'left')) ?? {}) as [FestivalId, 'kept' | 'forgetting'][]
  return left.flatMap(([festival, what]) => (what === 'kept' ? [festival] : []))
}

/** Inside a transaction over settings and memberships: these were left elsewhere, unless they are known here. */
export async function noteLeft(db: Database, festivals: readonly FestivalId[]): Promise<void> {
  const left = { ...(await readSetting(db, 'left')) }
  for (const festival of festivals) {
    if ((await readMembership(db, festival)) === undefined) left[festival] ??= 'kept'
  }
  await writeSetting(db, 'left', left)
}

/**
 * Drops what is stored of festivals that are to be forgotten. Doing it again goes on where it stopped. A festival is forgotten
 * once nothing of it was found: what the network half was storing just then comes after the first time.
 */
export async function forgetLeft(db: Database): Promise<void> {
  const left = Object.entries((await readSetting(db, 'left')) ?? {}) as [FestivalId, 'kept' | 'forgetting'][]
  for (const [festival] of left.filter(([, what]) => what === 'forgetting')) {
    await forgetDemo(db, festival)
    const kept = await inheritedLogs(db)
    const logs = await db.logs.where('festival').equals(festival).toArray()
    const gone = logs.filter((log) => !kept.has(logName(log)))
    for (const author of new Set(gone.map((log) => log.author))) await forgetAuthor(db, festival, author, kept)
    await forgetRest(db, festival, gone.length === 0)
  }
}

/** In one transaction. Whoever came back meanwhile keeps what is left. */
async function forgetAuthor(
  db: Database,
  festival: FestivalId,
  author: PublicKey,
  kept: ReadonlySet<string>,
): Promise<void> {
  const views = PROJECTED_TABLES.map((table) => db.table(table))
  const entries = [db.logs, db.segments, db.tail, db.sparse, db.holes, db.delivery]
  const tables = [...entries, db.claims, db.retracts, db.arrivals, db.settings, db.memberships, ...views]
  await db.transaction('rw', tables, async () => {
    if ((await readMembership(db, festival)) !== undefined) return
    const logs = await db.logs.where('[festival+author]').equals([festival, author]).toArray()
    const gone = logs.filter((log) => !kept.has(logName(log)))
    for (const log of gone) {
      await dropArrivals(db, log.id)
      await dropEntries(db, log.id)
      await db.logs.put({ ...log, seqNum: 0, verified: 0, bytes: 0, folded: 0, ended: 0 })
    }
    // The projector's own way from entries to rows: without entries there are none.
    await refoldAuthor(db, { festival, author }, new Arrivals(db))
    await db.logs.bulkDelete(gone.map(({ id }) => id))
  })
}

async function forgetRest(db: Database, festival: FestivalId, isLast: boolean): Promise<void> {
  await db.transaction('rw', db.forks, db.settings, db.memberships, async () => {
    const isFollowed = (await readMembership(db, festival)) !== undefined
    if (isLast || isFollowed) await noLongerLeft(db, festival)
    if (isFollowed) return
    await db.forks.where('festival').equals(festival).delete()
    const { [festival]: _notes, ...notes } = (await readSetting(db, 'leftToOwner')) ?? {}
    await writeSetting(db, 'leftToOwner', notes)
    const { [festival]: _waiting, ...waiting } = (await readSetting(db, 'waitForUnlock')) ?? {}
    await writeSetting(db, 'waitForUnlock', waiting)
    const quotas = Object.entries((await readSetting(db, 'quotas')) ?? {})
    await writeSetting(db, 'quotas', Object.fromEntries(quotas.filter(([name]) => !name.startsWith(`${festival}/`))))
  })
}

/** Inside a transaction over `settings`. */
async function noLongerLeft(db: Database, festival: FestivalId): Promise<void> {
  const { [festival]: _left, ...others } = (await readSetting(db, 'left')) ?? {}
  await writeSetting(db, 'left', others)
}

/** Names of the logs that a followed clone inherits: it can not do without them. */
export async function inheritedLogs(db: Database): Promise<Set<string>> {
  const followed = await readMemberships(db)
  const rows = await db.festivals.bulkGet(followed.map(({ festival }) => festival))
  const heads = rows.flatMap((row) => row?.inherited?.heads ?? [])
  return new Set(heads.map(({ author, logId }) => logName({ author, logId: logIdKey(logId) })))
}

/** What a log is called, whatever its festival. */
export function logName({ author, logId }: Pick<LogRow, 'author' | 'logId'>): string {
  return `${author}/${logIdOf(logId)}`
}
