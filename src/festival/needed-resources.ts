// What an event must hold before a policy gives it a resource (DESIGN 5.4): what the resource requires, and its token.

import type { ObjectId } from '../operations/ids.ts'
import type { ResourceRow } from './views.ts'

/** Ids of the resources of which an effective grant is needed, each once. */
export function neededFor({ requires, policy }: Pick<ResourceRow, 'requires' | 'policy'>): ObjectId[] {
  return [...new Set(policy.kind === 'token' ? [...requires, policy.resource] : requires)]
}
