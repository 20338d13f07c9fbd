// Every word that panels show is in both languages, none is left over, none is written into the code.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { adjectives, animals } from '../../../src/wallet/animals.ts'
import { readMessages } from './fake-i18n.ts'

const en = readMessages('en')
const de = readMessages('de')
/** Background speaks in notifications. */
const ROOMS = ['ui', 'popup', 'options', 'background']
const files = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name: `${room}/${name}`, text: readFileSync(`${room}/${name}`, 'utf8') })),
)
const code = files.map(({ text }) => text).join('\n')
const manifestKeys = ['name', 'description', 'actionTitle']

/** Keys that are put together from words, so that no literal of them is in the code. */
const composedKeys = [
  ...animals.map((animal) => `animal_${animal}`),
  ...adjectives.map((adjective) => `adjective_${adjective}`),
  ...panelErrorCodes().map((errorCode) => `error_${errorCode.replaceAll('-', '_')}`),
]

function panelErrorCodes(): string[] {
  const contract = readFileSync('messages/panel.ts', 'utf8')
  const union = /export type PanelErrorCode =([\s\S]*?)\n\n/.exec(contract)?.[1] ?? ''
  return [...union.matchAll(/\| '([a-z-]+)'/g)].map((match) => match[1] ?? '')
}

function literals(pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map((match) => match[1] ?? '')
}

function stem(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

describe('the words of the panels', () => {
  it('are the same keys in English and German', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  })

  it('have the same placeholders in both languages, plural forms aside', () => {
    const placeholders = (text = ''): string[] => [...new Set(text.match(/\$\d/g))].sort()
    for (const key of Object.keys(en).filter((each) => stem(each) === each)) {
      expect([key, placeholders(de[key]?.message)]).toEqual([key, placeholders(en[key]?.message)])
    }
  })

  it('are said once: of two with one name a browser shows the last, and the first says something else than was meant', () => {
    for (const language of ['en', 'de']) {
      const text = readFileSync(`_locales/${language}/messages.json`, 'utf8')
      const keys = [...text.matchAll(/^ {2}"(\w+)": \{/gm)].map((match) => match[1])
      expect(keys).toHaveLength(Object.keys(language === 'en' ? en : de).length)
    }
  })

  it('have names that browsers accept, whatever their case', () => {
    const keys = Object.keys(en)
    expect(keys.filter((key) => !/^[A-Za-z0-9_@]+$/.test(key))).toEqual([])
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length)
  })

  it('exist for every t() and every <Sentence>', () => {
    const asked = [...literals(/\bt\(\s*'(\w+)'/g), ...literals(/\bof="(\w+)"/g)]
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter((key) => !(key in en))).toEqual([])
  })

  it('exist in all plural forms of both languages for every plural()', () => {
    const asked = [...literals(/\bplural\(\s*'(\w+)'/g), ...literals(/\w+: '(dots\w+)'/g)]
    for (const [language, messages] of [
      ['en', en],
      ['de', de],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const missing = asked.flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((key) => !(key in messages))
      expect(missing).toEqual([])
    }
  })

  it('exist for every animal, adjective, error code and for the manifest', () => {
    expect(panelErrorCodes().length).toBeGreaterThan(20)
    expect([...composedKeys, ...manifestKeys].filter((key) => !(key in en))).toEqual([])
  })

  it('are all used', () => {
    const written = new Set(literals(/['"](\w+)['"]/g))
    const used = new Set([...composedKeys, ...manifestKeys])
    expect(Object.keys(en).filter((key) => !used.has(key) && !written.has(key) && !written.has(stem(key)))).toEqual([])
  })

  it('are not written into the code: no text between tags, no worded attribute', () => {
    const hardCoded = files
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, text }) => {
        const between = [...text.matchAll(/^\s+([A-Z][a-z]+( [a-z]+)*[.?!]?)$/gm)].map((match) => match[1])
        const attributes = [...text.matchAll(/\b(?:aria-label|label|title|placeholder|alt)="([^"]*[a-z]{2} [^"]*)"/g)]
        return [...between, ...attributes.map((match) => match[1])].map((found) => `${name}: ${found}`)
      })
    expect(hardCoded).toEqual([])
  })
})
