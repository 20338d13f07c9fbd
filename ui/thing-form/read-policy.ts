// What was typed about who decides, as a policy, or why it is none.
import { parseEntryHash, type ObjectId } from '../../src/operations/ids.ts'
import type { Policy } from '../../src/operations/operation.ts'
import { webUrl } from '../../src/operations/shape.ts'
import { fromWallText, toWallText } from '../../src/festival/zone-time.ts'
import { siteOrigin } from '../../messages/site-origin.ts'

export interface PolicyValues {
  policy: Policy['kind']
  /** End of the lottery, wall text in the festival's zone. */
  drawAt: string
  /** Id of the resource that has to be held. */
  token: string
  /** Address of the web site that answers. */
  site: string
}

/** A policy whose commitment is still to be made. */
export type WantedPolicy = Exclude<Policy, { kind: 'lottery' }> | { kind: 'lottery'; until: number }

/** `missing`: a field is not filled in, which the form itself says. */
export type PolicyFault = 'missing' | 'draw-past' | 'site-wrong' | 'token-missing'

/** What nobody said anything about yet. */
export const NO_POLICY: PolicyValues = { policy: 'manual', drawAt: '', token: '', site: '' }

/** What somebody would have typed for a policy. */
export function typedPolicy(policy: Policy, zone: string): PolicyValues {
  switch (policy.kind) {
    case 'manual':
    case 'first-come-first-served':
      return { ...NO_POLICY, policy: policy.kind }
    case 'lottery':
      return { ...NO_POLICY, policy: policy.kind, drawAt: toWallText(policy.until, zone) }
    case 'token':
      return { ...NO_POLICY, policy: policy.kind, token: policy.resource }
    case 'external':
      return { ...NO_POLICY, policy: policy.kind, site: policy.url }
  }
}

export function readPolicy(values: PolicyValues, zone: string, now: number): WantedPolicy | PolicyFault {
  switch (values.policy) {
    case 'manual':
    case 'first-come-first-served':
      return { kind: values.policy }
    case 'lottery': {
      const until = fromWallText(values.drawAt, zone)
      if (until === undefined) return 'missing'
      return until > now ? { kind: 'lottery', until } : 'draw-past'
    }
    case 'token': {
      const resource: ObjectId | undefined = parseEntryHash(values.token)
      return resource === undefined ? 'token-missing' : { kind: 'token', resource }
    }
    case 'external': {
      const url = values.site.trim()
      if (url === '') return 'missing'
      return webUrl.write(url).ok && siteOrigin(url) !== undefined ? { kind: 'external', url } : 'site-wrong'
    }
  }
}
