// Hosts in letters that people read, compared with what Node's own library makes of them.
import { domainToUnicode } from 'node:url'
import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { otherLetters } from '../../../ui/other-letters.ts'

const LETTERS = string({
  unit: constantFrom(...Array.from('aæbßcдеabcсöпанда東京鯨カॐمر\u{10348}\u{1f43c}-7')),
  minLength: 1,
  maxLength: 12,
})

describe('a host with other letters than a–z', () => {
  it('reads as it was written', () => {
    expect(otherLetters('https://xn--bcher-kva.example')).toBe('bücher.example')
    expect(otherLetters('https://xn--80aal9ai.localhost:8443')).toBe('панда.localhost')
    expect(otherLetters('https://xn--fiqs8s')).toBe('中国')
    assert(
      property(array(LETTERS, { minLength: 1, maxLength: 3 }), (labels) => {
        const address = `https://${labels.join('.')}.example`
        if (!URL.canParse(address)) return
        const { origin, hostname } = new URL(address)
        expect(otherLetters(origin)).toBe(hostname.includes('xn--') ? domainToUnicode(hostname) : undefined)
      }),
      { numRuns: 500 },
    )
  })

  it('is none with the letters of every host, and none that nobody could read', () => {
    for (const origin of ['https://panda.example', 'http://127.0.0.1:80', 'https://no--xn.example', 'no address'])
      expect(otherLetters(origin)).toBe(undefined)
  })
})
