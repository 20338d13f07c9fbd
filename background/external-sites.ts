// Web sites that answer for a resource (DESIGN 5.4, 8): the one that its policy `external` names, while the user gives it a
// permission for exactly this resource. A permission for the whole festival is not meant that way, so it does not count.

import type { Database } from '../src/adapters/dexie/schema.ts'
import type { ResourceRow } from '../src/festival/views.ts'
import type { ObjectId, PublicKey } from '../src/operations/ids.ts'
import { siteOrigin } from '../messages/site-origin.ts'
import { permissionOf, type Site } from './permissions.ts'

/** Whether the site may answer for the resource by itself at `now`, UTC ms. */
export async function mayAnswerAlone(
  db: Database,
  site: Site,
  resource: ResourceRow | undefined,
  me: PublicKey,
  now: number,
): Promise<boolean> {
  if (resource?.policy.kind !== 'external' || resource.owner !== me) return false
  if (siteOrigin(resource.policy.url) !== site.origin) return false
  const permission = await permissionOf(db, site, me, now)
  return permission?.scopes.includes(aloneScope(resource)) === true
}

/** Which of these resources a site answers for, with the time until when one may, UTC ms. */
export async function readAnsweringSites(
  db: Database,
  resources: Iterable<ResourceRow>,
  me: PublicKey,
  now: number,
): Promise<Map<ObjectId, number>> {
  const until = new Map<ObjectId, number>()
  for (const resource of resources) {
    const origin = resource.policy.kind === 'external' ? siteOrigin(resource.policy.url) : undefined
    if (origin === undefined || resource.owner !== me) continue
    const permissions = await db.permissions.where('origin').equals(origin).toArray()
    const last = permissions
      .filter(
        ({ persona, blocked, scopes }) => persona === me && blocked === 0 && scopes.includes(aloneScope(resource)),
      )
      .reduce((latest, permission) => Math.max(latest, permission.until), 0)
    if (last > now) until.set(resource.id, last)
  }
  return until
}

function aloneScope({ festival, id }: ResourceRow): string {
  return `authorize:${festival}/${id}`
}
