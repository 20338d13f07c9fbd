// What a site remembers of what its visitor asked for, in a browser that may keep nothing of it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askedFor, noteAsked } from '../../../embed/asked.ts'

describe('what was asked for on a site', () => {
  let kept: Map<string, string>

  beforeEach(() => {
    kept = new Map()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    })
  })
  afterEach(() => void vi.unstubAllGlobals())

  it('is kept by thing, each event once and the newest last', () => {
    for (const event of ['soup', 'film', 'soup']) noteAsked('hall', event)
    noteAsked('roof', 'stars')
    expect(askedFor('hall')).toEqual(['film', 'soup'])
    expect(askedFor('roof')).toEqual(['stars'])
    expect(askedFor('boat')).toEqual([])
  })

  it('does not grow for ever', () => {
    for (let each = 0; each < 50; each += 1) noteAsked('hall', String(each))
    expect(askedFor('hall')).toHaveLength(20)
    expect(askedFor('hall').at(-1)).toBe('49')
  })

  it.each(['{', '{"a":1}', 'null', '7'])('is nothing where the site wrote %s', (text) => {
    kept.set('p2panda:asked:hall', text)
    expect(askedFor('hall')).toEqual([])
    noteAsked('hall', 'soup')
    expect(askedFor('hall')).toEqual(['soup'])
  })

  it('is nothing, quietly, where a browser keeps nothing', () => {
    const refuse = (): never => {
      throw new Error('SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
    noteAsked('hall', 'soup')
    expect(askedFor('hall')).toEqual([])
    vi.stubGlobal('localStorage', undefined)
    noteAsked('hall', 'soup')
    expect(askedFor('hall')).toEqual([])
  })
})
