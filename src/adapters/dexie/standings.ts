// Keeps `standings` in step with the view rows, in the transaction that changes these (decision 0010). Only requests for
// resources of this wallet's personas have rows, so whoever lends nothing pays nothing. When a persona comes or goes, all rows
// are written anew.

import type { Transaction } from 'dexie'
import { indexFestival, type FestivalIndex } from '../../festival/festival-index.ts'
import { MAX_CHAIN } from '../../festival/request-chain.ts'
import {
  foundBy,
  inShort,
  standingRow,
  touchedBy,
  type RowDelta,
  type StandingRow,
  type Touched,
  type WaitingRow,
} from '../../festival/standing-rows.ts'
import type { EventRow, RequestRow, ResourceRow } from '../../festival/views.ts'
import type { ObjectId, PublicKey } from '../../operations/ids.ts'
import { atOnce } from './at-once.ts'
import { readAnswersTo } from './read-lines.ts'
import { sameValue } from './same-value.ts'
import type { Database } from './schema.ts'

/** Requests whose standing is computed at once: bounds the memory when a resource comes after all requests for it. */
const AT_ONCE = 1024

const NOTHING_SEEN: Seen = { requests: new Map(), news: new Set() }

/** After rows changed, inside a transaction over all view tables, `standings` and `settings`. */
export async function updateStandings(db: Database, deltas: readonly RowDelta[]): Promise<void> {
  const owners = await readOwners(db)
  if (!owners.areKept) return keepOwners(db, owners.personas)
  const mine = new Set(owners.personas)
  // Others answer only what is asked of them.
  const touched = touchedBy(deltas.filter((delta) => delta.table !== 'answers' || isOf(mine, delta)))
  if (touched.requests.size + touched.ofEvents.size + touched.forResources.size === 0) return
  if (owners.personas.length === 0 || (await lendNothing(db, owners.personas))) return
  await restand(db, mine, touched, seenIn(deltas))
}

function isOf(owners: ReadonlySet<PublicKey>, { before, after }: Extract<RowDelta, { table: 'answers' }>): boolean {
  return [before, after].some((row) => row !== undefined && owners.has(row.owner))
}

/** What changes of rows say already, so that the database is not asked for it. */
interface Seen {
  /** Requests as they are now; undefined for one that is gone. */
  readonly requests: ReadonlyMap<ObjectId, RequestRow | undefined>
  /** Requests that were not there before, and so have no row yet. */
  readonly news: ReadonlySet<ObjectId>
}

function seenIn(deltas: readonly RowDelta[]): Seen {
  const requests = new Map<ObjectId, RequestRow | undefined>()
  const news = new Set<ObjectId>()
  for (const { table, before, after } of deltas) {
    const row = table === 'requests' ? (after ?? before) : undefined
    if (table !== 'requests' || row === undefined) continue
    if (before === undefined && !requests.has(row.id)) news.add(row.id)
    requests.set(row.id, after)
  }
  return { requests, news }
}

/** Writes all rows anew when the personas of the wallet are others than those that the rows are of. */
export async function followPersonas(db: Database): Promise<void> {
  if ((await readOwners(db)).areKept) return
  const { resources, events, requests, answers, standings, settings } = db
  await db.transaction('rw', [resources, events, requests, answers, standings, settings], async () => {
    const { personas, areKept } = await readOwners(db)
    if (!areKept) await keepOwners(db, personas)
  })
}

/** Drops the rows of older versions; the projector finds that it keeps the rows of nobody, and writes them anew. */
export async function forgetStandings(upgrade: Transaction): Promise<void> {
  await upgrade.table('standings').clear()
  await upgrade.table('settings').delete('standingsOf')
}

