// My own logs read backwards, a piece at a time, for what they say about requests: they only grow, and nobody waits until all of
// one is read.

import { Dexie } from 'dexie'
import { toHex, yamfHash } from '../../bamboo/index.ts'
import { decodeOperation } from '../../operations/codec.ts'
import type { EntryHash, PublicKey } from '../../operations/ids.ts'
import type { Operation } from '../../operations/operation.ts'
import { readEntryRows } from './entry-rows.ts'
import type { Database, LogRow } from './schema.ts'
import { SEGMENT_SIZE } from './segment.ts'

/** So many entries are looked at for one line that is shown; who did something else for long looks further with a press. */
const LOOKED_AT_PER_LINE = 20

/**
 * What an entry of mine says: `freed`, what was promised or kept is free again because nobody needs it, `revoked`, although
 * somebody does.
 */
export type SaidKind = 'granted' | 'moved' | 'declined' | 'kept' | 'asked' | 'withdrawn' | 'revoked' | 'freed'

/** The logs that these personas wrote here and that have entries. */
export async function readLogsOf(db: Database, personas: readonly PublicKey[]): Promise<LogRow[]> {
  const logs = db.logs.where('[author+logId]')
  const each = personas.map((me) => logs.between([me, Dexie.minKey], [me, Dexie.maxKey]).toArray())
  return (await Promise.all(each)).flat().filter(({ own, seqNum }) => own === 1 && seqNum > 0)
}

export type SaidOperation = Extract<Operation, { op: `authorization.${string}` | `request.${string}` }>

export interface Said {
  readonly id: EntryHash
  readonly at: number
  readonly log: number
  readonly seqNum: number
  readonly op: SaidOperation
}

/** How far a log was read: entries from `below` on, which were written at `reached` or later. */
interface End {
  readonly log: LogRow
  below: number
  reached: number
}

/**
 * What is wanted of the ends of these logs, everything since `reached`, which is -∞ when nothing is before it. Of all logs the
 * one is read on that was read least far back in time.
 */
export async function readSaid(
  db: Database,
  logs: readonly LogRow[],
  isWanted: (kind: SaidKind) => boolean,
  count: number,
): Promise<{ said: Said[]; reached: number }> {
  const ends: End[] = logs.map((log) => ({ log, below: log.seqNum + 1, reached: Number.POSITIVE_INFINITY }))
  const said: Said[] = []
  let left = Math.max(count * LOOKED_AT_PER_LINE, logs.length * SEGMENT_SIZE)
  for (;;) {
    const open = ends.filter(({ below }) => below > 1)
    const reached = Math.max(Number.NEGATIVE_INFINITY, ...open.map((end) => end.reached))
    const known = said.filter(({ at }) => at >= reached)
    const end = open.find((each) => each.reached === reached)
    if (end === undefined || known.length > count || left <= 0) return { said: known, reached }
    const read = await readBefore(db, end)
    left -= SEGMENT_SIZE
    said.push(...read.filter(({ op }) => isWanted(kindOf(op))))
  }
}

/** The next piece of a log backwards: what is an answer, a request or the end of one. */
async function readBefore(db: Database, end: End): Promise<Said[]> {
  const { log, below } = end
  const from = Math.max(1, below - SEGMENT_SIZE)
  const entries = await db.transaction('r', [db.segments, db.tail], () => readEntryRows(db, log.id, from, below - 1))
  end.below = from
  return entries.flatMap(({ seqNum, entry, payload }) => {
    const decoded = payload === undefined ? undefined : decodeOperation(payload)
    if (decoded?.ok !== true) return []
    const op = decoded.value
    end.reached = Math.min(end.reached, op.at)
    if (!isSaid(op)) return []
    return [{ id: toHex(yamfHash(entry)) as EntryHash, at: op.at, log: log.id, seqNum, op }]
  })
}

function isSaid(op: Operation): op is SaidOperation {
  return op.op.startsWith('authorization.') || op.op.startsWith('request.')
}

export function kindOf(op: SaidOperation): SaidKind {
  switch (op.op) {
    case 'authorization.grant':
      return op.replaces === undefined ? 'granted' : 'moved'
    case 'authorization.deny':
      return 'declined'
    case 'authorization.hold':
      return 'kept'
    case 'authorization.revoke':
      return 'revoked'
    case 'authorization.release':
      return 'freed'
    case 'request.create':
      return 'asked'
    case 'request.withdraw':
      return 'withdrawn'
  }
}
