// Ada lends a projector, Ben asks for it: signed logs, and the receipts that they make.

import {
  makeReceipt,
  type KeptEntry,
  type MadeReceipt,
  type ReceiptMaterial,
} from '../../../src/receipt/make-receipt.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import { HandLog, eventOf, festivalCreate, grantOf, joinOf, person, requestOf, resourceOf } from '../log/fixtures.ts'

export interface ReceiptStory {
  readonly festival: FestivalId
  readonly ada: HandLog
  readonly ben: HandLog
  readonly projector: EntryHash
  readonly event: EntryHash
  readonly request: EntryHash
  readonly grant: EntryHash
}

/** Up to Ada's yes, which is entry 3 of her log. */
export async function receiptStory(): Promise<ReceiptStory> {
  const ada = new HandLog(await person('ada'))
  const festival = await ada.add(festivalCreate)
  const projector = await ada.add(resourceOf('Projector'))
  const ben = new HandLog(await person('ben'), 8n)
  await ben.add(joinOf(festival))
  const event = await ben.add(eventOf('Reading group'))
  const request = await ben.add(requestOf(event, projector))
  const grant = await ada.add(grantOf(request, projector))
  return { festival, ada, ben, projector, event, request, grant }
}

export function kept(log: HandLog, seqNums?: readonly number[]): KeptEntry[] {
  const all = log.entries.map(({ bytes, payload, entry }) => ({ seqNum: entry.seqNum, entry: bytes, payload }))
  return seqNums === undefined ? all : all.filter(({ seqNum }) => seqNums.includes(seqNum))
}

export function materialOf(story: ReceiptStory, other: Partial<ReceiptMaterial> = {}): ReceiptMaterial {
  return { answer: story.grant, homes: [kept(story.ada)], around: [kept(story.ben)], forks: [], ...other }
}

export function made(material: ReceiptMaterial): MadeReceipt {
  const receipt = makeReceipt(material)
  if (!receipt.ok) throw new Error(receipt.error.code)
  return receipt.value
}
