// `publish`, `publishAll` and `requestResource` of the page API: the user is asked about the exact payloads, or, where they
// chose so for a kind of operation, a few a day are written without asking (DESIGN 8, decision 32).

import * as v from 'valibot'
import type { PanelError } from '../messages/panel.ts'
import { isPublishable } from '../messages/publishable.ts'
import type { Outcome } from './approvals.ts'
import { invalid, prompt, type PageCall, type PageContext } from './page-call.ts'
import { pageRefusal, pageRefusalOf } from './page-errors.ts'
import { permissionOf } from './permissions.ts'
import { objectId, text } from './shapes.ts'
import { publishAlone, writtenAlone } from './site-budget.ts'
import { sitePersona } from './site-persona.ts'
import type { Wish } from './site-operations.ts'
import { itemsOf, mayPublish, type PublishAsk } from './site-wishes.ts'

/** Items of one batch: what a person can still look at. */
const MAX_ITEMS = 50

const plainObject = v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
const wish = v.strictObject({ festival: objectId, op: text(64), fields: plainObject })
const batch = v.pipe(v.array(wish), v.minLength(1), v.maxLength(MAX_ITEMS))
const instant = v.pipe(v.number(), v.integer(), v.minValue(0))
const requested = v.strictObject({
  event: objectId,
  resource: objectId,
  from: v.exactOptional(instant),
  to: v.exactOptional(instant),
  quantity: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  message: v.exactOptional(text(2000)),
})

export async function publish(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const params = v.safeParse(wish, call.params)
  return params.success ? propose(context, call, 'publish', [params.output], false) : invalid(params.issues)
}

export async function publishAll(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const params = v.safeParse(batch, call.params)
  if (!params.success) return invalid(params.issues)
  const other = params.output.findIndex(({ festival }) => festival !== params.output[0]?.festival)
  // One append in one log: all of what is ticked, or nothing.
  if (other !== -1) return pageRefusal('InvalidParams', { path: `/${other}/festival` })
  return propose(context, call, 'publish', params.output, true)
}

/** The request is written where the resource lives, which the site need not know. */
export async function requestResource(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const params = v.safeParse(requested, call.params)
  if (!params.success) return invalid(params.issues)
  const row = await context.db.resources.get(params.output.resource)
  // The same answer as without the scope: a site can not tell which things exist.
  if (row === undefined) return pageRefusal('Unauthorized')
  const { festival } = row
  return propose(context, call, 'request', [{ festival, op: 'request.create', fields: params.output }], false)
}

async function propose(
  context: PageContext,
  call: PageCall,
  kind: 'publish' | 'request',
  asked: v.InferOutput<typeof batch>,
  isBatch: boolean,
): Promise<Outcome | undefined> {
  const { page } = call
  const persona = await sitePersona(context, page, asked[0]?.festival)
  if (persona === undefined) return pageRefusal('Unauthorized')
  const earlier = await writtenAlone(context, call, persona, isBatch)
  if (earlier !== undefined) return earlier
  if (await context.approvals.rejoin({ ...call, kind })) return undefined
  const wishes: Wish[] = []
  for (const { op, ...rest } of asked) {
    if (!isPublishable(op)) return pageRefusal('UnsupportedMethod')
    wishes.push({ ...rest, op })
  }
  const now = context.clock.now()
  const permission = await permissionOf(context.db, page, persona, now)
  if (permission === undefined || !(await mayPublish(context, page, persona, wishes))) {
    return pageRefusal('Unauthorized')
  }
  const ask: PublishAsk = { wishes, batch: isBatch }
  const items = await itemsOf(context, persona, wishes, now)
  if (!items.ok) return refusalOf(items.error, ask)
  const written = await publishAlone(context, call, persona, { ask, items: items.value })
  if (written !== undefined) return written
  return prompt(context, call, { kind, params: ask, items: items.value, persona, permittedAt: permission.createdAt })
}

/** What the page is told about a refused wish: which one, and which of its fields. */
function refusalOf(error: PanelError, { batch }: PublishAsk): Outcome {
  const { field, item } = error.data ?? {}
  if (field === undefined) return pageRefusalOf(error)
  const path = `/fields/${String(field).replaceAll('.', '/')}`
  return pageRefusal('InvalidParams', { path: batch ? `/${item}${path}` : path, reason: error.code })
}
