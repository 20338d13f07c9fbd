// What a site asks to be written, all of it together: its scopes, its payloads, and the receipts that the page gets (DESIGN 8).

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { decodeOperation } from '../src/operations/codec.ts'
import type { ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import { receiptForPage, type OwnReceipts } from './append.ts'
import type { Context } from './context.ts'
import { mayUse, type Site } from './permissions.ts'
import { itemOf, objectsChangedBy, type Item, type Wish } from './site-operations.ts'

/** What a prompt about publishing stores as its parameters. */
export interface PublishAsk {
  wishes: Wish[]
  /** One receipt per wish is wanted, else the one of the only wish. */
  batch: boolean
}

/** Whether the site has the scope of each wish now; notes the use. */
export async function mayPublish(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  site: Site,
  persona: PublicKey,
  wishes: readonly Wish[],
): Promise<boolean> {
  for (const scope of scopesOf(wishes)) if (!(await mayUse(db, site, persona, scope, clock.now()))) return false
  return true
}

/** `publish:<festival>/<op>` of each wish, each once. */
export function scopesOf(wishes: readonly Wish[]): string[] {
  return [...new Set(wishes.map(({ festival, op }) => `publish:${festival}/${op}`))]
}

/** The payloads of all wishes; `item` in the data of a refusal is the index of the wish at fault. */
export async function itemsOf(
  context: Pick<Context, 'db' | 'clock'>,
  persona: PublicKey,
  wishes: readonly Wish[],
  at: number,
): Promise<Result<Item[], PanelError>> {
  const items: Item[] = []
  for (const [index, each] of wishes.entries()) {
    const item = await itemOf(context, persona, each, at)
    if (!item.ok) return err({ ...item.error, data: { ...item.error.data, item: index } })
    items.push(item.value)
  }
  return ok(items)
}

/** The receipt of each wish's own entry, null where it was left out; the receipts are those of all payloads in order. */
export function receiptsForPage(
  { batch }: PublishAsk,
  items: readonly (readonly Uint8Array[])[],
  ticked: readonly number[],
  receipts: OwnReceipts,
): unknown {
  let next = 0
  const all = items.map((payloads, index) => {
    if (!ticked.includes(index)) return null
    const receipt = receipts[next]
    next += payloads.length
    return receipt === undefined ? null : receiptForPage([receipt])
  })
  return batch ? all : all[0]
}

/** The objects that payloads change. */
export function changedBy(payloads: readonly Uint8Array[]): ObjectId[] {
  return payloads.flatMap((payload) => {
    const operation = decodeOperation(payload)
    return operation.ok ? objectsChangedBy(operation.value) : []
  })
}
