// Folds all logs of one author in one festival anew (DESIGN 3.3, 4.2): when a claim or a retraction comes, begins to count or
// is forked away, what was projected entry by entry before is not what the logs say any more. In the transaction of the
// caller: everything is read in bulk, folded at once, and only what differs is written.

import { foldAuthor, requestsIn } from '../../festival/fold-author.ts'
import { readAuthor, type AuthorLog, type AuthorReading } from '../../festival/read-author.ts'
import type { ViewRows } from '../../festival/view-rows.ts'
import type { RowDelta } from '../../festival/standing-rows.ts'
import type { RowChange } from '../../festival/views.ts'
import type { Arrivals } from './arrivals.ts'
import { VIEW_TABLES, keyOfRow } from './batch-rows.ts'
import { indexedRow } from './indexed-rows.ts'
import { writeClaims } from './claim-rows.ts'
import { readAuthorLog } from './counting-rows.ts'
import { lookedTo } from './look-ahead.ts'
import { forgetRetracted, writeRetracts } from './retract-rows.ts'
import { sameValue } from './same-value.ts'
import type { Database, LogRow } from './schema.ts'
import { updateStandings } from './standings.ts'
import { countWriting } from './views-written.ts'

/** Brings the rows of an author in step with everything that is held of them. */
export async function refoldAuthor(
  db: Database,
  author: Pick<LogRow, 'festival' | 'author'>,
  arrivals: Arrivals,
): Promise<void> {
  const { festival, author: key } = author
  const rows = await db.logs.where('[festival+author]').equals([festival, key]).sortBy('id')
  const logs: AuthorLog[] = []
  for (const row of rows) logs.push(await readAuthorLog(db, row))
  const reading = readAuthor(logs)
  const numbers = await arrivals.numbersOf(requestsIn(reading))
  const ids = rows.map(({ id }) => id)
  const deltas = await replaceRows(
    db,
    ids,
    foldAuthor(reading, (request) => numbers.get(request) ?? 0),
  )
  if (deltas.length > 0) await countWriting(db)
  await updateStandings(db, deltas)
  await writeClaims(db, author, reading.claims)
  await writeRetracts(db, author, reading)
  for (const log of logs) await forgetRetracted(db, log, reading)
  await moveMarks(db, logs, reading)
}

type Row = RowChange['row']

/** Writes the rows that differ from those of these logs in the database, and deletes the others; answers with what it did. */
async function replaceRows(db: Database, logs: readonly number[], rows: ViewRows): Promise<RowDelta[]> {
  const deltas: RowDelta[] = []
  const wanted = [...rows.changes()]
  for (const table of VIEW_TABLES) {
    // Log by log: for one key IndexedDB answers at once, for several Dexie would go row by row. And one after the other,
    // because Dexie can lose a transaction over `Promise.all`.
    const known: Row[] = []
    for (const log of logs) known.push(...((await db.table(table).where('log').equals(log).toArray()) as Row[]))
    const before = new Map(known.map((row) => [keyOfRow({ table, row } as RowChange), row]))
    const put: Row[] = []
    for (const change of wanted) {
      if (change.table !== table) continue
      const key = keyOfRow(change)
      const row = indexedRow(change)
      if (!sameValue(before.get(key), row)) {
        put.push(row)
        deltas.push({ table, before: before.get(key), after: row } as RowDelta)
      }
      before.delete(key)
    }
    for (const row of before.values()) deltas.push({ table, before: row } as RowDelta)
    const gone = [...before.values()].map((row) => ('id' in row ? row.id : [row.festival, row.author]))
    if (gone.length > 0) await db.table(table).bulkDelete(gone)
    if (put.length > 0) await db.table(table).bulkPut(put)
  }
  return deltas
}

async function moveMarks(db: Database, logs: readonly AuthorLog[], reading: AuthorReading): Promise<void> {
  for (const [index, { folded, newerAt }] of reading.logs.entries()) {
    const { id = 0, forkedAt, entries = [] } = logs[index] ?? {}
    const looked = folded < entries.length ? await lookedTo(db, id, entries.length) : undefined
    await db.logs
      .where('id')
      .equals(id)
      .modify((row) => {
        row.folded = folded
        delete row.newerAt
        delete row.foldedFork
        delete row.looked
        if (newerAt !== undefined) row.newerAt = newerAt
        if (forkedAt !== undefined) row.foldedFork = forkedAt
        if (looked !== undefined) row.looked = looked
      })
  }
}
