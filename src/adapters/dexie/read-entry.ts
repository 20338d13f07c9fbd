// One entry for whoever wants to see all of it: its bytes, what it links to, and whether it is what it says (DESIGN 4.1).

import { equalBytes, lipmaalink, toHex, verifyHeader, viewEntry, yamfHash } from '../../bamboo/index.ts'
import type { EntryHash, PublicKey } from '../../operations/ids.ts'
import type { StoredEntry } from '../../ports/log-store.ts'
import { holdersIn } from './delivery-rows.ts'
import { entryOf, readEntryRows } from './entry-rows.ts'
import { readLogLines, standingOf, type LogLine } from './read-log.ts'
import type { Database, LogRow } from './schema.ts'

/** `differs`: another entry is held there, which happens beyond a fork · `absent`: none is held there. */
export interface EntryLink {
  seqNum: number
  state: 'fits' | 'differs' | 'absent'
}

export interface WholeEntry {
  /** What it says and what it is worth here. */
  line: LogLine
  author: PublicKey
  bytes: Uint8Array
  /** Absent while it is not held. */
  payload?: Uint8Array
  /** Whether the signature was found to be right, just now. */
  isSigned: boolean
  /** The entries that it links to, the farthest first. */
  links: EntryLink[]
  /** The other entry that its author signed at the same place. */
  other?: Uint8Array
  /** Of an entry that was written here: how many others have it. */
  holders?: number
}

interface Held {
  row: LogRow
  stored: StoredEntry
  other: Uint8Array | undefined
  /** By number, what is held of the entries that it links to. */
  linked: ReadonlyMap<number, Uint8Array | undefined>
  holders: number | undefined
}

/** Entry `seqNum` of a log, also one beyond a gap, a header alone, and one of two at a place; undefined when it is not here. */
export async function readEntry(db: Database, log: number, seqNum: number): Promise<WholeEntry | undefined> {
  const held = await readHeld(db, log, seqNum)
  if (held === undefined) return undefined
  const [line] = await readLogLines(db, log, seqNum + 1, 1)
  const { row, stored, other, holders } = held
  return {
    line: line?.seqNum === seqNum ? line : headerLine(row, stored),
    author: row.author,
    bytes: stored.entry,
    ...(stored.payload === undefined ? {} : { payload: stored.payload }),
    links: linksOf(held),
    ...(other === undefined ? {} : { other }),
    ...(holders === undefined ? {} : { holders }),
    // Last, since what is awaited here is nothing of the database's.
    isSigned: (await verifyHeader(stored.entry)).ok,
  }
}

/** Not in one transaction, which browsers lose over so many questions: a live query asks again when anything of it changes. */
async function readHeld(db: Database, log: number, seqNum: number): Promise<Held | undefined> {
  const row = await db.logs.get(log)
  if (row === undefined) return undefined
  const fork = await db.forks.get([row.author, row.logId])
  const branches = fork?.seqNum === seqNum ? [fork.first, fork.second] : []
  const [proven] = branches
  const stored = (await readStored(db, row, seqNum)) ?? (proven && { seqNum, entry: proven })
  if (stored === undefined) return undefined
  const linked = new Map<number, Uint8Array | undefined>()
  for (const target of targetsOf(seqNum)) linked.set(target, (await readStored(db, row, target))?.entry)
  const other = branches.find((branch) => !equalBytes(branch, stored.entry))
  const holders = row.own === 1 ? holdersIn(await db.delivery.get(log), seqNum) : undefined
  return { row, stored, other, linked, holders }
}

/** One is in the log, or beyond its head. */
async function readStored(db: Database, { id }: LogRow, seqNum: number): Promise<StoredEntry | undefined> {
  return db.transaction('r', db.segments, db.tail, db.sparse, async () => {
    const [held] = await readEntryRows(db, id, seqNum, seqNum)
    const beyond = held === undefined ? await db.sparse.get([id, seqNum]) : undefined
    return held ?? (beyond && entryOf(beyond))
  })
}

/** A header that is only there to link others is no line of the log. */
function headerLine(row: LogRow, { seqNum, entry }: StoredEntry): LogLine {
  const id = toHex(yamfHash(entry)) as EntryHash
  return { id, seqNum, standing: standingOf(seqNum, undefined, row, new Set()), statement: {} }
}

function targetsOf(seqNum: number): number[] {
  return seqNum === 1 ? [] : [...new Set([lipmaalink(seqNum), seqNum - 1])]
}

function linksOf({ stored, linked }: Held): EntryLink[] {
  const decoded = viewEntry(stored.entry)
  if (!decoded.ok) return []
  const { seqNum, backlink, lipmaalink: farther } = decoded.value
  return [...linked].map(([target, bytes]) => {
    const link = target === seqNum - 1 ? backlink : farther
    if (bytes === undefined || link === undefined) return { seqNum: target, state: 'absent' }
    return { seqNum: target, state: equalBytes(yamfHash(bytes), link) ? 'fits' : 'differs' }
  })
}
