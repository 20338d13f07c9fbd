// Whose a resource is and who decides about it, in words.
import type { Policy } from '../../src/operations/operation.ts'
import { t } from '../../ui/i18n.ts'

const WORDS: Readonly<Record<Policy['kind'], string>> = {
  manual: 'decidesOwner',
  'first-come-first-served': 'decidesFirst',
  lottery: 'decidesLot',
  token: 'decidesToken',
  external: 'decidesSite',
}

/** `owner` is a name to show, isolated; undefined when it is the reader. */
export function policyWords(policy: Policy, owner: string | undefined): string {
  if (owner === undefined && policy.kind === 'manual') return t('decidesYou')
  return t(WORDS[policy.kind], [owner ?? t('yours')])
}
