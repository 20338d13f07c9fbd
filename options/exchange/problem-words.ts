// What is wrong with a file, or with one thing in it, in sentences.
import { MAX_ITEMS, type ReadError, type ReadProblem, type ReadProblemCode } from '../../src/exchange/read-problem.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'

const PROBLEMS: Readonly<Record<ReadProblemCode, string>> = {
  'no-title': 'exchangeNoTitle',
  'no-time': 'exchangeNoTime',
  'no-length': 'exchangeNoLength',
  damaged: 'exchangeBroken',
  cancelled: 'exchangeCancelled',
  endless: 'exchangeEndless',
  'too-many': 'exchangeTooMany',
  'wrong-kind': 'exchangeWrongKind',
  'wrong-quantity': 'exchangeWrongQuantity',
  shortened: 'exchangeShortened',
  'unknown-zone': 'exchangeUnknownZone',
}

/** "Line 12, Talk: it has no title." */
export function problemWords({ code, line, title }: ReadProblem): string {
  const words = t(PROBLEMS[code], [MAX_ITEMS])
  const where = [
    ...(line === undefined ? [] : [t('exchangeLine', [line])]),
    ...(title === undefined ? [] : [isolated(title)]),
  ]
  return where.length === 0 ? words : `${where.join(', ')}: ${words}`
}

/** Why nothing of it can be used. */
export function readErrorWords({ code, line }: ReadError): string {
  switch (code) {
    case 'too-large':
      return t('exchangeTooLarge')
    case 'not-one':
      return t('exchangeNotOne')
    case 'damaged':
      return line === undefined ? t('exchangeDamaged') : t('exchangeDamagedAt', [line])
  }
}
