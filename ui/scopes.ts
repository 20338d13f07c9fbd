// What a site asks to be allowed, read from the stored approval: scopes of the page API in words (DESIGN §8).
import type { NodeState } from './use-node.ts'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'

/** One thing that a site may do, as people read it. */
export interface ScopeWords {
  title: string
  detail: string
  /** Nothing is asked any more before it is used. */
  risky?: true
}

/** The parameters of a `connect` approval, whatever was stored. */
export function readConnect(params: unknown): { scopes: string[]; reason?: string; invite?: string } {
  if (typeof params !== 'object' || params === null) return { scopes: [] }
  const scopes: unknown = Reflect.get(params, 'scopes')
  const reason: unknown = Reflect.get(params, 'reason')
  const invite: unknown = Reflect.get(params, 'invite')
  return {
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    ...(typeof reason === 'string' && reason.trim() !== '' ? { reason } : {}),
    ...(typeof invite === 'string' ? { invite } : {}),
  }
}

/** `read:<festival>` as verb, festival and the rest after `/`. */
export function parseScope(scope: string): { verb: string; festival: string; rest: string } {
  const [verb = '', target = ''] = scope.split(':', 2)
  const [festival = '', rest = ''] = target.split('/', 2)
  return { verb, festival, rest }
}

/** For which things a site answers by itself, and until when in words. */
export interface Alone {
  things: ReadonlySet<string>
  until: string
}

/** Whether a scope lets the site answer without a question. */
export function isAlone(scope: string, things: Alone['things']): boolean {
  const { verb, rest } = parseScope(scope)
  return verb === 'authorize' && things.has(rest)
}

/** "make events": what an operation that a site may prepare does; one that is not known is shown as it is. */
export function publishWords(op: string): string {
  const key = PREPARED.get(op)
  return key === undefined ? isolated(op) : t(key)
}

const PREPARED: ReadonlyMap<string, string> = new Map([
  ['event.create', 'prepareEvent'],
  ['event.update', 'prepareEventChange'],
  ['event.cancel', 'prepareEventCancel'],
  ['request.create', 'prepareRequest'],
  ['request.withdraw', 'prepareWithdraw'],
  ['resource.create', 'prepareOffer'],
  ['resource.update', 'prepareThingChange'],
  ['programme.publish', 'prepareProgramme'],
])

/** `titles` are resource titles by id. A scope that is not known is shown as it is. */
export function scopeWords(
  scope: string,
  festivals: NodeState['festivals'],
  titles: Readonly<Record<string, string>>,
  myName: string,
  alone: Alone,
): ScopeWords {
  const { verb, festival, rest } = parseScope(scope)
  const title = festivals.find((each) => each.festival === festival)?.title
  const where = title === undefined ? t('festivalUnknown') : isolated(title)
  switch (verb) {
    case 'read':
      return { title: t('scopeRead', [where]), detail: t('scopeReadDetail') }
    case 'identity':
      return { title: t('scopeIdentity'), detail: t('scopeIdentityDetail', [isolated(myName)]) }
    case 'publish':
      return { title: t('scopePublish', [publishWords(rest), where]), detail: t('scopePublishDetail') }
    case 'authorize': {
      const thing = titles[rest]
      const what =
        rest === '' ? t('scopeAllThings', [where]) : thing === undefined ? t('thingUnknown') : isolated(thing)
      return isAlone(scope, alone.things)
        ? { title: t('scopeAlone', [what]), detail: t('scopeAloneDetail', [alone.until]), risky: true }
        : { title: t('scopeAuthorize', [what]), detail: t('scopeAuthorizeDetail') }
    }
    default:
      return { title: isolated(scope), detail: t('scopeUnknown') }
  }
}
