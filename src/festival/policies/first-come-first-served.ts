// The policy "first come, first served" (DESIGN 5.4): what is free is granted in the order of arrival at the owner's node.
// What is taken waits and is granted when the slot frees, so the pending requests are the waitlist. A request that fits
// does not wait for an earlier one that does not fit.

import { decideInTurn } from './automatic.ts'
import type { Policy } from './policy.ts'

export const firstComeFirstServed: Policy = {
  kind: 'first-come-first-served',
  decide: (context) => decideInTurn(context),
}
