// Text of other people can not hide, turn or forge what is read (wallet-security U4).
import * as fc from 'fast-check'
import type { ComponentChild, VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { isolated, textRuns, visibleText } from '../../../ui/hidden-characters.ts'
import { SafeText } from '../../../ui/safe-text.tsx'

const SPOOFS: readonly [string, string][] = [
  ['right-to-left override', 'Beamer \u202e0004 nospE'],
  ['left-to-right isolate', 'a\u2066b'],
  ['first strong isolate left open', 'Ada\u2068'],
  ['pop directional isolate, which would end our own', 'Ada\u2069 gets everything'],
  ['right-to-left mark', 'a\u200fb'],
  ['arabic letter mark', 'a\u061cb'],
  ['zero-width space', 'pay\u200bpal'],
  ['zero-width joiner in Latin', 'A\u200dda'],
  ['zero-width non-joiner in Latin', 'A\u200cda'],
  ['word joiner', 'A\u2060da'],
  ['byte order mark', 'A\ufeffda'],
  ['line separator', 'a\u2028b'],
  ['C0 control', 'a\u0007b'],
  ['escape', 'a\u001b[31mb'],
  ['delete', 'a\u007fb'],
  ['C1 control', 'a\u0085b'],
  ['tag characters', 'a\u{e0041}b'],
  ['interlinear annotation', 'a\ufff9b'],
  ['a lone surrogate', 'a\ud800b'],
]

const FORBIDDEN = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

describe('text from other people', () => {
  it.each(SPOOFS)('shows a token for %s', (_, text) => {
    expect(visibleText(text)).toMatch(/\[U\+[0-9A-F]{4,5}\]/)
    expect(visibleText(text)).not.toMatch(FORBIDDEN)
  })

  it('keeps what scripts and emoji need', () => {
    for (const text of ['👩\u200d🎤 Ada', 'می\u200cخواهم', 'Größe 40 °C', '日本語', 'Straßen\u00adfest']) {
      expect(visibleText(text)).toBe(text)
    }
  })

  it('shows no hidden character whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(FORBIDDEN)
      }),
    )
  })

  it('is one line unless lines are wanted, and never pushes what follows away', () => {
    expect(visibleText('a\n\n\nb\r\nc')).toBe('a b c')
    expect(textRuns('a\n\n\n\n\n\nb', true)).toEqual([{ text: 'a\n\nb' }])
  })

  it('is isolated from the sentence around it', () => {
    expect(isolated('Ada\u2069')).toBe('\u2068Ada[U+2069]\u2069')
  })

  it('is an isolated element with its own direction, whose tokens are marked', () => {
    const element = SafeText({ text: 'a\u202eb' }) as VNode<{ dir: string; children: ComponentChild[] }>
    expect(element.type).toBe('bdi')
    expect(element.props.dir).toBe('auto')
    const [before, token, after] = element.props.children
    expect([before, after]).toEqual(['a', 'b'])
    expect((token as VNode<{ class: string; children: string }>).props).toMatchObject({
      class: 'token',
      children: '[U+202E]',
    })
  })
})
