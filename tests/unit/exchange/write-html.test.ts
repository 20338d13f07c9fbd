// The programme as a page: what it says, and that words of strangers stay words.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeHtml } from '../../../src/exchange/write-html.ts'
import { EVENING, event, programme, randomProgramme } from './programmes.ts'

const HOUR = 3_600_000

/** Every tag of a page with its attributes, by a tokenizer that is not the writer's: quotes are minded, and nothing is decoded. */
function tagsOf(html: string): string[] {
  return html.match(/<(?:"[^"]*"|[^">])*>/g) ?? []
}

describe('a programme as a page', () => {
  it('has the events of each day, with where, who and when in the clocks of the festival', () => {
    const html = writeHtml(
      programme([
        event('Opening', { description: 'One.\n\nTwo,\nthree.', tags: ['music'] }),
        event('Gone', { status: 'cancelled', rooms: [] }),
        event('Open', { status: 'tentative', confirmation: { granted: 1, required: 3 } }),
        event('Camp', {
          from: EVENING + 24 * HOUR,
          to: EVENING + 72 * HOUR,
          links: [{ url: 'https://example.org/?a=1&b=2' }],
        }),
      ]),
      'de',
      'programme.ics',
    )
    expect(html).toContain('<html lang="de">')
    expect(html).toContain('<time datetime="2026-06-05">Freitag, 5. Juni 2026</time>')
    expect(html).toContain('<time datetime="2026-06-06">Samstag, 6. Juni 2026</time>')
    expect(html).toContain('<time class="dt-start" datetime="2026-06-05T18:00:00+02:00">18:00</time>')
    expect(html).toContain('>Montag, 8. Juni 2026, 18:00</time>')
    expect(html).toContain('<bdi class="p-name">Hall</bdi> <bdi class="soft p-street-address">Weg 1, Berlin</bdi>')
    expect(html).toContain('von <bdi class="p-organizer">Ben</bdi>')
    expect(html).toContain('<p dir="auto">One.</p><p dir="auto">Two,<br>three.</p>')
    expect(html).toContain('<s>Gone</s></h3>\n<p class="state">Abgesagt</p>')
    expect(html).toContain('1 von 3 Zusagen')
    expect(html).toContain('href="https://example.org/?a=1&amp;b=2"')
    expect(html).toContain('<a href="programme.ics">Für deinen Kalender</a>')
    expect(writeHtml(programme([]), 'en')).toContain('Nothing is in the programme yet.')
  })

  it('is the same page around the words, whoever wrote them', () => {
    const shape = (html: string): string[] => tagsOf(html).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'))
    const page = (words: string): string =>
      writeHtml(
        programme([event('e', { title: words, description: words, tags: [words], people: [{ name: words }] })], {
          festival: { id: 'f', title: words, zone: 'UTC', place: words, description: words },
          rooms: [{ id: 'hall', title: words, address: words, description: words }],
        }),
        'en',
      )
    const plain = shape(page('plain'))
    for (const hostile of [
      '</script><script>alert(1)</script>',
      '<!--<script>',
      `"' onmouseover=alert(1) x="`,
      '</style></title><img src=x onerror=alert(1)>',
      '&lt;b&gt; &amp;#60;',
    ]) {
      const html = page(hostile)
      expect(shape(html), hostile).toEqual(plain)
      expect(html.match(/<script/g)).toHaveLength(1)
      expect(html.match(/<\/script/g)).toHaveLength(1)
    }
  })

  it('links only to the web', () => {
    const links = [
      'javascript:alert(1)',
      'data:text/html,x',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:x',
      'https://ok.example/"x',
    ].map((url) => ({ url }))
    const html = writeHtml(
      programme([event('e', { links })], { rooms: [{ id: 'hall', title: 'Hall', url: 'javascript:alert(2)' }] }),
      'en',
    )
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses).toEqual(['https://ok.example/&quot;x'])
  })

  it('is whole whatever strangers write, in any zone and at any time', () => {
    fc.assert(
      fc.property(randomProgramme, fc.constantFrom('en', 'de'), (data, locale) => {
        const html = writeHtml(data, locale)
        expect(html.match(/<article/g)?.length ?? 0).toBe(data.events.length)
        expect(html.match(/<\/article>/g)?.length ?? 0).toBe(data.events.length)
        expect(html.match(/<(script|style|body|main)\b/g)).toHaveLength(4)
        const json = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)?.[1] ?? ''
        expect(JSON.parse(json)).toMatchObject({ '@type': 'Festival' })
      }),
    )
  })
})
