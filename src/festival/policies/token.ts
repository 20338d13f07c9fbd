// The policy "token" (DESIGN 5.4): whoever's event holds an effective grant of the named resource gets this one too, in the
// order of arrival, while it fits. Without the token a request waits, because the token may still be granted.

import { decideInTurn } from './automatic.ts'
import type { Policy } from './policy.ts'

export const token: Policy = {
  kind: 'token',
  decide: (context) => decideInTurn(context),
}
