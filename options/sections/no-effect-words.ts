// Why an entry has no effect, in a sentence.
import type { NoEffect } from '../../src/festival/explain-entry.ts'
import type { VoidCode } from '../../src/festival/views.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'

const WORDS: Readonly<Record<Exclude<NoEffect['code'], 'void' | 'impossible'>, string>> = {
  'not-an-operation': 'noEffectNotOperation',
  'unknown-operation': 'noEffectUnknown',
  'newer-version': 'noEffectNewer',
  'stands-still': 'noEffectStill',
  retracted: 'noEffectRetracted',
  'not-first': 'noEffectNotFirst',
  replaced: 'noEffectReplaced',
  'nothing-to-end': 'noEffectNothingToEnd',
  again: 'noEffectAgain',
  'unknown-object': 'noEffectUnknownObject',
  'not-theirs': 'noEffectNotTheirs',
  'lives-elsewhere': 'noEffectElsewhere',
  'claim-waits': 'noEffectClaimWaits',
  'claim-wrong': 'noEffectClaimWrong',
}

const VOID_WORDS: Readonly<Record<VoidCode, string>> = {
  'no-resource': 'noEffectUnknownObject',
  retired: 'noEffectRetired',
  'already-answered': 'noEffectAnswered',
  'over-capacity': 'noEffectFull',
}

/** "Void: not enough was free". */
export function noEffectWords(reason: NoEffect): string {
  if (reason.code === 'void') return t(VOID_WORDS[reason.because])
  // The name of the field is that of the protocol; it may come from whoever wrote the entry.
  if (reason.code === 'impossible') return t('noEffectImpossible', [isolated(reason.field)])
  return t(WORDS[reason.code])
}
