// The methods of the page API that exist (DESIGN 8), each with the shape of its parameters. Looked up in a Map, so no
// name that a page makes up reaches anything else; every other name is UnsupportedMethod.

import * as v from 'valibot'
import { noteActivity } from '../src/adapters/dexie/site-activity.ts'
import { decodeOperation, encodeOperation } from '../src/operations/codec.ts'
import { englishPersonaName } from '../src/wallet/animals.ts'
import type { PageMethod } from '../messages/page.ts'
import { answerOperation, checkedRequest } from './answers.ts'
import type { Outcome } from './approvals.ts'
import { invalid, prompt, type PageCall, type PageContext, type PageMethodRun } from './page-call.ts'
import { pageRefusal, pageRefusalOf } from './page-errors.ts'
import { inviteRefusal, inviteText, join } from './page-join.ts'
import { open } from './page-open.ts'
import { publish, publishAll, requestResource } from './page-publish.ts'
import { pageQuery, runQuery } from './page-query.ts'
import { forgetPermissions, isBlocked, mayUse, permissionForPage, permissionOf, permissionsOf } from './permissions.ts'
import { festivalOfScopes, missing, parseScope } from './scopes.ts'
import { answerAlone, earlierAnswer } from './site-answers.ts'
import { sitePersona, personaToAsk } from './site-persona.ts'
import { objectId, text } from './shapes.ts'

const scope = v.pipe(
  text(400),
  v.check((value) => parseScope(value) !== undefined),
)
const connectParams = v.strictObject({
  festival: v.exactOptional(objectId),
  invite: v.exactOptional(inviteText),
  scopes: v.pipe(v.array(scope), v.minLength(1), v.maxLength(20)),
  reason: v.exactOptional(text(140)),
  silent: v.exactOptional(v.boolean()),
})
const authorizeParams = v.strictObject({
  request: objectId,
  decision: v.picklist(['grant', 'deny']),
  reason: v.exactOptional(text(2000)),
})
const identityParams = v.exactOptional(v.strictObject({ festival: v.exactOptional(objectId) }), {})

async function connect(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const params = v.safeParse(connectParams, call.params)
  if (!params.success) return invalid(params.issues)
  const { scopes, silent, reason, festival, invite } = params.output
  const { page } = call
  const about = festival ?? festivalOfScopes(scopes)
  const known = await sitePersona(context, page, about)
  const now = context.clock.now()
  const row = known === undefined ? undefined : await permissionOf(context.db, page, known, now)
  if (row !== undefined && missing(row.scopes, scopes).length === 0) return { ok: true, value: permissionForPage(row) }
  if (silent === true) return pageRefusal('Unauthorized')
  const refusal = invite === undefined ? undefined : await inviteRefusal(invite)
  if (refusal !== undefined) return refusal
  if (await context.approvals.rejoin({ ...call, kind: 'connect' })) return undefined
  if (await isBlocked(context.db, page)) return pageRefusal('UserRejected')
  const asked = {
    scopes: [...new Set(scopes)],
    ...(reason === undefined ? {} : { reason }),
    ...(festival === undefined ? {} : { festival }),
    ...(invite === undefined ? {} : { invite }),
  }
  const persona = await personaToAsk(context, page, about)
  return prompt(context, call, { kind: 'connect', params: asked, ...(persona === undefined ? {} : { persona }) })
}

