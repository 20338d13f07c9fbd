// The lotteries of people who are made up (decision 0044). Their nonce is made of their key, so that it is nowhere stored and the
// same whenever it is drawn. Their clock is that of whoever asks: who takes part is told by the time of a request.

import type { Demo } from '../../src/adapters/dexie/demo-rows.ts'
import { concatBytes, utf8Encode, yamfHash } from '../../src/bamboo/index.ts'
import { isInTime, NONCE_LENGTH } from '../../src/festival/draw.ts'
import type { FestivalRows } from '../../src/festival/overview.ts'
import type { Draw } from '../../src/festival/policies/lottery.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import { PANDAS, type Panda } from './story.ts'

/** What the policy of their lottery commits to: 32 bytes. */
export function nonceOf({ keys }: Demo, panda: Panda): Uint8Array {
  const key = keys[PANDAS.indexOf(panda)] ?? new Uint8Array()
  return yamfHash(concatBytes(utf8Encode('lottery'), key)).slice(-NONCE_LENGTH)
}

/** Their lotteries that are over at `now`, UTC ms. */
export function drawsOf(
  demo: Demo,
  { resources, requests }: FestivalRows,
  pandas: ReadonlyMap<PublicKey, Panda>,
  now: number,
): Map<ObjectId, Draw> {
  const draws = new Map<ObjectId, Draw>()
  for (const { id, owner, policy } of resources.values()) {
    const panda = pandas.get(owner)
    if (panda === undefined || policy.kind !== 'lottery' || now < policy.until) continue
    const inTime = requests.filter((request) => request.resource === id && isInTime(request, policy.until))
    const lastArrival = inTime.reduce((last, { arrival }) => Math.max(last, arrival), 0)
    draws.set(id, { nonce: nonceOf(demo, panda), lastArrival })
  }
  return draws
}
