// What a clone inherits, as rows of their own (DESIGN 5.6, decision 0014): the listed logs, cut at their heads, folded by the
// rules of every festival. Nothing that the original says beyond the cuts changes them.

import { daysLater, notCopiedYet } from '../../festival/clone.ts'
import { authorEntry, readAuthor, type AuthorEntry, type AuthorLog } from '../../festival/read-author.ts'
import { foldAuthor } from '../../festival/fold-author.ts'
import { ViewRows } from '../../festival/view-rows.ts'
import type { EventRow } from '../../festival/views.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../operations/ids.ts'
import type { EventFields, LogHead } from '../../operations/operation.ts'
import type { StoredLog } from '../../ports/log-store.ts'
import { inheritedTo, isInheritable } from '../../log/inheritance.ts'
import { DexieLogStore } from './dexie-log-store.ts'
import { readRetracts } from './retract-rows.ts'
import type { Database } from './schema.ts'

/** A listed log as far as it is inherited. */
interface CutLog {
  log: StoredLog
  to: number
}

/** What there is of an inheritance here. */
export interface Inheritance {
  rows: ViewRows
  /** Logs on the list, and how many of them are here up to their cuts. */
  listed: number
  held: number
}

/** Folds what a clone inherits; without rows for a festival that is no clone. */
export async function readInherited(db: Database, festival: FestivalId): Promise<Inheritance> {
  const heads = (await db.festivals.get(festival))?.inherited?.heads ?? []
  const store = new DexieLogStore(db)
  const byAuthor = new Map<string, CutLog[]>()
  let held = 0
  for (const head of heads) {
    const cut = await cutLog(store, head, festival)
    if (cut === undefined) continue
    held += 1
    const key = `${cut.log.festival}/${head.author}`
    byAuthor.set(key, [...(byAuthor.get(key) ?? []), cut])
  }
  const rows = new ViewRows()
  for (const cuts of byAuthor.values()) {
    const reading = readAuthor(await authorLogs(db, store, cuts))
    rows.addAll(foldAuthor(reading, () => 0))
  }
  return { rows, listed: heads.length, held }
}

/** My things among what a clone inherits that are not offered in it yet. */
export function notOfferedYet(
  { rows }: Inheritance,
  me: string,
  here: readonly { owner: string; origin?: ObjectId }[],
): ObjectId[] {
  const offered = new Set(here.flatMap(({ owner, origin }) => (owner === me && origin !== undefined ? [origin] : [])))
  return [...rows.resources.values()]
    .filter(({ id, owner, retired }) => owner === me && retired === undefined && !offered.has(id))
    .sort((a, b) => a.title.localeCompare(b.title))
    .map(({ id }) => id)
}

/** My events among what a clone inherits that could be made again in it, and as what. */
export async function readNotCopied(
  db: Database,
  { rows }: Inheritance,
  festival: FestivalId,
  me: PublicKey,
): Promise<{ event: EventRow; copy: EventFields }[]> {
  const row = await db.festivals.get(festival)
  if (row?.forkOf === undefined) return []
  const here = await db.events.where('author').equals(me).toArray()
  const shift = { days: daysLater(row, rows.festivals.get(row.forkOf)), zone: row.timezone }
  return notCopiedYet(
    rows.events.values(),
    me,
    here.filter((event) => event.festival === festival),
    shift,
  )
}

async function cutLog(store: DexieLogStore, head: LogHead, festival: FestivalId): Promise<CutLog | undefined> {
  const log = await store.log(head.author, head.logId)
  if (log === undefined || !isInheritable(log, festival)) return undefined
  const to = await inheritedTo(store, head, log)
  return to === 0 ? undefined : { log, to }
}

async function authorLogs(db: Database, store: DexieLogStore, cuts: readonly CutLog[]): Promise<AuthorLog[]> {
  const logs: AuthorLog[] = []
  for (const { log, to } of cuts) {
    const gone = new Set((await readRetracts(db, log)).map(({ entry }) => entry))
    const entries = (await store.entries(log, 1, to)).map((stored) => forgotten(authorEntry(stored), gone))
    const { id, author, festival, logId } = log
    logs.push({ id, author, festival, logId, entries })
  }
  return logs
}

/** Retracted anywhere is retracted here: there is nothing left to fold, whoever holds the payload or not. */
function forgotten(entry: AuthorEntry, gone: ReadonlySet<EntryHash>): AuthorEntry {
  return entry.seqNum !== 1 && gone.has(entry.id) ? { ...entry, content: { kind: 'nothing' } } : entry
}
