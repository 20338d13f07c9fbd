// A web site that answers for a resource by itself (policy `external`, DESIGN 5.4, 8): signed without a question, checked
// like every answer in the moment of signing, once per key, and no more than a few in a minute. Whatever is not clear (a
// second answer, an event that is not here, a resource that lives in another log) becomes the question it always was.

import { err } from '../src/bamboo/result.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { RequestRow } from '../src/festival/views.ts'
import type { PageSender } from '../messages/sender.ts'
import { answerOperation, answerSteps, type Answer } from './answers.ts'
import { append, receiptForPage, type OwnReceipts } from './append.ts'
import type { Outcome } from './approvals.ts'
import type { Context } from './context.ts'
import { mayAnswerAlone } from './external-sites.ts'
import { pageRefusal, pageRefusalOf } from './page-errors.ts'
import { noteAlone } from './prompt-activity.ts'

/** Answers of one site within a minute. */
export const MAX_SITE_ANSWERS = 20
const MINUTE_MS = 60_000

export interface SiteCall {
  page: PageSender
  persona: PublicKey
  /** The call's id, or the page's idempotency key: the same one never answers twice. */
  key: string
}

/** What the same call wrote before without a question; undefined when it did not. */
export async function earlierAnswer({ store }: Pick<Context, 'store'>, call: SiteCall): Promise<Outcome | undefined> {
  const written = (await store.commandResult(commandId(call))) as OwnReceipts | undefined
  return written === undefined ? undefined : { ok: true, value: receiptForPage(written) }
}

/** Answers for the site; undefined when the user is to be asked. `request` was checked to be answerable by `persona`. */
export async function answerAlone(
  context: Context,
  call: SiteCall,
  request: RequestRow,
  answer: Answer,
): Promise<Outcome | undefined> {
  if (!(await isLeftToSite(context, call, request))) return undefined
  if (await hasAnsweredMuch(context, call)) return pageRefusal('LimitExceeded', { retryAfterMs: MINUTE_MS })
  const { persona } = call
  const written = await append(context, {
    id: commandId(call),
    persona,
    festival: request.festival,
    prepare: async () =>
      (await isLeftToSite(context, call, request))
        ? answerSteps(context, persona, request.id, answer)
        : err({ code: 'not-your-resource' }),
    changes: { objects: [request.resource], by: 'policy' },
  })
  if (written.ok) {
    const now = context.clock.now()
    const { origin, container } = call.page
    const said = answerOperation(request, answer, now)
    await noteAlone(context.db, { at: now, origin, container, persona }, said, written.value[0])
    return { ok: true, value: receiptForPage(written.value) }
  }
  // Locked or damaged, or the resource lives in an older log, which only a person continues.
  const isForPerson = ['internal', 'locked', 'wallet-damaged'].includes(written.error.code)
  return isForPerson ? undefined : pageRefusalOf(written.error)
}

/** A first answer to a living request of the event's maker, for a resource that the site answers for. */
async function isLeftToSite(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { page, persona }: SiteCall,
  request: RequestRow,
): Promise<boolean> {
  const now = clock.now()
  const [resource, event, answers] = await Promise.all([
    db.resources.get(request.resource),
    db.events.get(request.event),
    db.answers.where('request').equals(request.id).toArray(),
  ])
  const isAlive = request.withdrawn === undefined && (request.expires === undefined || request.expires > now)
  const isFirst = !answers.some(({ owner }) => owner === persona)
  const isMakers = event !== undefined && event.author === request.author && event.cancelled === undefined
  return isAlive && isFirst && isMakers && (await mayAnswerAlone(db, page, resource, persona, now))
}

async function hasAnsweredMuch({ db, clock }: Pick<Context, 'db' | 'clock'>, { page }: SiteCall): Promise<boolean> {
  const since = clock.now() - MINUTE_MS
  const recent = db.commands
    .where('id')
    .startsWith(`site:${page.origin}|`)
    .filter(({ at }) => at > since)
  return (await recent.count()) >= MAX_SITE_ANSWERS
}

function commandId({ page, persona, key }: SiteCall): string {
  return `site:${page.origin}|${page.container}|${persona}|${key}`
}
