// The policy "external" (DESIGN 5.4): a web site answers, through a permission for this one resource: a computer game, a
// telephone interview. Here is only who has to act: the site while it has that permission, else the owner.

import type { ObjectId } from '../../operations/ids.ts'
import type { Policy } from './policy.ts'

/** `answered` are the resources for which the site that their policy names has the permission now. */
export function external(answered: ReadonlySet<ObjectId>): Policy {
  return {
    kind: 'external',
    decide: ({ resource }) =>
      answered.has(resource.id) ? { kind: 'wait', reason: 'site' } : { kind: 'ask', reason: 'no-site' },
  }
}
