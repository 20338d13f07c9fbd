// What to call a festival: its title, or words that say that its own entry has not arrived. A demo is called one wherever its
// name stands, so that nobody takes it for real.
import { t } from './i18n.ts'

export function festivalTitle(festival: { title: string; isDemo?: true } | undefined): string {
  if (festival === undefined || festival.title === '') return t('festivalUnknown')
  return festival.isDemo === true ? t('demoTitle', [festival.title]) : festival.title
}
