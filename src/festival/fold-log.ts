// One log's fold, entry by entry (DESIGN 3.3, 4.1): what an entry means, whether it counts, where the fold must stop.

import { toHex, yamfHash } from '../bamboo/index.ts'
import { decodeOperation, stopsResourceFolds } from '../operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import type { Operation } from '../operations/operation.ts'
import type { FoldEntry } from './project.ts'
import { isResourceOperation } from './resource-step.ts'

/** An entry as stores keep it. */
export interface HeldEntry {
  seqNum: number
  entry: Uint8Array
  /** Absent when the payload is not held. */
  payload?: Uint8Array
}

/** The log that is folded. `newerAt` is where newer software spoke about resources: from there they stand still. */
export interface FoldingLog {
  id: number
  author: PublicKey
  festival: FestivalId
  newerAt?: number
}

/** What a stored entry is to the fold. */
export type Reading =
  | { kind: 'missing' } // its payload is not held: the fold waits here as at a gap
  | { kind: 'nothing' } // no operation, or one that may not count: the entry is kept
  | { kind: 'newer' } // "needs a newer version": the log's resources stop
  | { kind: 'operation'; id: EntryHash; op: Operation }

/** Reads one entry; `newerAt` is as it was before this entry. */
export function readEntry(stored: HeldEntry, newerAt: number | undefined): Reading {
  if (stored.payload === undefined) return { kind: 'missing' }
  const decoded = decodeOperation(stored.payload)
  if (!decoded.ok) return { kind: newerAt === undefined && stopsResourceFolds(decoded.error) ? 'newer' : 'nothing' }
  if (newerAt !== undefined && isResourceOperation(decoded.value)) return { kind: 'nothing' }
  return { kind: 'operation', id: toHex(yamfHash(stored.entry)) as EntryHash, op: decoded.value }
}

/** The operation at its place. `arrival` matters for requests only. */
export function foldEntry(
  log: FoldingLog,
  seqNum: number,
  { id, op }: { id: EntryHash; op: Operation },
  arrival: number,
): FoldEntry {
  return { id, festival: log.festival, log: log.id, author: log.author, seqNum, arrival, op }
}

/** The last entry held below a fork. */
export function lastUnforked({ seqNum, forkedAt }: { seqNum: number; forkedAt?: number }): number {
  return forkedAt === undefined ? seqNum : Math.min(seqNum, forkedAt - 1)
}

/** Whether an entry of a log has effect: below the fork, or the entry that the festival is named after, fork or not. */
export function counts(stored: HeldEntry, log: { seqNum: number; forkedAt?: number; festival: FestivalId }): boolean {
  if (stored.seqNum <= lastUnforked(log)) return true
  return stored.seqNum === 1 && toHex(yamfHash(stored.entry)) === log.festival
}
