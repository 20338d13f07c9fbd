// The user said yes to what a site wants written: everything is made and checked again under the lock of own appends, must give
// exactly the bytes that were shown, and is written as one append (DESIGN 8).

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { equalBytes } from '../src/bamboo/bytes.ts'
import { decodeOperation } from '../src/operations/codec.ts'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import { append, type OwnReceipts } from './append.ts'
import { approvalCommand, isSamePermission, isStillWaiting, type Approve, type DecisionPorts } from './deciding.ts'
import type { Item } from './site-operations.ts'
import { changedBy, itemsOf, mayPublish, receiptsForPage, scopesOf, type PublishAsk } from './site-wishes.ts'

/** Writes what was ticked; all of it when nothing else is said. */
export async function publishApproved(
  ports: DecisionPorts,
  row: ApprovalRow,
  persona: PublicKey,
  choice: Approve,
): Promise<Result<OwnReceipts, PanelError>> {
  const { wishes } = row.params as PublishAsk
  const [first] = wishes
  const ticked = tickedOf(row, choice.items)
  if (first === undefined || ticked === undefined) return err({ code: 'invalid-params' })
  const shown = ticked.flatMap((index) => row.items?.[index] ?? [])
  return append(ports, {
    id: approvalCommand(row),
    persona,
    festival: first.festival,
    prepare: async () => {
      if (!(await isStillWaiting(ports, row))) return err({ code: 'unknown-approval' })
      const fresh = await madeAgain(ports, row, persona, ticked)
      if (!fresh.ok) return fresh
      // Which ones were ticked must be known when the receipts are told after a death in between.
      await ports.db.approvals.update(row.id, { ticked })
      return ok(shown.map((payload) => () => payload))
    },
    changes: { objects: changedBy(shown), by: 'person' },
  })
}

/** What the page gets for the entries that were written. */
export function publishedValue(row: ApprovalRow, receipts: OwnReceipts): unknown {
  const items = row.items ?? []
  return receiptsForPage(row.params as PublishAsk, items, row.ticked ?? [...items.keys()], receipts)
}

/** The scopes for which nothing is asked from now on, when the user chose so. */
export function aloneScopes(row: ApprovalRow): string[] {
  return scopesOf((row.params as PublishAsk).wishes)
}

/** The items that were chosen, in order; undefined when there are none, or others than were shown. */
export function tickedOf({ params }: ApprovalRow, chosen: readonly number[] | undefined): number[] | undefined {
  const { wishes } = params as PublishAsk
  const ticked = [...wishes.keys()].filter((index) => chosen?.includes(index) ?? true)
  const isKnown = chosen?.every((index) => ticked.includes(index)) ?? true
  return isKnown && ticked.length > 0 ? ticked : undefined
}

/** Ok when the site may still ask for this, and the same words give the bytes that were shown. */
async function madeAgain(
  ports: DecisionPorts,
  row: ApprovalRow,
  persona: PublicKey,
  ticked: readonly number[],
): Promise<Result<unknown, PanelError>> {
  const { wishes } = row.params as PublishAsk
  const wanted = ticked.flatMap((index) => wishes[index] ?? [])
  const isAllowed = (await isSamePermission(ports, row, persona)) && (await mayPublish(ports, row, persona, wanted))
  if (!isAllowed) return err({ code: 'site-not-allowed' })
  const shown = ticked.flatMap((index) => (row.items?.[index] === undefined ? [] : [row.items[index]]))
  const at = timeOf(shown)
  if (at === undefined) return err({ code: 'approval-changed' })
  const fresh = await itemsOf(ports, persona, wanted, at)
  if (!fresh.ok) return fresh
  const isSame = fresh.value.length === shown.length && fresh.value.every((item, index) => areSame(item, shown[index]))
  return isSame ? ok({}) : err({ code: 'approval-changed' })
}

/** The time that was written into the payloads when they were shown, UTC ms. */
function timeOf([first]: readonly (readonly Uint8Array[])[]): number | undefined {
  const [payload] = first ?? []
  const operation = payload === undefined ? undefined : decodeOperation(payload)
  return operation?.ok === true ? operation.value.at : undefined
}

function areSame(item: Item, shown: readonly Uint8Array[] = []): boolean {
  return (
    item.length === shown.length &&
    item.every((payload, index) => {
      const other = shown[index]
      return other !== undefined && equalBytes(payload, other)
    })
  )
}
