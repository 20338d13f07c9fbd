// What an author took back (DESIGN 4.1, Gaps), as rows that the projector keeps, and the payloads that go because of it.

import type { AuthorLog, AuthorReading } from '../../festival/read-author.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import { removePayloads } from './hole-rows.ts'
import type { Database, RetractRow } from './schema.ts'

/** Whose retractions. */
interface Author {
  festival: FestivalId
  author: PublicKey
}

/** The retractions of an author in a festival that stand, in no order. */
export async function readRetracts(db: Database, { festival, author }: Author): Promise<RetractRow[]> {
  return db.retracts.where('[festival+author]').equals([festival, author]).toArray()
}

/** Replaces the retractions of an author; `done` are those whose entry is held. */
export async function writeRetracts(
  db: Database,
  { festival, author }: Author,
  { retracts, retracted }: AuthorReading,
): Promise<void> {
  await db.retracts.where('[festival+author]').equals([festival, author]).delete()
  const held = new Set(retracted.map(({ id }) => id))
  const rows = retracts.map(({ log, seqNum, entry }): RetractRow => {
    return { log, seqNum, festival, author, entry, ...(held.has(entry) ? { done: 1 } : {}) }
  })
  await db.retracts.bulkPut(rows)
}

/**
 * Removes the payloads of retracted entries of a log for good. One that was removed and is not retracted any more, because
 * the retraction turned out to be forked away, is asked for again.
 */
export async function forgetRetracted(db: Database, log: AuthorLog, { retracted }: AuthorReading): Promise<void> {
  const mine = new Set(retracted.filter((place) => place.log === log.id).map(({ seqNum }) => seqNum))
  const missing = log.entries.filter(({ content }) => content.kind === 'missing').map(({ seqNum }) => seqNum)
  const holes = await db.holes.bulkGet(missing.map((seqNum): [number, number] => [log.id, seqNum]))
  const forgotten = new Set(holes.filter((hole) => hole?.forgotten === 1).map((hole) => hole?.seqNum))
  const again = missing.filter((seqNum) => forgotten.has(seqNum) && !mine.has(seqNum))
  if (again.length > 0) await db.holes.bulkPut(again.map((seqNum) => ({ log: log.id, seqNum })))
  const news = [...mine].filter((seqNum) => !forgotten.has(seqNum))
  if (news.length > 0) await removePayloads(db, log.id, news)
}
