// What to call a festival: its title, or words that say that its own entry has not arrived.
import { t } from './i18n.ts'

export function festivalTitle(festival: { title: string } | undefined): string {
  return festival === undefined || festival.title === '' ? t('festivalUnknown') : festival.title
}