async function authorize(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const params = v.safeParse(authorizeParams, call.params)
  if (!params.success) return invalid(params.issues)
  const { request: id, decision, reason } = params.output
  const { page } = call
  const row = await context.db.requests.get(id)
  const persona = await sitePersona(context, page, row?.festival)
  if (persona === undefined) return pageRefusal('Unauthorized')
  const site = { page, persona, key: call.key }
  const earlier = await earlierAnswer(context, site)
  if (earlier !== undefined) return earlier
  if (await context.approvals.rejoin({ ...call, kind: 'authorize' })) return undefined
  // Asked first: a site without the scope can not tell which requests exist.
  const now = context.clock.now()
  const permission = await permissionOf(context.db, page, persona, now)
  const needed = row === undefined ? undefined : `authorize:${row.festival}/${row.resource}`
  const mayAsk = needed !== undefined && (await mayUse(context.db, page, persona, needed, now))
  if (permission === undefined || !mayAsk) return pageRefusal('Unauthorized')
  const request = await checkedRequest(context, persona, id, decision)
  if (!request.ok) return pageRefusalOf(request.error)
  const answer = { decision, by: `site:${page.origin}`, note: reason }
  const settled = await answerAlone(context, site, request.value, answer)
  if (settled !== undefined) return settled
  const operation = answerOperation(request.value, answer, now)
  const payload = encodeOperation(operation)
  if (!payload.ok || !decodeOperation(payload.value).ok) return pageRefusal('InvalidParams')
  return prompt(context, call, {
    kind: 'authorize',
    params: params.output,
    payload: payload.value,
    persona,
    permittedAt: permission.createdAt,
  })
}

async function permissions({ db, clock }: PageContext, { page }: PageCall): Promise<Outcome> {
  const rows = await permissionsOf(db, page, clock.now())
  return { ok: true, value: rows.map(permissionForPage) }
}

async function disconnect(context: PageContext, { page }: PageCall): Promise<Outcome> {
  await forgetPermissions(context.db, page)
  await context.approvals.settleSite(page, 'cancelled', pageRefusal('Aborted'))
  context.permissionChanged()
  return { ok: true, value: null }
}

async function identity(context: PageContext, { page, params }: PageCall): Promise<Outcome> {
  const parsed = v.safeParse(identityParams, params ?? {})
  if (!parsed.success) return invalid(parsed.issues)
  const { db, clock } = context
  const { festival } = parsed.output
  const persona = await sitePersona(context, page, festival)
  const mayAsk = persona !== undefined && (await mayUse(db, page, persona, 'identity', clock.now()))
  if (!mayAsk) return pageRefusal('Unauthorized')
  const profile = festival === undefined ? undefined : await db.profiles.get([festival, persona])
  return { ok: true, value: { publicKey: persona, name: profile?.name ?? englishPersonaName(persona) } }
}

async function query(context: PageContext, { page, params }: PageCall): Promise<Outcome> {
  const parsed = v.safeParse(pageQuery, params)
  if (!parsed.success) return invalid(parsed.issues)
  const { db, clock } = context
  const now = clock.now()
  const persona = await sitePersona(context, page, parsed.output.festival)
  const row = persona === undefined ? undefined : await permissionOf(db, page, persona, now)
  const needed = `read:${parsed.output.festival}`
  if (persona === undefined || row === undefined || missing(row.scopes, [needed]).length > 0) {
    return pageRefusal('Unauthorized')
  }
  await mayUse(db, page, persona, needed, now)
  const result = await runQuery(db, parsed.output, { persona, scopes: row.scopes, now })
  const { festival } = parsed.output
  await noteActivity(db, { at: now, origin: page.origin, container: page.container, what: 'read', persona, festival })
  return result === undefined ? pageRefusal('InvalidParams', { path: '/cursor' }) : { ok: true, value: result }
}

/** Names are those of the contract (messages/page.ts). `subscribe` is a query that stays, and everybody may listen for what concerns them; page-api.ts adds that. */
export const pageMethods: ReadonlyMap<string, PageMethodRun> = new Map<PageMethod, PageMethodRun>([
  ['connect', connect],
  ['permissions', permissions],
  ['disconnect', disconnect],
  ['identity', identity],
  ['query', query],
  ['subscribe', query],
  ['listen', async () => ({ ok: true, value: null })],
  ['publish', publish],
  ['publishAll', publishAll],
  ['requestResource', requestResource],
  ['authorize', authorize],
  ['join', join],
  ['open', open],
])
