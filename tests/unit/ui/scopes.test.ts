// What a site asks for is shown in words, whatever the site wrote.
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { FestivalOverview } from '../../../src/festival/overview.ts'
import { trackerFault } from '../../../ui/tracker-url.ts'
import { fakeBrowser } from './fake-i18n.ts'

vi.mock('webextension-polyfill', () => fakeBrowser('en'))
const { isAlone, parseScope, readConnect, scopeWords } = await import('../../../ui/scopes.ts')

const festivals = [{ festival: 'f1', title: 'Anderswo' }] as unknown as FestivalOverview[]
const title = (scope: string): string =>
  scopeWords(scope, festivals, { r1: 'Beamer' }, 'Patient Panda', {
    things: new Set(['alone']),
    until: 'Friday',
  }).title.replaceAll(/[\u2068\u2069]/g, '')

describe('what a site asks for', () => {
  it('is said with the names of festivals and things', () => {
    expect(title('read:f1')).toBe('Read Anderswo')
    expect(title('publish:f1/event.create')).toBe('Prepare for you in Anderswo: make events')
    expect(title('publish:f1/log.continue')).toBe('Prepare for you in Anderswo: log.continue')
    expect(title('authorize:f1/r1')).toBe('Prepare answers for Beamer')
    expect(title('authorize:f1')).toBe('Prepare answers for your things in Anderswo')
    expect(title('identity')).toBe('See who you are here')
  })

  it('says when a site would answer without a question, and until when', () => {
    expect(title('authorize:f1/alone')).toBe('Answer requests for something that has not arrived yet by itself')
    const words = scopeWords('authorize:f1/r1', festivals, { r1: 'Beamer' }, 'Panda', {
      things: new Set(['r1']),
      until: 'Friday',
    })
    expect(words.detail).toContain('until Friday')
    expect(words.risky).toBe(true)
    const things = new Set(['r1'])
    const scopes = ['authorize:f1/r1', 'authorize:f1/r2', 'authorize:f1', 'publish:f1/r1', 'identity']
    expect(scopes.map((scope) => isAlone(scope, things))).toEqual([true, false, false, false, false])
  })

  it('names nothing that is not here', () => {
    expect(title('read:f2')).toBe('Read a festival that has not arrived yet')
    expect(title('authorize:f1/r2')).toBe('Prepare answers for something that has not arrived yet')
  })

  it('is shown as it is when it is not known, with hidden characters visible', () => {
    expect(title('steal\u202e:everything')).toBe('steal[U+202E]:everything')
    expect(title('constructor')).toBe('constructor')
  })

  it('is read from whatever was stored', () => {
    expect(readConnect({ scopes: ['identity', 7, null], reason: ' ' })).toEqual({ scopes: ['identity'] })
    expect(readConnect({ scopes: ['identity'], reason: 'why' })).toEqual({ scopes: ['identity'], reason: 'why' })
    fc.assert(
      fc.property(fc.anything(), (params) => {
        for (const scope of readConnect(params).scopes) expect(typeof parseScope(scope).verb).toBe('string')
      }),
    )
  })
})

describe('a meeting point', () => {
  it('is encrypted, or on this machine', () => {
    expect(
      ['wss://tracker.example', 'wss://t.example:7073/announce', 'ws://127.0.0.1:8000', 'ws://localhost:1'].filter(
        trackerFault,
      ),
    ).toEqual([])
  })

  it('is nothing else', () => {
    const wrong = [
      '',
      'tracker.example',
      'ws://tracker.example',
      'https://tracker.example',
      'wss:',
      'ws://127.0.0.1.evil.example',
      'javascript:alert(1)',
    ]
    expect(wrong.filter((text) => !trackerFault(text))).toEqual([])
  })
})
