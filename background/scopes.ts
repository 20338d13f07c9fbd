// The grammar of scopes and what a permission covers (DESIGN 8): `read:<festival>`, `publish:<festival>/<op>`,
// `authorize:<festival>[/<resource>]`, `identity`. No wildcards; `<op>` is one of a closed list (messages/publishable.ts).

import { parseEntryHash, type FestivalId, type ObjectId } from '../src/operations/ids.ts'
import { isPublishable } from '../messages/publishable.ts'
import type { PublishableOp } from '../page/p2panda.d.ts'

export type ParsedScope =
  | { verb: 'identity' }
  | { verb: 'read'; festival: FestivalId }
  | { verb: 'publish'; festival: FestivalId; op: PublishableOp }
  | { verb: 'authorize'; festival: FestivalId; resource?: ObjectId }

/** The scope, or undefined when the text is none. */
export function parseScope(text: string): ParsedScope | undefined {
  if (text === 'identity') return { verb: 'identity' }
  const [verb, rest, ...others] = text.split(':')
  const [name, detail, ...more] = (rest ?? '').split('/')
  const festival = parseEntryHash(name)
  if (festival === undefined || others.length > 0 || more.length > 0) return undefined
  if (verb === 'read') return detail === undefined ? { verb, festival } : undefined
  if (verb === 'publish')
    return detail !== undefined && isPublishable(detail) ? { verb, festival, op: detail } : undefined
  if (verb !== 'authorize') return undefined
  if (detail === undefined) return { verb, festival }
  const resource = parseEntryHash(detail)
  return resource === undefined ? undefined : { verb, festival, resource }
}

/** The festival that these scopes are about, when it is one. */
export function festivalOfScopes(scopes: readonly string[]): FestivalId | undefined {
  const parsed = scopes.map(parseScope)
  const festivals = new Set(
    parsed.flatMap((scope) => (scope !== undefined && 'festival' in scope ? scope.festival : [])),
  )
  const [festival, ...others] = festivals
  return others.length === 0 ? festival : undefined
}

/** Whether having `granted` allows what `needed` names. A festival's `authorize` covers each of its resources. */
export function allows(granted: readonly string[], needed: string): boolean {
  if (granted.includes(needed)) return true
  const scope = parseScope(needed)
  return scope?.verb === 'authorize' && granted.includes(`authorize:${scope.festival}`)
}

/** The scopes that are not covered yet. */
export function missing(granted: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((scope) => !allows(granted, scope))
}
