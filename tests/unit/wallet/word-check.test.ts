// Help with twelve words: what was meant, how it goes on, and which three are asked for.

import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, it } from 'vitest'
import { isWord, meantWord, placesToCheck, wordsThatBegin } from '../../../src/wallet/word-check.ts'

describe('a mistyped word', () => {
  it('is near what was meant: a letter more, less, other, or two that changed places', () => {
    for (const [typed, meant] of [
      ['harbbor', 'harbor'],
      ['harbo', 'harbor'],
      ['harvor', 'harbor'],
      ['hrabor', 'harbor'],
      ['zebrra', 'zebra'],
    ]) {
      expect(isWord(typed ?? '')).toBe(false)
      expect(meantWord(typed ?? '')).toBe(meant)
    }
  })

  it('that is near nothing is near nothing', () => {
    for (const typed of ['xxxxxxxx', 'panda bear', '']) expect(meantWord(typed)).toBeUndefined()
  })

  it('is never said of a word of the list', () => {
    for (const word of wordlist) expect(isWord(word)).toBe(true)
    expect(isWord('constructor')).toBe(false)
  })
})

describe('the beginning of a word', () => {
  it('gives the words that go on like it; four letters are enough for one', () => {
    expect(wordsThatBegin('harb', 6)).toEqual(['harbor'])
    expect(wordsThatBegin(' ZE', 6)).toEqual(['zebra', 'zero'])
    expect(wordsThatBegin('a', 6)).toHaveLength(6)
    expect(wordsThatBegin('', 6)).toEqual([])
  })
})

describe('the words that are asked for', () => {
  it('are three different ones in order, and any of the twelve', () => {
    const seen = new Set<number>()
    let next = 0
    const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => (next = (next * 197 + 71) % 256))
    for (let round = 0; round < 200; round += 1) {
      const places = placesToCheck(bytes)
      expect(new Set(places).size).toBe(3)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      for (const place of places) seen.add(place)
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index))
  })
})
