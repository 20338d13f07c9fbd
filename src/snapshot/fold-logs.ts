// Folds all logs of a store at once (DESIGN 3.3). Unlike a node, which waits for a payload that it has not, it reads on behind one
// that is kept for members: what is said there counts (decision 0042).

import { foldAuthor } from '../festival/fold-author.ts'
import { counts, lastUnforked } from '../festival/fold-log.ts'
import { authorEntry, readAuthor, type AuthorEntry, type AuthorLog } from '../festival/read-author.ts'
import { ViewRows } from '../festival/view-rows.ts'
import type { EntryHash, FestivalId, PublicKey } from '../operations/ids.ts'
import type { LogStore, StoredLog } from '../ports/log-store.ts'

export interface FoldedLogs {
  readonly rows: ViewRows
  readonly authors: number
  readonly entries: number
  /** The newest time before `now` that an operation claims, UTC ms; 0 without any. */
  readonly asOf: number
  /** Entries without payload that nobody took back. */
  readonly withheld: number
  /** Entries that their authors took back. */
  readonly retracted: ReadonlySet<EntryHash>
}

/** What the logs of these festivals say. Who claims to have signed after `now` (UTC ms) does not make them newer. */
export async function foldLogs(
  store: LogStore,
  festivals: readonly FestivalId[],
  now: number = Number.POSITIVE_INFINITY,
): Promise<FoldedLogs> {
  const rows = new ViewRows()
  const authors = new Set<PublicKey>()
  const retracted = new Set<EntryHash>()
  const sums = { entries: 0, asOf: 0, withheld: 0 }
  for (const festival of festivals) {
    for (const [author, held] of byAuthor(await store.logs(festival))) {
      const read = await Promise.all(held.map((log) => readLog(store, log)))
      const reading = readAuthor(read.map(({ log }) => log))
      rows.addAll(foldAuthor(reading, () => 0))
      authors.add(author)
      for (const { id } of reading.retracted) retracted.add(id)
      for (const { log, missing } of read) {
        sums.entries += log.entries.length
        sums.withheld += missing.filter(({ id }) => !retracted.has(id)).length
      }
      for (const { operations } of reading.logs)
        for (const { op } of operations) if (op.at <= now) sums.asOf = Math.max(sums.asOf, op.at)
    }
  }
  return { rows, authors: authors.size, retracted, ...sums }
}

function byAuthor(logs: readonly StoredLog[]): Map<PublicKey, StoredLog[]> {
  const groups = new Map<PublicKey, StoredLog[]>()
  for (const log of logs) groups.set(log.author, [...(groups.get(log.author) ?? []), log])
  return groups
}

async function readLog(store: LogStore, log: StoredLog): Promise<{ log: AuthorLog; missing: AuthorEntry[] }> {
  const { id, author, festival, logId, forkedAt } = log
  const held = await store.entries(log, 1, Math.max(1, lastUnforked(log)))
  const read = held.filter((stored) => counts(stored, log)).map(authorEntry)
  const entries = read.map((entry) => (entry.content.kind === 'missing' ? passedBy(entry) : entry))
  const missing = read.filter(({ content }) => content.kind === 'missing')
  return { log: { id, author, festival, logId, entries, ...(forkedAt === undefined ? {} : { forkedAt }) }, missing }
}

function passedBy(entry: AuthorEntry): AuthorEntry {
  return { ...entry, content: { kind: 'nothing' } }
}
