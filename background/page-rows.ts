// The rows that a question of a web site is about (DESIGN 8). Those that a `where` names by an indexed field are found by it, and not
// by reading a whole festival; what is found is filtered again, so it holds all that can match.

import { readRowsWithLines } from '../src/adapters/dexie/queries.ts'
import {
  readRowsAsking,
  readRowsOfAnswers,
  readRowsOfAuthor,
  readRowsOfEvents,
} from '../src/adapters/dexie/read-named-rows.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { ProgrammeRow } from '../src/festival/views.ts'
import {
  parseEntryHash,
  parsePublicKey,
  type FestivalId,
  type ObjectId,
  type PublicKey,
} from '../src/operations/ids.ts'
import type { ItemSource } from '../items/items.ts'
import type { PageQuery } from './page-query.ts'

/** Events with all their lines, wherever these stand; a festival's own things only. */
export async function readRows(db: Database, query: PageQuery, persona: PublicKey): Promise<ItemSource['rows']> {
  const { festival, type } = query
  if (type === 'resource') {
    const resources = await db.resources.where('festival').equals(festival).toArray()
    return { ...NO_ROWS, resources: new Map(resources.map((row) => [row.id, row])) }
  }
  if (!['event', 'request', 'authorization'].includes(type)) return NO_ROWS
  return (await readNamed(db, query, persona)) ?? readRowsWithLines(db, festival)
}

/** All that can match a filter by a field with an index, whole; undefined when it has none. */
async function readNamed(
  db: Database,
  { festival, type, where = {} }: PageQuery,
  persona: PublicKey,
): Promise<ItemSource['rows'] | undefined> {
  const named = new Map<string, unknown>(Object.entries(where))
  const id = (field: string): ObjectId | undefined => parseEntryHash(named.get(field))
  const [self, event, request, resource] = [id('id'), id('event'), id('request'), id('resource')]
  if (type === 'authorization') {
    const { answers } = db
    if (self !== undefined) return readRowsOfAnswers(db, festival, () => answers.bulkGet([self]))
    if (request !== undefined)
      return readRowsOfAnswers(db, festival, () => answers.where('request').equals(request).toArray())
    if (resource === undefined) return undefined
    return readRowsOfAnswers(db, festival, () => answers.where('resource').equals(resource).toArray())
  }
  const author = parsePublicKey(named.get('author'))
  if (type === 'event') {
    if (self !== undefined) return readRowsOfEvents(db, festival, [self])
    return author === undefined ? undefined : readRowsOfAuthor(db, festival, author)
  }
  if (event !== undefined) return readRowsOfEvents(db, festival, [event])
  if (self !== undefined) {
    const row = await db.requests.get(self)
    return readRowsOfEvents(db, festival, row === undefined ? [] : [row.event])
  }
  if (resource !== undefined) return readRowsAsking(db, festival, [resource])
  if (named.get('mine') === true)
    return readRowsAsking(db, festival, await db.resources.where('owner').equals(persona).primaryKeys())
  // Requests for an event that somebody else made count nowhere.
  return author === undefined ? undefined : readRowsOfAuthor(db, festival, author)
}

/** The events of the festival that its lists name. */
export async function readListed(
  db: Database,
  festival: FestivalId,
  programmes: readonly ProgrammeRow[],
): Promise<ItemSource['rows']> {
  const listed = new Set(programmes.flatMap(({ events }) => events.map(({ event }) => event)))
  const rows = await db.events.bulkGet([...listed])
  const known = rows.flatMap((row) => (row?.festival === festival ? [row] : []))
  return { ...NO_ROWS, events: new Map(known.map((row) => [row.id, row])) }
}

const NO_ROWS: ItemSource['rows'] = { resources: new Map(), events: new Map(), requests: [], answers: [] }

/** With the row of one more resource, when it is here. */
export async function withResource(
  db: Database,
  rows: ItemSource['rows'],
  id: ObjectId | undefined,
): Promise<ItemSource['rows']> {
  const row = id === undefined || rows.resources.has(id) ? undefined : await db.resources.get(id)
  return row === undefined ? rows : { ...rows, resources: new Map([...rows.resources, [row.id, row]]) }
}
