// The browser's i18n for tests: English messages, replaced like browsers do it.
import { readFileSync } from 'node:fs'

export type Messages = Record<string, { message: string }>

export function readMessages(language: string): Messages {
  return JSON.parse(readFileSync(`_locales/${language}/messages.json`, 'utf8')) as Messages
}

/** What `webextension-polyfill` gives to modules under test. */
export function fakeBrowser(language: string = 'en'): { default: { i18n: object } } {
  const messages = readMessages(language)
  const getMessage = (key: string, substitutions: readonly string[] = []): string =>
    (messages[key]?.message ?? '').replaceAll(/\$(\d)/g, (_, digit: string) => substitutions[Number(digit) - 1] ?? '')
  return { default: { i18n: { getMessage, getUILanguage: () => language } } }
}
