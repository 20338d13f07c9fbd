// What web sites may do: permissions keyed by (origin, container, persona), taken from the message sender (DESIGN 8).

import { noteActivity } from '../src/adapters/dexie/site-activity.ts'
import type { Database, PermissionRow } from '../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { Permission } from '../page/p2panda.d.ts'
import type { PageSender } from '../messages/sender.ts'
import type { Context } from './context.ts'
import { allows } from './scopes.ts'

/** How long a permission lasts unless the user chose otherwise. */
export const DEFAULT_PERMISSION_MS: number = 30 * 24 * 3600 * 1000

/** Using a permission is noted at most this often. */
const USE_STEP_MS = 3600 * 1000

export type Site = Pick<PageSender, 'origin' | 'container'>

export function permissionId(site: Site, persona: PublicKey): string {
  return `${site.origin}|${site.container}|${persona}`
}

/** The permission of a site in force at `now`; a lapsed or blocked one is none. */
export async function permissionOf(
  db: Database,
  site: Site,
  persona: PublicKey,
  now: number,
): Promise<PermissionRow | undefined> {
  const row = await db.permissions.get(permissionId(site, persona))
  return row === undefined || row.blocked === 1 || row.until <= now ? undefined : row
}

/** All permissions of a site in force at `now`, one for each persona that it knows; the newest first. */
export async function permissionsOf(db: Database, site: Site, now: number): Promise<PermissionRow[]> {
  const rows = await rowsOf(db, site)
  return rows
    .filter(({ blocked, until }) => blocked === 0 && until > now)
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
}

/** Whether the user told this site to stop asking, as whomever. */
export async function isBlocked(db: Database, site: Site): Promise<boolean> {
  return (await rowsOf(db, site)).some(({ blocked }) => blocked === 1)
}

/** Takes back everything that a site may do, as whomever. That it is blocked stays. */
export async function forgetPermissions(db: Database, site: Site): Promise<void> {
  const rows = await rowsOf(db, site)
  await db.permissions.bulkDelete(rows.filter(({ blocked }) => blocked === 0).map(({ id }) => id))
}

async function rowsOf(db: Database, { origin, container }: Site): Promise<PermissionRow[]> {
  const rows = await db.permissions.where('origin').equals(origin).toArray()
  return rows.filter((row) => row.container === container)
}

/** Whether the site may do what `scope` names now; notes the use. */
export async function mayUse(
  db: Database,
  site: Site,
  persona: PublicKey,
  scope: string,
  now: number,
): Promise<boolean> {
  const row = await permissionOf(db, site, persona, now)
  if (row === undefined || !allows(row.scopes, scope)) return false
  if (now - row.lastUsedAt > USE_STEP_MS) await db.permissions.update(row.id, { lastUsedAt: now })
  return true
}

/** The row after the user allowed `scopes`: earlier ones in force stay, and the later end counts. */
export function allowed(
  earlier: PermissionRow | undefined,
  site: Site,
  persona: PublicKey,
  given: { scopes: readonly string[]; until: number; now: number },
): PermissionRow {
  const isInForce = earlier !== undefined && earlier.blocked === 0 && earlier.until > given.now
  return {
    id: permissionId(site, persona),
    origin: site.origin,
    container: site.container,
    persona,
    scopes: [...new Set([...(isInForce ? earlier.scopes : []), ...given.scopes])],
    ...(isInForce && earlier.alone !== undefined ? { alone: earlier.alone } : {}),
    createdAt: isInForce ? earlier.createdAt : given.now,
    lastUsedAt: given.now,
    until: isInForce ? Math.max(earlier.until, given.until) : given.until,
    version: (earlier?.version ?? 0) + 1,
    blocked: 0,
  }
}

/** Notes that what these scopes allow needs no question until `until` (UTC ms), but not longer than the permission lasts. */
export async function allowAloneUntil(
  db: Database,
  site: Site,
  persona: PublicKey,
  { scopes, until }: { scopes: readonly string[]; until: number },
): Promise<void> {
  await db.permissions.where({ id: permissionId(site, persona) }).modify((row) => {
    const end = Math.min(until, row.until)
    row.alone = { ...row.alone, ...Object.fromEntries(scopes.map((scope) => [scope, end])) }
    row.version += 1
  })
}

/** The row after the user told a site to stop asking. */
export function blocked(site: Site, persona: PublicKey, now: number): PermissionRow {
  const row = allowed(undefined, site, persona, { scopes: [], until: Number.MAX_SAFE_INTEGER, now })
  return { ...row, blocked: 1 }
}

/** Remembers that a site lost what it was allowed. */
export async function noteEnd(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { origin, container }: Site,
  what: 'end' | 'block',
): Promise<void> {
  await noteActivity(db, { at: clock.now(), origin, container, what })
}

/** What the site itself gets to see of its permission. */
export function permissionForPage(row: PermissionRow): Permission {
  const { origin, scopes, until, persona } = row
  return { origin, scopes, until, ...(scopes.includes('identity') ? { publicKey: persona } : {}) }
}