/** Gives the rows of older versions what they are found by now. */
export async function fileWaiting(upgrade: Transaction): Promise<void> {
  const waiting = upgrade.table<StandingRow>('standings').filter(({ state }) => state === 'waiting')
  const rows = (await waiting.toArray()) as WaitingRow[]
  const asked = await upgrade.table<ResourceRow>('resources').bulkGet([...new Set(rows.map((row) => row.resource))])
  const resources = new Map(present(asked).map((row) => [row.id, row]))
  const filed = rows.flatMap((row) => {
    const resource = resources.get(row.resource)
    return resource === undefined ? [] : [{ ...row, ...foundBy(row.asked, resource) }]
  })
  await upgrade.table<StandingRow>('standings').bulkPut(filed)
}

/** Gives what is granted the rows that it is about. */
export async function fileGranted(upgrade: Transaction): Promise<void> {
  const standings = upgrade.table<StandingRow>('standings')
  const rows = await standings.filter(({ state }) => state === 'granted').toArray()
  const requests = await upgrade.table<RequestRow>('requests').bulkGet(rows.map(({ request }) => request))
  const named = [...new Set(present(requests).map(({ event }) => event))]
  const events = new Map(present(await upgrade.table<EventRow>('events').bulkGet(named)).map((row) => [row.id, row]))
  const filed = rows.flatMap((row, index) => {
    const asked = requests[index]
    const event = asked === undefined ? undefined : events.get(asked.event)
    if (asked === undefined) return []
    return [{ ...row, asked, ...(event === undefined ? {} : { event: inShort(event) }) }]
  })
  await standings.bulkPut(filed)
}

async function readOwners(db: Database): Promise<{ personas: PublicKey[]; areKept: boolean }> {
  const [personas, kept] = await db.settings.bulkGet(['personas', 'standingsOf'])
  const keys = ((personas?.value ?? []) as { publicKey: PublicKey }[]).map(({ publicKey }) => publicKey).sort()
  return { personas: keys, areKept: sameValue(keys, kept?.value ?? []) }
}

async function keepOwners(db: Database, personas: PublicKey[]): Promise<void> {
  await db.standings.clear()
  await db.settings.put({ key: 'standingsOf', value: personas })
  for (const owner of personas) {
    const mine = await db.resources.where('owner').equals(owner).primaryKeys()
    const touched = { requests: new Set<ObjectId>(), ofEvents: new Set<ObjectId>(), forResources: new Set(mine) }
    await restand(db, new Set(personas), touched, NOTHING_SEEN)
  }
}

/** Whether there is nothing that anybody could wait for, and was not before these changes either. */
async function lendNothing(db: Database, personas: readonly PublicKey[]): Promise<boolean> {
  for (const owner of personas) {
    if ((await db.resources.where('owner').equals(owner).limit(1).count()) > 0) return false
  }
  return (await db.standings.limit(1).count()) === 0
}

async function restand(db: Database, owners: ReadonlySet<PublicKey>, touched: Touched, seen: Seen): Promise<void> {
  const ids = await withLater(db, await withoutOthers(db, owners, await requestsIn(db, touched), seen))
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    await restandAll(db, owners, ids.slice(start, start + AT_ONCE), seen)
  }
}

/** Without requests that are seen to be for what somebody else lends: they have no rows, and nor has what replaces them. */
async function withoutOthers(
  db: Database,
  owners: ReadonlySet<PublicKey>,
  ids: ReadonlySet<ObjectId>,
  seen: Seen,
): Promise<ReadonlySet<ObjectId>> {
  const rows = present([...ids].map((id) => seen.requests.get(id)))
  const resources = await resourcesOf(db, rows)
  const isOthers = ({ resource }: RequestRow): boolean => {
    const owner = resources.get(resource)?.owner
    return owner !== undefined && !owners.has(owner)
  }
  const others = new Set(rows.filter(isOthers).map(({ id }) => id))
  return new Set([...ids].filter((id) => !others.has(id)))
}

