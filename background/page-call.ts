// One call of a web page on its way through background (DESIGN 8): who asks, what methods work with, how a prompt is queued.

import * as v from 'valibot'
import type { PageSender } from '../messages/sender.ts'
import type { Approvals, Ask, Outcome } from './approvals.ts'
import type { Context } from './context.ts'
import { pageRefusal } from './page-errors.ts'

/** One call of a page whose sender was checked. */
export interface PageCall {
  page: PageSender
  params: unknown
  /** The call's id, or the page's idempotency key. */
  key: string
  deadlineMs: number
  /** The user had just done something on the page. */
  gesture: boolean
  /** Answers later: when the user decided, or the deadline passed. */
  settle: (outcome: Outcome) => void
}

export interface PageContext extends Context {
  approvals: Approvals
  showApprovals: () => void
  /** Whether a question of this site follows one that the user has just agreed to; true once for each. */
  followsYes: (site: Pick<PageSender, 'origin' | 'container'>) => boolean
  /** Opens a page of ours at the view that its hash names, e.g. `today/0040…`. */
  showView: (hash: string) => Promise<void>
  permissionChanged: () => void
}

/** The answer, or undefined when it comes through `settle`. */
export type PageMethodRun = (context: PageContext, call: PageCall) => Promise<Outcome | undefined>

/** Queues a question to the user. */
export async function prompt(
  context: PageContext,
  { page, key, deadlineMs, gesture, settle }: PageCall,
  what: Pick<Ask, 'kind' | 'params' | 'payload' | 'items' | 'persona' | 'permittedAt'>,
): Promise<undefined> {
  await context.approvals.ask({ ...what, page, key, deadlineMs, settle })
  // Without a click of the user, on the page or on yes, no window may open: then the badge says it.
  if (context.followsYes(page) || gesture) context.showApprovals()
}

/** `/scopes/0`: where the first mistake is, and nothing of what was given. */
export function invalid([issue]: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Outcome {
  return pageRefusal('InvalidParams', { path: `/${(v.getDotPath(issue) ?? '').replaceAll('.', '/')}` })
}
