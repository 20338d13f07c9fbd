// Words of the panels in the user's language: `_locales/<language>/messages.json` through the browser's own i18n.
import browser from 'webextension-polyfill'

/** Stands in for a part that is no text while a message is taken apart (see `sentence.tsx`); private use, never shown. */
const PART_BASE = 0xe100

/** The message for `key`, `$1` to `$9` replaced. A key that no locale has is shown as it is, so that it gets noticed. */
export function t(key: string, substitutions: readonly (string | number)[] = []): string {
  return browser.i18n.getMessage(key, substitutions.map(String)) || key
}

/** Making a formatter costs more than all that it says on a page: one of each kind is kept. */
const formatters = new Map<string, unknown>()

/** The formatter of that name, which `make` makes in the language of the messages when it is asked for first. */
export function kept<Formatter>(name: string, make: (language: string) => Formatter): Formatter {
  const language = locale()
  const key = `${language} ${name}`
  if (!formatters.has(key)) formatters.set(key, make(language))
  return formatters.get(key) as Formatter
}

/** The message for a count: `<key>_one`, `<key>_few`, … by the language's own plural rules; `$1` is the count. */
export function plural(key: string, count: number, more: readonly (string | number)[] = []): string {
  const form = kept('plural', (language) => new Intl.PluralRules(language)).select(count)
  const number = kept('number', (language) => new Intl.NumberFormat(language)).format(count)
  const substitutions = [number, ...more].map(String)
  return browser.i18n.getMessage(`${key}_${form}`, substitutions) || t(`${key}_other`, substitutions)
}

/** BCP 47 tag of the language that messages are in, which is not the browser's when we lack that one. */
export function locale(): string {
  return t('localeTag')
}

/** Text before, between and after the parts of a message, and which part (from 0) stands in each gap. */
export function splitMessage(key: string, parts: number): (string | number)[] {
  const marks = Array.from({ length: parts }, (_, index) => String.fromCodePoint(PART_BASE + index))
  return [...t(key, marks).matchAll(/[\ue100-\ue108]|[^\ue100-\ue108]+/gu)].map(([piece]) => {
    const index = (piece.codePointAt(0) ?? 0) - PART_BASE
    return index >= 0 && index < parts ? index : piece
  })
}

/** Names and numbers as a list in words: "Ada, Ben and Cleo". */
export function list(items: readonly string[]): string {
  const format = kept('list', (language) => new Intl.ListFormat(language, { type: 'conjunction' }))
  return format.format(items)
}

/** Tells the document which language and direction its text has; once, before the first render. */
export function setDocumentLanguage(root: HTMLElement): void {
  root.lang = locale()
  root.dir = browser.i18n.getMessage('@@bidi_dir') || 'ltr'
}
