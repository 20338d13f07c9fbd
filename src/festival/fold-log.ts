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

/** What the payload of an entry is, before anything around it is looked at. */
export type Content =
  | { kind: 'missing' } // not held: the fold waits here as at a gap
  | { kind: 'nothing' } // no operation: the entry is kept
  | { kind: 'newer' } // of newer software, about resources
  | { kind: 'operation'; op: Operation }

const NOTHING: Content = { kind: 'nothing' }

/** Reads a payload. */
export function contentOf(payload: Uint8Array | undefined): Content {
  if (payload === undefined) return { kind: 'missing' }
  const decoded = decodeOperation(payload)
  if (decoded.ok) return { kind: 'operation', op: decoded.value }
  return stopsResourceFolds(decoded.error) ? { kind: 'newer' } : NOTHING
}

/** What it comes to where newer software has spoken at `newerAt`, or nowhere yet: resources stand still from there on. */
export function effectOf(content: Content, newerAt: number | undefined): Content {
  if (newerAt === undefined) return content
  const isStill = content.kind === 'newer' || (content.kind === 'operation' && isResourceOperation(content.op))
  return isStill ? NOTHING : content
}

/** The hash that names an entry. */
export function entryHash(stored: HeldEntry): EntryHash {
  return toHex(yamfHash(stored.entry)) as EntryHash
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
  return stored.seqNum === 1 && entryHash(stored) === log.festival
}
