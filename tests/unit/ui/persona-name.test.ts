// The animal name of a key is part of how people know each other: it may never change.
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { adjectives, animals, englishPersonaName, personaName, personColours } from '../../../src/wallet/animals.ts'
import { animalStrokes } from '../../../ui/animal-strokes.ts'
import { fakeBrowser } from './fake-i18n.ts'

vi.mock('webextension-polyfill', () => fakeBrowser('de'))
const { personaTitle, personName } = await import('../../../ui/persona-title.ts')

const hexKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'))

describe('the name of a persona', () => {
  it('never changes for a key', () => {
    expect(englishPersonaName('00'.repeat(32))).toBe('Handy Owl')
    expect(englishPersonaName('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')).toBe('Open Cat')
    expect(personaName('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')).toEqual({
      adjective: 'calm',
      animal: 'cat',
      colour: 'teal',
    })
  })

  it('does not depend on the case of the hex digits', () => {
    fc.assert(
      fc.property(hexKey, (key) => {
        expect(personaName(key.toUpperCase())).toEqual(personaName(key))
      }),
    )
  })

  it('is made of known words for any text at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { adjective, animal, colour } = personaName(text)
        expect(adjectives).toContain(adjective)
        expect(animals).toContain(animal)
        expect(personColours).toContain(colour)
      }),
    )
  })

  it('uses every animal, colour and adjective about equally often', () => {
    const keys = Array.from({ length: 6400 }, (_, index) => index.toString(16).padStart(64, '0'))
    const counts = new Map<string, number>()
    for (const key of keys) {
      for (const word of Object.values(personaName(key))) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    for (const [words, share] of [
      [animals, 400],
      [personColours, 914],
      [adjectives, 100],
    ] as const) {
      for (const word of words) expect(Math.abs((counts.get(word) ?? 0) - share) / share).toBeLessThan(0.5)
    }
  })

  it('has no word twice, so that two names never look the same by accident', () => {
    for (const words of [animals, personColours, adjectives]) expect(new Set<string>(words).size).toBe(words.length)
  })

  it('has a picture for every animal', () => {
    expect(Object.keys(animalStrokes).sort()).toEqual([...animals].sort())
  })

  it('bends the adjective with the animal in German', () => {
    const titles = Array.from({ length: 400 }, (_, index) => personaTitle(`de${index}`))
    expect(titles.some((title) => /^\p{Lu}\p{Ll}+e (Eule|Katze|Maus|Ente|Schnecke|Fledermaus)$/u.test(title))).toBe(
      true,
    )
    expect(titles.filter((title) => !/^\p{Lu}\p{Ll}+(er|e|es) \p{Lu}\p{Ll}+$/u.test(title))).toEqual([])
  })

  it('gives way to the name that somebody chose, with hidden characters visible', () => {
    expect(personName('ab', { name: ' Ada ' })).toBe('Ada')
    expect(personName('ab', { name: '  ' })).toBe(personaTitle('ab'))
    expect(personName('ab', { name: 'A\u202eda' })).toBe('A[U+202E]da')
  })
})
