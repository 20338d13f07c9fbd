// What is said when an event was published.
import { isolated } from '../hidden-characters.ts'
import { plural, t } from '../i18n.ts'

/** `requests`: how many lines asked for something. */
export function publishedWords(title: string, requests: number): string {
  const name = isolated(title)
  return requests === 0 ? t('eventPublished', [name]) : plural('eventAsked', requests, [name])
}
