// What a site may have written without a question (DESIGN 8): kinds of operations for which the user said so on a prompt, until
// an end, and no more than a few entries a day. Whatever is not clear becomes the question it always was.

import { err, ok } from '../src/bamboo/result.ts'
import { decodeOperation } from '../src/operations/codec.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { append, receiptForPage, type OwnReceipts } from './append.ts'
import type { Outcome } from './approvals.ts'
import type { Context } from './context.ts'
import type { PageCall } from './page-call.ts'
import { pageRefusalOf } from './page-errors.ts'
import { permissionOf, type Site } from './permissions.ts'
import { noteAlone } from './prompt-activity.ts'
import type { Item } from './site-operations.ts'
import { changedBy, itemsOf, scopesOf, type PublishAsk } from './site-wishes.ts'

/** Entries of one site without a question within 24 hours. */
export const MAX_ALONE_PER_DAY = 20
const DAY_MS = 24 * 3_600_000

type AloneCall = Pick<PageCall, 'page' | 'key'>

/** What the same call wrote before without a question; undefined when it did not. */
export async function writtenAlone(
  { store }: Pick<Context, 'store'>,
  call: AloneCall,
  persona: PublicKey,
  isBatch: boolean,
): Promise<Outcome | undefined> {
  const written = (await store.commandResult(commandId(call, persona))) as OwnReceipts | undefined
  return written === undefined ? undefined : { ok: true, value: valueOf(written, isBatch) }
}

/** Writes at once what may be written without asking; undefined when the user is to be asked. */
export async function publishAlone(
  context: Context,
  call: AloneCall,
  persona: PublicKey,
  { ask, items }: { ask: PublishAsk; items: readonly Item[] },
): Promise<Outcome | undefined> {
  const { wishes, batch } = ask
  const [first] = wishes
  if (first === undefined || !(await isAlone(context, call.page, persona, ask, items))) return undefined
  const written = await append(context, {
    id: commandId(call, persona),
    persona,
    festival: first.festival,
    prepare: async () => {
      const fresh = await itemsOf(context, persona, wishes, context.clock.now())
      if (!fresh.ok) return fresh
      const isStill = await isAlone(context, call.page, persona, ask, fresh.value)
      return isStill
        ? ok(
            fresh.value.map(
              ([payload]) =>
                () =>
                  payload,
            ),
          )
        : err({ code: 'approval-changed' })
    },
    changes: { objects: changedBy(items.flat()), by: 'policy' },
  })
  if (written.ok) {
    await noteWritten(context, call.page, persona, items, written.value)
    return { ok: true, value: valueOf(written.value, batch) }
  }
  // Locked or damaged, not alone any more, or about something that lives in an older log, which only a person continues.
  const isForPerson = ['internal', 'locked', 'wallet-damaged', 'approval-changed'].includes(written.error.code)
  return isForPerson ? undefined : pageRefusalOf(written.error)
}

/** Each kind was allowed, nothing brings more with it than was asked for, and the day has room for all of it. */
async function isAlone(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  site: Site,
  persona: PublicKey,
  { wishes }: PublishAsk,
  items: readonly Item[],
): Promise<boolean> {
  const now = clock.now()
  const permission = await permissionOf(db, site, persona, now)
  const alone = new Map(Object.entries(permission?.alone ?? {}))
  const isAllowed = scopesOf(wishes).every((scope) => {
    return permission?.scopes.includes(scope) === true && (alone.get(scope) ?? 0) > now
  })
  if (!isAllowed || items.some((item) => item.length > 1)) return false
  const today = await db.commands
    .where('id')
    .startsWith(`page:${site.origin}|`)
    .filter(({ at }) => at > now - DAY_MS)
    .toArray()
  const written = today.reduce((sum, { result }) => sum + (result as OwnReceipts).length, 0)
  return written + items.length <= MAX_ALONE_PER_DAY
}

async function noteWritten(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { origin, container }: Site,
  persona: PublicKey,
  items: readonly Item[],
  receipts: OwnReceipts,
): Promise<void> {
  for (const [index, [payload]] of items.entries()) {
    const operation = decodeOperation(payload)
    const receipt = receipts[index]
    if (!operation.ok || receipt === undefined) continue
    await noteAlone(db, { at: clock.now(), origin, container, persona }, operation.value, receipt)
  }
}

function valueOf(receipts: OwnReceipts, isBatch: boolean): unknown {
  return isBatch ? receipts.map((receipt) => receiptForPage([receipt])) : receiptForPage(receipts)
}

function commandId({ page, key }: AloneCall, persona: PublicKey): string {
  return `page:${page.origin}|${page.container}|${persona}|${key}`
}
