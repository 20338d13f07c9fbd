// The view rows that one batch of the projection touches: all read at its start, changed in memory, all written at its end.
// Not row by row in between: Dexie loses a transaction over a long chain of awaits that ask the database nothing.

import type { RowReads } from '../../festival/project.ts'
import { ViewRows, profileKey } from '../../festival/view-rows.ts'
import type { AnswerRow, RowChange } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import type { Database } from './schema.ts'

/** All tables that hold view rows. */
export const VIEW_TABLES: readonly RowChange['table'][] = [
  'festivals',
  'resources',
  'events',
  'requests',
  'answers',
  'profiles',
  'programmes',
]

/** The rows that a batch of projection steps needs, as far as the database has them; later steps see earlier changes. */
export async function loadRows(db: Database, reads: readonly RowReads[]): Promise<ViewRows> {
  const rows = new ViewRows()
  const put = (table: RowChange['table'], found: readonly (RowChange['row'] | undefined)[]): void => {
    for (const row of found) if (row !== undefined) rows.apply({ table, row } as RowChange)
  }
  const keys = <Key>(pick: (read: RowReads) => Key | undefined): Key[] => distinct(reads.map(pick))
  put('festivals', await db.festivals.bulkGet(keys(({ festival }) => festival)))
  put('resources', await db.resources.bulkGet(keys(({ resource }) => resource)))
  put('events', await db.events.bulkGet(keys(({ event }) => event)))
  put('requests', await db.requests.bulkGet(keys(({ request }) => request)))
  put('answers', await db.answers.bulkGet(keys(({ answer }) => answer)))
  put(
    'answers',
    await answersOf(
      db,
      keys((read) => read.answersOf),
    ),
  )
  put('profiles', await db.profiles.bulkGet(keys(({ profile }) => profile)))
  return rows
}

function answersOf(db: Database, resources: ObjectId[]): Promise<AnswerRow[]> {
  return db.answers.where('resource').anyOf(resources).toArray()
}

/** Writes the changes; of several to one row the last one counts. */
export async function writeChanges(db: Database, changes: readonly RowChange[]): Promise<void> {
  for (const table of VIEW_TABLES) {
    const rows = new Map<string, object>()
    for (const change of changes) if (change.table === table) rows.set(keyOfRow(change), change.row)
    if (rows.size > 0) await db.table(table).bulkPut([...rows.values()])
  }
}

/** The primary key of a row as a text. */
export function keyOfRow({ table, row }: RowChange): string {
  return table === 'profiles' ? profileKey(row.festival, row.author) : row.id
}

/** Keys can be pairs, which are equal by content. */
function distinct<Key>(keys: readonly (Key | undefined)[]): Key[] {
  const byContent = new Map<string, Key>()
  for (const key of keys) if (key !== undefined) byContent.set(String(key), key)
  return [...byContent.values()]
}
