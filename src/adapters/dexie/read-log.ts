// Whole logs for people who want to see what exactly was said: which there are, and their entries, newest first (DESIGN 4.1).

import { Dexie } from 'dexie'
import type { NoEffect } from '../../festival/explain-entry.ts'
import { toHex, yamfHash } from '../../bamboo/index.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../operations/ids.ts'
import { decodeOperation } from '../../operations/codec.ts'
import type { StoredEntry } from '../../ports/log-store.ts'
import { readEntryRows } from './entry-rows.ts'
import { statementOf, type Statement } from './read-notices.ts'
import { readReasons } from './read-reasons.ts'
import type { Database, LogRow } from './schema.ts'
import { readSparseRows } from './sparse-rows.ts'

export interface LogSummary {
  /** Local number of the log. */
  log: number
  author: PublicKey
  /** Entries held without a gap. */
  entries: number
  /** The newest entry that is held, which may lie beyond a gap. */
  newest: number
  verified: number
  forkedAt?: number
}

/** The logs of a festival, the longest first. */
export async function readLogSummaries(db: Database, festival: FestivalId): Promise<LogSummary[]> {
  return db.transaction('r', db.logs, db.sparse, async () => {
    const rows = await db.logs.where('festival').equals(festival).toArray()
    const beyond = await newestBeyond(db)
    const summaries = rows.map((row) => summaryOf(row, beyond.get(row.id) ?? 0))
    return summaries.sort((a, b) => b.newest - a.newest || a.log - b.log)
  })
}

/**
 * What an entry is worth here. `ahead`: beyond a gap, signed and not yet known to be effective · `unchecked`: its signature is
 * still to be checked · `after-fork`: without effect · `missing`: its payload is not here yet · `forgotten`: its author asked
 * for that · `waiting`: something before it is missing.
 */
export type EntryStanding = 'counts' | 'ahead' | 'unchecked' | 'after-fork' | 'missing' | 'forgotten' | 'waiting'

export interface LogLine {
  id: EntryHash
  seqNum: number
  standing: EntryStanding
  /** Empty while the payload is not held. */
  statement: Statement
  /** The author's clock, UTC ms. */
  at?: number
  /** Of an entry that counts: why it has no effect all the same. */
  noEffect?: NoEffect
}

/** Entries of a log with a sequence number below `below`, newest first, at most `count`. Reads no more than it gives. */
export async function readLogLines(db: Database, log: number, below: number, count: number): Promise<LogLine[]> {
  const page = await readPage(db, log, below, count)
  if (page === undefined) return []
  const { row, held, lines } = page
  const counting = new Set(lines.flatMap(({ seqNum, standing }) => (standing === 'counts' ? [seqNum] : [])))
  // Outside of the transaction: it may ask for nothing at all, over which Dexie loses one.
  const reasons = await readReasons(
    db,
    row,
    held.filter(({ seqNum }) => counting.has(seqNum)),
  )
  return lines.map((line) => withReason(line, reasons.get(line.seqNum)))
}

async function readPage(
  db: Database,
  log: number,
  below: number,
  count: number,
): Promise<{ row: LogRow; held: StoredEntry[]; lines: LogLine[] } | undefined> {
  return db.transaction('r', [db.logs, db.segments, db.tail, db.sparse, db.holes], async () => {
    const row = await db.logs.get(log)
    if (row === undefined) return undefined
    const beyond = await readSparseRows(db, log)
    // Headers without payload are only there to link the others to the beginning.
    const shown = beyond.filter(({ seqNum, payload }) => seqNum < below && payload !== undefined).slice(-count)
    const to = Math.min(row.seqNum, below - 1)
    const rest = count - shown.length
    const held = rest === 0 ? [] : await readEntryRows(db, log, Math.max(1, to - rest + 1), to)
    const holes = await db.holes
      .where('[log+seqNum]')
      .between([log, held[0]?.seqNum ?? 0], [log, Dexie.maxKey])
      .toArray()
    const forgotten = new Set(holes.flatMap((hole) => (hole.forgotten === 1 ? [hole.seqNum] : [])))
    const lines = [...held, ...shown].toReversed().map((entry) => lineOf(entry, row, forgotten))
    return { row, held, lines }
  })
}

function withReason(line: LogLine, noEffect: NoEffect | undefined): LogLine {
  return noEffect === undefined ? line : { ...line, noEffect }
}

function summaryOf({ id, author, seqNum, verified, forkedAt }: LogRow, newestSparse: number): LogSummary {
  const newest = Math.max(seqNum, newestSparse)
  return { log: id, author, entries: seqNum, newest, verified, ...(forkedAt === undefined ? {} : { forkedAt }) }
}

/** The newest entry beyond a gap, by log. Hardly any log has one, so it goes from one that has to the next. */
async function newestBeyond(db: Database): Promise<Map<number, number>> {
  const newest = new Map<number, number>()
  for (let below: unknown = [Dexie.maxKey]; ;) {
    const [key] = await db.sparse.where('[log+seqNum]').below(below).reverse().limit(1).primaryKeys()
    if (key === undefined) return newest
    const [log, seqNum] = key
    newest.set(log, seqNum)
    below = [log, Dexie.minKey]
  }
}

function lineOf({ seqNum, entry, payload }: StoredEntry, row: LogRow, forgotten: ReadonlySet<number>): LogLine {
  const id = toHex(yamfHash(entry)) as EntryHash
  const standing = standingOf(seqNum, payload, row, forgotten)
  if (payload === undefined) return { id, seqNum, standing, statement: {} }
  const decoded = decodeOperation(payload)
  return { id, seqNum, standing, statement: statementOf(payload), ...(decoded.ok ? { at: decoded.value.at } : {}) }
}

/** What an entry is worth here. `forgotten`: the numbers of those whose author asked for that. */
export function standingOf(
  seqNum: number,
  payload: Uint8Array | undefined,
  { seqNum: head, verified, folded, forkedAt }: LogRow,
  forgotten: ReadonlySet<number>,
): EntryStanding {
  if (forkedAt !== undefined && seqNum >= forkedAt) return 'after-fork'
  if (seqNum > head) return 'ahead'
  if (seqNum > verified) return 'unchecked'
  if (payload === undefined) return forgotten.has(seqNum) ? 'forgotten' : 'missing'
  return seqNum > folded ? 'waiting' : 'counts'
}
