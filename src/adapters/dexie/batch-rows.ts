// The view rows that one batch of the projection touches: all read at its start, changed in memory, all written at its end.
// Not row by row in between: Dexie loses a transaction over a long chain of awaits that ask the database nothing.

import { occupiedBy } from '../../festival/judge-answer.ts'
import type { RowReads } from '../../festival/project.ts'
import type { RowDelta } from '../../festival/standing-rows.ts'
import { joined } from '../../festival/time-levels.ts'
import { ViewRows, profileKey } from '../../festival/view-rows.ts'
import type { AnswerRow, ResourceRow, RowChange } from '../../festival/views.ts'
import type { ObjectId } from '../../operations/ids.ts'
import type { Buffer } from '../../operations/operation.ts'
import { answersBetween, readGrantTo } from './answers-between.ts'
import { atOnce } from './at-once.ts'
import { indexedRow } from './indexed-rows.ts'
import type { Database } from './schema.ts'
import { updateStandings } from './standings.ts'
import { countWriting } from './views-written.ts'

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

/** Times that are asked for less than this apart are looked up at once, ms. */
const NEAR_MS = 86_400_000

/** The view tables with what is kept of how they join. */
export const PROJECTED_TABLES: readonly string[] = [...VIEW_TABLES, 'standings']

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
  put('answers', await answersAround(db, reads, rows.resources))
  put('profiles', await db.profiles.bulkGet(keys(({ profile }) => profile)))
  return rows
}

/** The answers that bear on what is asked, and some more: of times that are asked for close together what is between them. */
async function answersAround(
  db: Database,
  reads: readonly RowReads[],
  resources: ReadonlyMap<ObjectId, ResourceRow>,
): Promise<AnswerRow[]> {
  const found: (AnswerRow | undefined)[] = []
  const all = reads.flatMap(({ answersOf }) => (answersOf === undefined ? [] : [answersOf]))
  for (const id of distinct(all.map(({ resource }) => resource))) {
    const resource = resources.get(id)
    // Nothing that is made in this batch has answers in the database.
    if (resource === undefined) continue
    const asked = all.filter((each) => each.resource === id)
    const buffer = widestBuffer(resource, reads)
    for (const interval of joined(
      asked.map((each) => occupiedBy(each, buffer)),
      NEAR_MS,
    )) {
      found.push(...(await answersBetween(db, { resource: id }, interval)))
    }
    const requests = distinct(asked.map(({ request }) => request))
    found.push(...(await atOnce(requests.map((request) => readGrantTo(db, { resource: id, request })))))
  }
  const replaced = distinct(all.map(({ replaces }) => replaces))
  if (replaced.length > 0) found.push(...(await db.answers.bulkGet(replaced)))
  return found.filter((row) => row !== undefined)
}

/** What the buffers of a resource can be at most during a batch that may change them. */
function widestBuffer(resource: ResourceRow, reads: readonly RowReads[]): Buffer {
  const changed = reads.flatMap((read) => {
    return read.resource === resource.id && read.buffer !== undefined ? [read.buffer] : []
  })
  const buffers = [resource.buffer, ...changed]
  return {
    before: Math.max(...buffers.map(({ before }) => before)),
    after: Math.max(...buffers.map(({ after }) => after)),
  }
}

/** A change with the row that it puts another one for. */
export type Replacement = RowChange & { before?: RowChange['row'] | undefined }

/** Writes the changes; of several to one row the last one counts. The standings that depend on them follow. */
export async function writeChanges(db: Database, changes: readonly Replacement[]): Promise<void> {
  for (const table of VIEW_TABLES) {
    const rows = new Map<string, object>()
    for (const change of changes) if (change.table === table) rows.set(keyOfRow(change), indexedRow(change))
    if (rows.size > 0) await db.table(table).bulkPut([...rows.values()])
  }
  if (changes.length > 0) await countWriting(db)
  await updateStandings(
    db,
    changes.map(({ table, row, before }) => ({ table, before, after: row }) as RowDelta),
  )
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
