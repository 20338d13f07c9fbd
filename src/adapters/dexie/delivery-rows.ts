// How many others hold what I wrote, entry by entry, as far as they ever said so at one time: the network half notes it,
// panels show it. A number never falls: whoever went offline still has what they stored.

import { readDemo } from './demo-rows.ts'
import { readLogLines, type LogLine } from './read-log.ts'
import type { Database, DeliveryRow, LogRow } from './schema.ts'

/** Newest entries of a log whose numbers are kept. */
export const DELIVERY_WINDOW: number = 20

/** How many hold an entry; those before the window are held by as many as its first. */
export function holdersIn(row: DeliveryRow | undefined, seqNum: number): number {
  if (row === undefined) return 0
  return row.peers[Math.max(0, seqNum - row.first)] ?? 0
}

/** What is known of a log that is written here, maybe nothing yet; undefined for one that is not. */
export async function readDelivery(db: Database, log: number): Promise<{ row: DeliveryRow | undefined } | undefined> {
  return (await db.logs.get(log))?.own === 1 ? { row: await db.delivery.get(log) } : undefined
}

/**
 * Own logs of everybody in this wallet that have entries; those that ended or forked go on being delivered, that in a demo never
 * is.
 */
export async function readOwnLogs(db: Database): Promise<LogRow[]> {
  const demo = await readDemo(db)
  return db.logs.filter(({ own, seqNum, festival }) => own === 1 && seqNum > 0 && festival !== demo?.festival).toArray()
}

/** Notes how many hold the newest entries of a log now; `holdersOf` is asked about each of them. True when that is news. */
export async function noteDelivery(
  db: Database,
  { id, seqNum }: Pick<LogRow, 'id' | 'seqNum'>,
  holdersOf: (seqNum: number) => number,
): Promise<boolean> {
  return db.transaction('rw', db.delivery, async () => {
    const known = await db.delivery.get(id)
    const first = Math.max(1, seqNum - DELIVERY_WINDOW + 1)
    const peers = Array.from({ length: seqNum - first + 1 }, (_, index) =>
      Math.max(holdersIn(known, first + index), holdersOf(first + index)),
    )
    const isSame = known?.first === first && known.peers.join() === peers.join()
    if (!isSame) await db.delivery.put({ log: id, first, peers })
    return !isSame
  })
}

/** What was written here and nobody else is known to hold. */
export interface OnlyHere {
  /** All that was written here. */
  entries: number
  /** How many of them are only here. */
  only: number
  /** The author's clock at the oldest of these, UTC ms; absent where that is not known. */
  since?: number
}

export async function readOnlyHere(db: Database): Promise<OnlyHere> {
  const sum: OnlyHere = { entries: 0, only: 0 }
  for (const { id, seqNum } of await readOwnLogs(db)) {
    const held = lastHeld(await db.delivery.get(id))
    sum.entries += seqNum
    sum.only += seqNum - held
    const [oldest] = held === seqNum ? [] : await readLogLines(db, id, held + 2, 1)
    if (oldest?.at !== undefined) sum.since = Math.min(sum.since ?? oldest.at, oldest.at)
  }
  return sum
}

/** The newest entry that anybody else holds, 0 while there is none. */
function lastHeld(row: DeliveryRow | undefined): number {
  const newest = row?.peers.findLastIndex((peers) => peers > 0) ?? -1
  return row === undefined || newest === -1 ? 0 : row.first + newest
}

/** Something that I wrote, and how many others have it. */
export interface Delivered {
  readonly line: LogLine
  readonly holders: number
}

/** The last things that were written here, the newest first. */
export async function readDelivered(db: Database, count: number): Promise<Delivered[]> {
  const logs = await readOwnLogs(db)
  const all = await Promise.all(
    logs.map(async ({ id }) => {
      const [row, lines] = [await db.delivery.get(id), await readLogLines(db, id, Number.POSITIVE_INFINITY, count)]
      return lines.map((line) => ({ line, holders: holdersIn(row, line.seqNum) }))
    }),
  )
  return all
    .flat()
    .sort((a, b) => (b.line.at ?? 0) - (a.line.at ?? 0))
    .slice(0, count)
}
