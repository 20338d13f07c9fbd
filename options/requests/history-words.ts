// What a line of the history says: who got or asked what, and why it was decided so.
import type { HistoryKind, HistoryLine } from '../../src/adapters/dexie/read-history.ts'
import type { AnswerRow } from '../../src/festival/views.ts'
import type { PanelErrorCode } from '../../messages/panel.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { errorSentence } from '../../ui/outcome.tsx'
import { personName } from '../../ui/persona-title.ts'
import type { People } from '../../ui/use-people.ts'

/** The name of whom it is about goes into each. */
const WORDS: Readonly<Record<HistoryKind, string>> = {
  granted: 'historyGranted',
  moved: 'historyMoved',
  declined: 'historyDeclined',
  kept: 'historyKept',
  asked: 'historyAsked',
  withdrawn: 'historyWithdrawn',
  revoked: 'historyRevoked',
  freed: 'historyFreed',
  undone: 'historyUndone',
  refused: 'historyRefused',
}

/** The same of a no, where it makes a difference. */
const NO_WORDS: Readonly<Partial<Record<HistoryKind, string>>> = {
  undone: 'historyUndoneNo',
  refused: 'historyRefusedNo',
}

const RULES: Readonly<Record<string, string>> = {
  'first-come-first-served': 'policyFirst',
  lottery: 'policyLottery',
  token: 'policyToken',
}

/** "Mareike got a yes". */
export function historyWords(line: HistoryLine, people: People): string {
  const no = line.decision === 'deny' ? NO_WORDS[line.kind] : undefined
  const words = t(no ?? WORDS[line.kind], [isolated(whoIn(line, people))])
  if (line.refusal === undefined) return words
  return `${words} ${errorSentence({ code: line.refusal as PanelErrorCode })}`
}

/** The other one: who lends what I asked for, or who asked me. */
export function whoIn({ kind, request, resource }: HistoryLine, people: People): string {
  const who = kind === 'asked' || kind === 'withdrawn' ? resource?.owner : request?.author
  return who === undefined ? t('somebody') : personName(who, people[who])
}

/** Who decided: a person, a rule, a web site. */
export function whyWords({ by }: AnswerRow): string {
  if (by === 'manual') return t('historyByHand')
  if (by.startsWith('site:')) return t('historyBySite', [isolated(by.slice('site:'.length).replace(/^https:\/\//, ''))])
  const rule = RULES[by]
  return t('historyByRule', [rule === undefined ? isolated(by) : t(rule)])
}
