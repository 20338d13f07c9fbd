// `open` of the page API: shows something of a festival in a window of ours, for a click on the page (DESIGN 8). The site needs to
// be allowed to read what it points at, and learns nothing from it.

import * as v from 'valibot'
import { parseEntryHash, type FestivalId } from '../src/operations/ids.ts'
import type { Outcome } from './approvals.ts'
import type { Context } from './context.ts'
import { invalid, type PageCall, type PageContext } from './page-call.ts'
import { pageRefusal } from './page-errors.ts'
import { mayUse, permissionOf } from './permissions.ts'
import { objectId } from './shapes.ts'
import { sitePersona } from './site-persona.ts'

const params = v.variant('view', [
  v.strictObject({ view: v.literal('queue') }),
  v.strictObject({ view: v.picklist(['festival', 'event', 'resource']), id: objectId }),
])
type View = v.InferOutput<typeof params>

export async function open(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const parsed = v.safeParse(params, call.params)
  if (!parsed.success) return invalid(parsed.issues)
  const { page } = call
  const now = context.clock.now()
  const view = parsed.output
  const festival = view.view === 'queue' ? undefined : await festivalOf(context, view)
  const persona = await sitePersona(context, page, festival)
  const permission = persona === undefined ? undefined : await permissionOf(context.db, page, persona, now)
  if (persona === undefined || permission === undefined) return pageRefusal('Unauthorized')
  if (view.view !== 'queue') {
    const mayRead = festival !== undefined && (await mayUse(context.db, page, persona, `read:${festival}`, now))
    if (!mayRead) return pageRefusal('Unauthorized')
  }
  // Windows open for people, not for timers.
  if (!call.gesture) return pageRefusal('Unauthorized', { reason: 'no-click' })
  if (view.view === 'queue') context.showApprovals()
  else await context.showView(`look/${view.view}:${view.id}`)
  return { ok: true, value: null }
}

/** The festival of what a view shows; undefined when it is not here. */
async function festivalOf(
  { db }: Pick<Context, 'db'>,
  { view, id }: Exclude<View, { view: 'queue' }>,
): Promise<FestivalId | undefined> {
  if (view === 'festival') return parseEntryHash(id)
  const row = await (view === 'event' ? db.events.get(id) : db.resources.get(id))
  return row?.festival
}
