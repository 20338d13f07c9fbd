// All logs of one author in one festival, read together (DESIGN 4.1, 4.2): they retract each other's entries and continue
// each other, so how far each of them has effect is known only from all of them.

import type { EntryHash } from '../operations/ids.ts'
import type { Operation } from '../operations/operation.ts'
import { contentOf, effectOf, entryHash, type Content, type FoldingLog, type HeldEntry } from './fold-log.ts'
import type { Place } from './home.ts'
import { standingRetracts, type FoundRetract } from './retraction.ts'
import { settleClaims, type Claim, type SettledClaim } from './succession.ts'

/** An entry of an author's log. */
export interface AuthorEntry {
  readonly seqNum: number
  readonly id: EntryHash
  readonly content: Content
}

/** A log with all its entries that are held and count (see `counts`), from entry 1 without a gap. */
export interface AuthorLog extends FoldingLog {
  readonly logId: bigint
  readonly forkedAt?: number
  readonly entries: readonly AuthorEntry[]
}

/** A log as far as it has effect. */
export interface ReadLog extends FoldingLog {
  readonly logId: bigint
  /** The last entry that the fold passes; a missing payload stops it unless its author retracted it. */
  readonly folded: number
  readonly operations: readonly { seqNum: number; id: EntryHash; op: Operation }[]
}

export interface AuthorReading {
  readonly logs: readonly ReadLog[]
  readonly claims: readonly SettledClaim[]
  /** Those that stand. */
  readonly retracts: readonly FoundRetract[]
  /** Entries held that one of them names: their payloads are to go. */
  readonly retracted: readonly (Place & { readonly id: EntryHash })[]
}

/** A held entry, read. */
export function authorEntry(stored: HeldEntry): AuthorEntry {
  return { seqNum: stored.seqNum, id: entryHash(stored), content: contentOf(stored.payload) }
}

/** Reads all logs of one author in one festival. */
export function readAuthor(logs: readonly AuthorLog[]): AuthorReading {
  const retracts = standingRetracts(logs.flatMap((log) => retractsIn(log.id, log.entries)))
  const named = new Set(retracts.map(({ entry }) => entry))
  const read = logs.map((log) => readLog(log, named))
  const claimed = read.map(({ id, logId, folded }, index) => {
    const { entries = [], forkedAt } = logs[index] ?? {}
    const hashAt = (seqNum: number): EntryHash | undefined => entries[seqNum - 1]?.id
    return { id, logId, height: folded, ...(forkedAt === undefined ? {} : { forkedAt }), hashAt }
  })
  return {
    logs: read,
    claims: settleClaims(read.flatMap(claimsIn), claimed),
    retracts,
    retracted: logs.flatMap(({ id: log, entries }) =>
      entries.filter((entry) => isRetracted(entry, named)).map(({ seqNum, id }) => ({ log, seqNum, id })),
    ),
  }
}

/** The `retract` operations among entries, also beyond a missing payload: they are what lets the fold pass it. */
export function retractsIn(log: number, entries: readonly AuthorEntry[]): FoundRetract[] {
  return entries.flatMap(({ seqNum, id, content }) => {
    if (content.kind !== 'operation' || content.op.op !== 'retract') return []
    return [{ log, seqNum, id, entry: content.op.entry }]
  })
}

/** Whether an operation continues another log of the same author. */
export function isClaim(
  op: Operation,
  log: Pick<FoldingLog, 'author'>,
): op is Extract<Operation, { op: 'log.continue' }> {
  return op.op === 'log.continue' && op.log.author === log.author
}

/** Entry 1 says which festival a log belongs to, so it is never taken back. */
function isRetracted({ seqNum, id }: AuthorEntry, named: ReadonlySet<EntryHash>): boolean {
  return seqNum !== 1 && named.has(id)
}

function readLog({ entries, id, author, festival, logId }: AuthorLog, named: ReadonlySet<EntryHash>): ReadLog {
  const operations: { seqNum: number; id: EntryHash; op: Operation }[] = []
  let folded = 0
  let newerAt: number | undefined
  for (const entry of entries) {
    const content: Content = isRetracted(entry, named) ? { kind: 'nothing' } : effectOf(entry.content, newerAt)
    if (content.kind === 'missing') break
    if (content.kind === 'newer') newerAt = entry.seqNum
    if (content.kind === 'operation') operations.push({ seqNum: entry.seqNum, id: entry.id, op: content.op })
    folded = entry.seqNum
  }
  return { id, author, festival, logId, folded, operations, ...(newerAt === undefined ? {} : { newerAt }) }
}

function claimsIn(log: ReadLog): Claim[] {
  return log.operations.flatMap(({ seqNum, id, op }) => {
    return isClaim(op, log) ? [{ log: log.id, seqNum, entry: id, logId: op.log.logId, head: op.head }] : []
  })
}