async function requestsIn(db: Database, { requests, ofEvents, forResources }: Touched): Promise<Set<ObjectId>> {
  const ids = new Set(requests)
  for (const [index, named] of [
    ['event', ofEvents],
    ['resource', forResources],
  ] as const) {
    if (named.size === 0) continue
    const found = await atOnce([...named].map((id) => db.requests.where(index).equals(id).primaryKeys()))
    for (const id of found.flat()) ids.add(id)
  }
  return ids
}

/** With all that take the place of them, one after the other. */
async function withLater(db: Database, ids: ReadonlySet<ObjectId>): Promise<ObjectId[]> {
  const all = new Set(ids)
  let last = [...ids]
  for (let round = 0; round < MAX_CHAIN && last.length > 0; round += 1) {
    const later = await db.requests.where('supersedes').anyOf(last).primaryKeys()
    last = later.filter((id) => !all.has(id))
    for (const id of last) all.add(id)
  }
  return [...all]
}

async function restandAll(
  db: Database,
  owners: ReadonlySet<PublicKey>,
  ids: readonly ObjectId[],
  seen: Seen,
): Promise<void> {
  const before = await db.standings.bulkGet(ids.filter((id) => !seen.news.has(id)))
  const unseen = await db.requests.bulkGet(ids.filter((id) => !seen.requests.has(id)))
  const requests = present([...unseen, ...ids.map((id) => seen.requests.get(id))])
  const asked = await resourcesOf(db, requests)
  const resources = new Map([...asked].filter(([, { owner }]) => owners.has(owner)))
  const mine = requests.filter(({ resource }) => resources.has(resource))
  const rows = mine.length === 0 ? [] : await rowsOf(db, mine, resources)
  const wanted = new Set(rows.map(({ request }) => request))
  const gone = present(before).filter(({ request }) => !wanted.has(request))
  const known = new Map(present(before).map((row) => [row.request, row]))
  const put = rows.filter((row) => !sameValue(row, known.get(row.request)))
  if (gone.length > 0) await db.standings.bulkDelete(gone.map(({ request }) => request))
  if (put.length > 0) await db.standings.bulkPut(put)
}

/** The resources that are asked for. */
async function resourcesOf(db: Database, requests: readonly RequestRow[]): Promise<Map<ObjectId, ResourceRow>> {
  const rows = present(await db.resources.bulkGet([...new Set(requests.map(({ resource }) => resource))]))
  return new Map(rows.map((row) => [row.id, row]))
}

async function rowsOf(
  db: Database,
  mine: readonly RequestRow[],
  resources: ReadonlyMap<ObjectId, ResourceRow>,
): Promise<StandingRow[]> {
  const index = await indexAround(db, mine, resources)
  return present(mine.map((request) => standingRow(index, request)))
}

/** All that the standing of these requests depends on. */
async function indexAround(
  db: Database,
  mine: readonly RequestRow[],
  resources: ReadonlyMap<ObjectId, ResourceRow>,
): Promise<FestivalIndex> {
  const later = await db.requests
    .where('supersedes')
    .anyOf(mine.map(({ id }) => id))
    .toArray()
  const line = await withEarlier(db, mine)
  const events = present(await db.events.bulkGet([...new Set(mine.map(({ event }) => event))]))
  const answers = await readAnswersTo(db, [...line.keys()])
  const requests = [...new Map([...line.values(), ...later].map((row) => [row.id, row])).values()]
  return indexFestival({ resources, events: new Map(events.map((row) => [row.id, row])), requests, answers })
}

/** With all whose place they take. */
async function withEarlier(db: Database, requests: readonly RequestRow[]): Promise<Map<ObjectId, RequestRow>> {
  const all = new Map(requests.map((row) => [row.id, row]))
  let last = requests
  for (let round = 0; round < MAX_CHAIN; round += 1) {
    const named = last.flatMap(({ supersedes }) =>
      supersedes === undefined || all.has(supersedes) ? [] : [supersedes],
    )
    if (named.length === 0) break
    last = present(await db.requests.bulkGet([...new Set(named)]))
    for (const row of last) all.set(row.id, row)
  }
  return all
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined)
}
