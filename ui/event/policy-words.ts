// Whose a resource is and who decides about it, in words.
import type { Policy } from '../../src/operations/operation.ts'
import { formatMoment } from '../format.ts'
import { t } from '../i18n.ts'

const WORDS: Readonly<Record<Policy['kind'], string>> = {
  manual: 'decidesOwner',
  'first-come-first-served': 'decidesFirst',
  lottery: 'decidesLot',
  token: 'decidesToken',
  external: 'decidesSite',
}

/** `owner` is a name to show, isolated; undefined when it is the reader. `zone` is the festival's. */
export function policyWords(policy: Policy, owner: string | undefined, zone: string): string {
  if (owner === undefined && policy.kind === 'manual') return t('decidesYou')
  const until = policy.kind === 'lottery' ? [formatMoment(policy.until, zone)] : []
  return t(WORDS[policy.kind], [owner ?? t('yours'), ...until])
}
