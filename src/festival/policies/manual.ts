// The policy "by hand" (DESIGN 5.4): a person answers every request.

import type { Policy } from './policy.ts'

export const manual: Policy = {
  kind: 'manual',
  decide: () => ({ kind: 'ask', reason: 'manual' }),
}
