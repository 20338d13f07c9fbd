// Nobody gets the name that I gave to somebody else by writing it differently (wallet-security U4).

import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from './fake-i18n.ts'

vi.mock('webextension-polyfill', () => fakeBrowser('en'))
const { imitators, likenessOf } = await import('../../../ui/name-likeness.ts')
const { otherNames, personName } = await import('../../../ui/persona-title.ts')

const GIVEN = 'Bill from the Bar'

describe('names that look alike', () => {
  it.each([
    'bill from the bar',
    ' Bill  from-the_bar! ',
    'BiII from the Bar',
    'Βill frοm the Βar',
    'Вill fгom the Bаr',
    'B\u200bill from the Ba\u0301r',
    'ＢＩＬＬ from the Bar',
    'Bi11 frorn the Bar',
  ])('%s', (name) => {
    expect(likenessOf(name)).toBe(likenessOf(GIVEN))
  })

  it.each(['Bob from the Bar', 'Bill', 'Bill from the Car', '名前', ''])('not %s', (name) => {
    expect(likenessOf(name)).not.toBe(likenessOf(GIVEN))
  })

  it('of nothing that can be seen are like nobody', () => {
    expect(imitators(new Map([['a', '!!!']]), new Map([['b', '---']]))).toEqual(new Set())
  })
})

describe('imitators', () => {
  const given = new Map([['friend', GIVEN]])

  it('are others with such a name, never who got it', () => {
    const chosen = new Map([
      ['friend', GIVEN],
      ['foe', 'Bill fгom the Bаr'],
      ['other', 'Cleo'],
    ])
    expect(imitators(chosen, given)).toEqual(new Set(['foe']))
  })

  it('are nobody of two to whom I gave the same name', () => {
    const both = new Map([...given, ['second', GIVEN]])
    expect(imitators(new Map([['second', GIVEN]]), both)).toEqual(new Set())
  })
})

describe('what somebody is called', () => {
  const key = 'ab'.repeat(32)
  const animal = personName(key)

  it('is my name for them before their own, which stands beside it', () => {
    expect(personName(key, { name: 'Bill', petname: 'Dad' })).toBe('Dad')
    expect(otherNames(key, { name: 'Bill', petname: 'Dad' })).toEqual({ chosen: 'Bill', animal })
    expect(otherNames(key, { name: 'Bill' })).toEqual({ animal })
    expect(otherNames(key, { name: 'Dad', petname: 'Dad' })).toEqual({ animal })
    expect(otherNames(key)).toEqual({})
  })

  it('is their animal when their own name imitates one of mine', () => {
    expect(personName(key, { name: 'Dad', imitates: true })).toBe(animal)
    expect(otherNames(key, { name: 'Dad', imitates: true })).toEqual({ chosen: 'Dad' })
    expect(personName(key, { name: 'Dad', petname: 'Foe', imitates: true })).toBe('Foe')
  })
})
