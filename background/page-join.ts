// `join` of the page API: a site hands over an invite, the user sees what it leads to and decides (DESIGN 8). Needs no scope, as
// little as a link does, and tells the site no more than that it was done.

import * as v from 'valibot'
import { decodeInvite } from '../src/festival/invite.ts'
import type { Outcome } from './approvals.ts'
import { invalid, prompt, type PageCall, type PageContext } from './page-call.ts'
import { pageRefusal, type PageRefusal } from './page-errors.ts'
import { isBlocked } from './permissions.ts'
import { text } from './shapes.ts'
import { personaToAsk } from './site-persona.ts'

const MAX_INVITE = 6000

/** The text of an invite as a parameter. */
export const inviteText: v.GenericSchema<unknown, string> = text(MAX_INVITE)

const params = v.strictObject({ invite: inviteText })

export async function join(context: PageContext, call: PageCall): Promise<Outcome | undefined> {
  const parsed = v.safeParse(params, call.params)
  if (!parsed.success) return invalid(parsed.issues)
  const refusal = await inviteRefusal(parsed.output.invite)
  if (refusal !== undefined) return refusal
  if (await context.approvals.rejoin({ ...call, kind: 'join' })) return undefined
  if (await isBlocked(context.db, call.page)) return pageRefusal('UserRejected')
  const persona = await personaToAsk(context, call.page)
  return prompt(context, call, { kind: 'join', params: parsed.output, ...(persona === undefined ? {} : { persona }) })
}

/** Why a text is no invite, for a page; undefined when it is one. */
export async function inviteRefusal(source: string): Promise<PageRefusal | undefined> {
  const invite = await decodeInvite(source)
  if (invite.ok) return undefined
  return pageRefusal('InvalidParams', { path: '/invite', reason: `invite-${invite.error.code}` })
}
