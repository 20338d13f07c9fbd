// What people should know about the logs of a festival, computed when read (DESIGN 4.1, 4.2): forks, my own logs that were
// continued elsewhere, signatures that are still being checked.

import { equalBytes } from '../../bamboo/bytes.ts'
import { decodeOperation } from '../../operations/codec.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { OperationName } from '../../operations/operation.ts'
import { readClaims } from './claim-rows.ts'
import { readEntryRows } from './entry-rows.ts'
import { logIdOf } from './log-id-key.ts'
import { readLostOf } from './read-lost.ts'
import type { Database, ForkRow, LogRow } from './schema.ts'

/** Forks shown per festival: anybody can make keys and contradict themselves. */
export const MAX_FORKS_SHOWN = 20

/** What one of two contradicting entries says, as far as its payload is held: `op`, and the name of what it makes. */
export interface Statement {
  op?: OperationName | 'none'
  title?: string
}

/** A log that says two different things at one place. */
export interface ForkNotice {
  author: PublicKey
  /** Decimal. */
  logId: string
  seqNum: number
  statements: [Statement, Statement]
  /** Entries that this installation wrote from there on and can say again; 0 for other people. */
  lost: number
}

/** Why the newest log of this installation goes on elsewhere: another one continues it, or it was ahead of what is here. */
export type OwnReason = 'continued' | 'rolled-back'

/** Of one of my personas. */
export interface OwnNotice {
  author: PublicKey
  reason: OwnReason
}

export interface FestivalNotices {
  /** By author, at most `MAX_FORKS_SHOWN`. */
  forks: ForkNotice[]
  /** Of my personas, in their order. */
  own: OwnNotice[]
  /** Entries of the logs that are being checked, and how many of them are; absent when none is. */
  checking?: { checked: number; entries: number }
}

export async function readNotices(
  db: Database,
  festival: FestivalId,
  mine: readonly PublicKey[],
): Promise<FestivalNotices> {
  const [forks, logs] = await Promise.all([
    db.forks.where('festival').equals(festival).limit(MAX_FORKS_SHOWN).toArray(),
    db.logs.where('festival').equals(festival).toArray(),
  ])
  const own = await Promise.all(mine.map((me) => ownNotice(db, festival, me, logs)))
  const checking = checkingOf(logs)
  const notices = await Promise.all(forks.map((fork) => forkNotice(db, fork)))
  return {
    forks: notices.sort((a, b) => (a.author < b.author ? -1 : 1)),
    own: own.filter((notice) => notice !== undefined),
    ...(checking === undefined ? {} : { checking }),
  }
}

function checkingOf(logs: readonly LogRow[]): FestivalNotices['checking'] {
  const unchecked = logs.filter(({ verified, seqNum }) => verified < seqNum)
  if (unchecked.length === 0) return undefined
  const sum = (of: (log: LogRow) => number): number => unchecked.reduce((total, log) => total + of(log), 0)
  return { checked: sum(({ verified }) => verified), entries: sum(({ seqNum }) => seqNum) }
}

/** A fork of it is shown among the forks. */
async function ownNotice(
  db: Database,
  festival: FestivalId,
  me: PublicKey,
  logs: readonly LogRow[],
): Promise<OwnNotice | undefined> {
  const newest = logs
    .filter(({ author, own }) => author === me && own === 1)
    .reduce<LogRow | undefined>((last, log) => (last !== undefined && last.id > log.id ? last : log), undefined)
  if (newest?.stopped !== 1 || newest.forkedAt !== undefined) return undefined
  const claims = await readClaims(db, festival, me)
  const isContinued = claims.some(({ log, logId }) => log !== newest.id && equalBytes(logId, newest.logId))
  return { author: me, reason: isContinued ? 'continued' : 'rolled-back' }
}

async function forkNotice(db: Database, { author, logId, seqNum, first, second }: ForkRow): Promise<ForkNotice> {
  const { held, lost } = await db.transaction('r', db.logs, db.segments, db.tail, db.commands, async () => {
    const log = await db.logs.where('[author+logId]').equals([author, logId]).first()
    if (log === undefined) return { held: undefined, lost: undefined }
    const [entry] = await readEntryRows(db, log.id, seqNum, seqNum)
    return { held: entry, lost: await readLostOf(db, log) }
  })
  const statement = (bytes: Uint8Array): Statement =>
    held?.payload === undefined || !equalBytes(held.entry, bytes) ? {} : statementOf(held.payload)
  const name = { author, logId: logIdOf(logId).toString(), seqNum }
  return { ...name, statements: [statement(first), statement(second)], lost: lost?.entries.length ?? 0 }
}

/** What a payload says. */
export function statementOf(payload: Uint8Array): Statement {
  const decoded = decodeOperation(payload)
  if (!decoded.ok) return { op: 'none' }
  const operation = decoded.value
  return 'title' in operation ? { op: operation.op, title: operation.title } : { op: operation.op }
}
