// The policy "lottery" (DESIGN 5.4, decision 0012): collects requests until a time, then serves them in an order that
// nobody could know before and everybody can check afterwards. Who does not fit stays in line in that order; who came too
// late comes after, in the order of arrival.

import { concatBytes } from '../../bamboo/bytes.ts'
import type { ObjectId } from '../../operations/ids.ts'
import { isInTime, lotOf } from '../draw.ts'
import type { RequestRow, ResourceRow } from '../views.ts'
import { decideInTurn } from './automatic.ts'
import type { Decision, Policy, PolicyContext } from './policy.ts'

/**
 * What the wallet knows of one lottery. Without `nonce` it can not draw. `lastArrival` is the last request that had arrived
 * when it drew (RequestRow.arrival): once the nonce is shown, a request could be made to measure.
 */
export interface Draw {
  readonly nonce?: Uint8Array
  readonly lastArrival?: number
}

/** `draws` by resource, at least for lotteries whose time has come. */
export function lottery(draws: ReadonlyMap<ObjectId, Draw>): Policy {
  return {
    kind: 'lottery',
    order: (resource, request) => placeOf(draws.get(resource.id), resource, request),
    decide: (context) => decide(draws.get(context.resource.id), context),
  }
}

const DRAWN = Uint8Array.of(0)
const AFTER = Uint8Array.of(1)

function placeOf(draw: Draw | undefined, { policy }: ResourceRow, request: RequestRow): Uint8Array {
  const { nonce, lastArrival } = draw ?? {}
  if (policy.kind !== 'lottery' || nonce === undefined || lastArrival === undefined) return AFTER
  const takesPart = isInTime(request, policy.until) && request.arrival <= lastArrival
  return takesPart ? concatBytes(DRAWN, lotOf(nonce, request.id)) : AFTER
}

function decide(draw: Draw | undefined, context: PolicyContext): Decision {
  const { policy } = context.resource
  if (policy.kind !== 'lottery') return { kind: 'ask', reason: 'no-policy' }
  if (context.now < policy.until) return { kind: 'wait', reason: 'draw-at' }
  if (draw?.nonce === undefined) return { kind: 'ask', reason: 'nonce-lost' }
  if (draw.lastArrival === undefined) return { kind: 'ask', reason: 'draw-lost' }
  return decideInTurn(context)
}
