// What panels and the page API read, each question one function (DESIGN 3.1: panels read straight from the database).
// Joins go through indexes; what they mean is computed by src/festival/overview.ts.

import { Dexie } from 'dexie'
import { eventOverviews, type EventOverview, type FestivalOverview } from '../../festival/overview.ts'
import type { FestivalRow, ProfileRow, ResourceRow } from '../../festival/views.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { Membership } from '../../ports/log-store.ts'
import { atOnce } from './at-once.ts'
import { findLogRows } from './log-rows.ts'
import { readPersonaKeys } from './persona-rows.ts'
import { readAncestors, readRowsWithLines } from './read-nested.ts'
import type { ApprovalRow, Database, LogRow, PermissionRow } from './schema.ts'
import type { StatusRow } from './status-schema.ts'

export { readFestivalRows } from './festival-rows.ts'
export { countInbox, countInboxes, readInbox, readInboxPage } from './read-inbox.ts'
export { readAncestors, readRowsWithLines } from './read-nested.ts'
export { readPersona } from './persona-rows.ts'

/** The festivals that this node follows, by title. */
export async function readFestivals(db: Database): Promise<FestivalOverview[]> {
  const mine = await readPersonaKeys(db)
  const overviews = await db.transaction('r', db.memberships, db.festivals, db.logs, async () => {
    return atOnce((await readMemberships(db)).map((membership) => festivalOverview(db, membership, mine)))
  })
  return overviews.filter((overview) => overview !== undefined).sort((a, b) => a.title.localeCompare(b.title))
}

/**
 * Undefined for the moment between my first entry in it and its rows: of a festival that was just started it would say that nothing
 * arrived yet.
 */
async function festivalOverview(
  db: Database,
  membership: Membership,
  mine: readonly PublicKey[],
): Promise<FestivalOverview | undefined> {
  const { festival, persona } = membership
  const row = await db.festivals.get(festival)
  if (row === undefined && (await findLogRows(db, festival, persona)).some(isUnfolded)) return undefined
  return {
    festival,
    me: persona,
    ...(mine.includes(persona) ? {} : { isLost: true }),
    ...foundAgain(membership),
    ...(membership.demo === true ? { isDemo: true } : {}),
    ...describeFestival(row, membership),
  }
}

function isUnfolded({ own, seqNum, folded }: LogRow): boolean {
  return own === 1 && seqNum > 0 && folded === 0
}

/** How much is in a festival. Databases count by walking from row to row, so only who shows it asks. */
export interface FestivalCounts {
  members: number
  resources: number
  events: number
}

export async function countFestival(db: Database, festival: FestivalId): Promise<FestivalCounts> {
  const [members, resources, events] = await Promise.all([
    profilesOf(db, festival).count(),
    db.resources.where('festival').equals(festival).count(),
    db.events.where('festival').equals(festival).count(),
  ])
  return { members, resources, events }
}

function foundAgain({ found = [] }: Membership): Pick<FestivalOverview, 'found'> {
  return found.length === 0 ? {} : { found }
}

function describeFestival(
  row: FestivalRow | undefined,
  membership: Membership,
): Omit<FestivalOverview, 'festival' | 'me' | 'isLost' | 'found' | 'isDemo'> {
  if (row === undefined) return { title: membership.title ?? '', known: false, timezone: 'UTC' }
  const { title, description, timezone, from, to, place, creator, parent, forkOf, children } = row
  return {
    title,
    known: true,
    timezone,
    creator,
    ...(description ? { description } : {}),
    ...(place ? { place } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(parent === undefined ? {} : { parent }),
    ...(forkOf === undefined ? {} : { forkOf }),
    ...(children === undefined ? {} : { children }),
  }
}

/** The events of a festival with their request lines, also those for things of its ancestors, by time. `now` is UTC ms. */
export async function readEvents(db: Database, festival: FestivalId, now: number): Promise<EventOverview[]> {
  return eventOverviews(await readRowsWithLines(db, festival), now)
}

/** Things and places of a festival, by title. */
export async function readResources(db: Database, festival: FestivalId): Promise<ResourceRow[]> {
  const rows = await db.resources.where('festival').equals(festival).toArray()
  return rows.sort((a, b) => a.title.localeCompare(b.title))
}

/** The same, and then those of the festivals around it that are followed, the nearest first: what an event of it can hold. */
export async function readResourcesAround(db: Database, festival: FestivalId): Promise<ResourceRow[]> {
  const festivals = [festival, ...(await readAncestors(db, festival)).map(({ id }) => id)]
  return (await Promise.all(festivals.map((each) => readResources(db, each)))).flat()
}

/** Everybody who has a log in the festival, with the profile that they gave themselves. */
export async function readPeople(db: Database, festival: FestivalId): Promise<Map<PublicKey, ProfileRow>> {
  const rows = await profilesOf(db, festival).toArray()
  return new Map(rows.map((row) => [row.author, row]))
}

/** What the network half last said about itself; look at `at` before believing it. */
export async function readStatus(db: Database): Promise<StatusRow | undefined> {
  return db.status.get('network')
}

/** Prompts that wait for the user, oldest first. */
export async function readApprovals(db: Database): Promise<ApprovalRow[]> {
  return db.approvals.where('state').equals('waiting').sortBy('createdAt')
}

/** What web sites may do, by site. */
export async function readPermissions(db: Database): Promise<PermissionRow[]> {
  return db.permissions.orderBy('origin').toArray()
}

export async function readMembership(db: Database, festival: FestivalId): Promise<Membership | undefined> {
  return db.memberships.get(festival)
}

export async function readMemberships(db: Database): Promise<Membership[]> {
  return db.memberships.toArray()
}

/** Those that go to other people: all but a demo festival. */
export async function readSharedMemberships(db: Database): Promise<Membership[]> {
  return db.memberships.filter(({ demo }) => demo !== true).toArray()
}

function profilesOf(db: Database, festival: FestivalId): Dexie.Collection<ProfileRow, [FestivalId, PublicKey]> {
  return db.profiles.where('[festival+author]').between([festival, Dexie.minKey], [festival, Dexie.maxKey])
}
