// What I wrote here into own logs that are forked, from the fork on: it stands there without effect (DESIGN 4.1) until it is said
// again.

import { toHex, yamfHash } from '../../bamboo/index.ts'
import { worthSaying, type LostEntry } from '../../festival/say-again.ts'
import { decodeOperation } from '../../operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import { readEntryRows } from './entry-rows.ts'
import { logIdOf } from './log-id-key.ts'
import type { Database, LogRow } from './schema.ts'

/** Begins the ids of the commands that say something again: once per log, however often it is asked. */
export const SAID_AGAIN = 'again:'

/** One log, and what of it can be said again. */
export interface LostWords {
  author: PublicKey
  logId: bigint
  /** The command that says it again. */
  command: string
  entries: LostEntry[]
}

/** The own logs of a persona in a festival that have something to say again. */
export async function readLost(db: Database, festival: FestivalId, me: PublicKey): Promise<LostWords[]> {
  const logs = await db.logs
    .where('[festival+author]')
    .equals([festival, me])
    .filter(({ own, forkedAt, seqNum }) => own === 1 && forkedAt !== undefined && forkedAt <= seqNum)
    .toArray()
  const lost = await Promise.all(logs.map((log) => readLostOf(db, log)))
  return lost.filter((each) => each !== undefined)
}

/** Undefined when there is nothing, or it was said again. */
export async function readLostOf(db: Database, log: LogRow): Promise<LostWords | undefined> {
  const { author, own, forkedAt, seqNum } = log
  if (own !== 1 || forkedAt === undefined) return undefined
  const logId = logIdOf(log.logId)
  const command = `${SAID_AGAIN}${author}/${logId}`
  if ((await db.commands.get(command)) !== undefined) return undefined
  const stored = await readEntryRows(db, log.id, forkedAt, seqNum)
  const entries = worthSaying(
    stored.flatMap(({ entry, payload }) => {
      const decoded = payload === undefined ? undefined : decodeOperation(payload)
      return decoded?.ok === true ? [{ entry: toHex(yamfHash(entry)) as EntryHash, operation: decoded.value }] : []
    }),
  )
  return entries.length === 0 ? undefined : { author, logId, command, entries }
}
