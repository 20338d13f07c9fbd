// What a line of the history says: who decided, and what became of an answer.
import { expect, it, vi } from 'vitest'
import type { HistoryLine } from '../../../src/adapters/dexie/read-history.ts'
import type { AnswerRow } from '../../../src/festival/views.ts'
import { fakeBrowser } from '../ui/fake-i18n.ts'

vi.mock('webextension-polyfill', () => fakeBrowser('en'))
const { historyWords, whyWords } = await import('../../../options/requests/history-words.ts')

/** Without the marks that keep a name apart from the direction of the sentence. */
const plain = (words: string): string => words.replaceAll(/[\u2066-\u2069]/g, '')
const why = (by: string): string => plain(whyWords({ by } as AnswerRow))
const line = (fields: object): HistoryLine =>
  ({ id: 'x', at: 0, request: { author: 'ben' }, resource: { owner: 'ada' }, ...fields }) as HistoryLine
const people = { ada: { name: 'Ada' }, ben: { name: 'Ben' } } as unknown as Parameters<typeof historyWords>[1]

it('names the person, the rule or the web site that decided', () => {
  expect(why('manual')).toBe('decided by hand')
  expect(why('first-come-first-served')).toBe('by the rule: First come, first served')
  expect(why('site:https://game.example')).toBe('through game.example')
  // A rule of a version that is still to come, in whatever characters.
  expect(why('dice')).toBe('by the rule: dice')
})

it('is about whoever asked, or about whom I asked', () => {
  expect(plain(historyWords(line({ kind: 'granted' }), people))).toBe('Ben got a yes')
  expect(plain(historyWords(line({ kind: 'asked' }), people))).toBe('You asked Ada')
})

it('tells a yes from a no where neither was signed, and why it could not be', () => {
  const undone = (decision: string): string => plain(historyWords(line({ kind: 'undone', decision }), people))
  expect(undone('grant')).toBe('You took back a yes to Ben before it counted')
  expect(undone('deny')).toBe('You took back a no to Ben before it counted')
  const refused = historyWords(line({ kind: 'refused', decision: 'grant', refusal: 'already-answered' }), people)
  expect(plain(refused)).toMatch(/^Your yes to Ben could not be given\. \S+/)
})
