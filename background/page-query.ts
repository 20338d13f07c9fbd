// `query` and `subscribe` of the page API: what a site with `read:<festival>` gets to know (DESIGN 8).

import * as v from 'valibot'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { ResourceRow } from '../src/festival/views.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Item, ItemType } from '../page/p2panda.d.ts'
import { itemsOf, type ItemSource } from '../items/items.ts'
import { readListed, readRows, withResource } from './page-rows.ts'
import { allows } from './scopes.ts'
import { objectId } from './shapes.ts'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 200
const MAX_FILTERS = 20

/** Values that top-level fields must have. */
type Filter = Record<string, string | number | boolean>

/** A query that a page may ask; unknown fields are refused, so that a typing error does not widen it. */
export interface PageQuery {
  festival: FestivalId
  type: ItemType
  where?: Filter
  limit?: number
  cursor?: string
}

const types: ItemType[] = ['festival', 'resource', 'event', 'request', 'authorization', 'programme', 'profile', 'child']
/** A check of its own: valibot's `record` drops keys like `constructor`, which would widen what is asked. */
const filter = v.custom<Filter>((value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries: [string, unknown][] = Object.entries(value)
  return entries.length <= MAX_FILTERS && entries.every(([, wanted]) => isPlain(wanted))
})

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

export const pageQuery: v.GenericSchema<unknown, PageQuery> = v.strictObject({
  festival: objectId,
  type: v.picklist(types),
  where: v.exactOptional(filter),
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LIMIT))),
  cursor: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
})

/** Who looks: the persona that the site sees, what it may do, and when (UTC ms). */
export interface Viewer {
  persona: PublicKey
  scopes: readonly string[]
  now: number
}

/** The items from the cursor on; undefined when the cursor names no item. */
export async function runQuery(
  db: Database,
  query: PageQuery,
  viewer: Viewer,
): Promise<{ items: Item[]; cursor?: string } | undefined> {
  const source = await readSource(db, query, viewer.persona)
  const { persona, scopes, now } = viewer
  const mayAnswer = ({ festival, id }: ResourceRow): boolean => allows(scopes, `authorize:${festival}/${id}`)
  const answering = { persona, mayAnswer }
  const all = itemsOf(query.type, source, { now, answering }).filter((item) => matches(item, query.where))
  const start = query.cursor === undefined ? 0 : all.findIndex(({ id }) => id === query.cursor) + 1
  if (query.cursor !== undefined && start === 0) return undefined
  const items = all.slice(start, start + (query.limit ?? DEFAULT_LIMIT))
  const last = items.at(-1)
  const hasMore = last !== undefined && start + items.length < all.length
  return hasMore ? { items, cursor: last.id } : { items }
}

/** Reads only the tables that the type needs. */
async function readSource(db: Database, query: PageQuery, persona: PublicKey): Promise<ItemSource> {
  const { festival, type } = query
  const of = { festival }
  const programmes = type === 'programme' ? await db.programmes.where(of).toArray() : []
  const row = ['festival', 'event', 'child'].includes(type) ? await db.festivals.get(festival) : undefined
  const rows = type === 'programme' ? await readListed(db, festival, programmes) : await readRows(db, query, persona)
  return {
    festival: row,
    rows: type === 'event' ? await withResource(db, rows, row?.eventTicket) : rows,
    profiles:
      type === 'profile'
        ? await db.profiles.where('[festival+author]').between([festival, ''], [festival, '~']).toArray()
        : [],
    programmes,
    children: type === 'child' ? await db.festivals.where('parent').equals(festival).toArray() : [],
  }
}

/** Own fields only: `{ where: { constructor: … } }` finds nothing. */
function matches(item: Item, where: Filter = {}): boolean {
  const fields = new Map<string, unknown>(Object.entries(item))
  return Object.entries(where).every(([name, value]) => fields.get(name) === value)
}
