// The files for a web site, and the one that they are saved in.

import { describe, expect, it } from 'vitest'
import { webFiles } from '../../../src/exchange/web-files.ts'
import { writeZip } from '../../../src/exchange/write-zip.ts'
import { textsOf, unzip } from '../../unzip.ts'
import { event, programme } from './programmes.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the files for a web site', () => {
  it('are the snapshot as it is, the programme in every form, and how to use them', () => {
    const snapshot = utf8('signed bytes')
    const data = programme([event('Opening')])
    const files = webFiles({ data, snapshot, leftOut: { events: 2, resources: 1 }, locale: 'en' })
    const texts = textsOf(unzip(Buffer.from(writeZip(files))))
    expect(Object.keys(texts).toSorted()).toEqual([
      'README.txt',
      'programme.html',
      'programme.ics',
      'programme.jsonld',
      'programme.p2panda',
      'schedule.json',
      'schedule.xml',
    ])
    expect(texts['programme.p2panda']).toBe('signed bytes')
    for (const name of ['programme.html', 'programme.ics', 'programme.jsonld', 'schedule.xml', 'schedule.json']) {
      expect(texts[name], name).toContain('Opening')
    }
    const readme = texts['README.txt'] ?? ''
    expect(readme).toContain('<p2panda-programme festival="f" snapshot="programme.p2panda" locale="en">')
    expect(readme).toContain('with p2panda-embed.js beside them')
    expect(readme).toContain('events 2, things and places 1')
    for (const { name } of files) expect(readme + 'README.txt', name).toContain(name)
  })

  it('bring the script where it is at hand, and then the README looks for it nowhere else', () => {
    const script = ['p2panda-embed.js', 'p2panda-embed-fallback.js', 'LICENSES.txt'].map((name) => ({
      name,
      bytes: utf8(name),
    }))
    const source = { data: programme([]), snapshot: utf8(''), leftOut: { events: 0, resources: 0 } }
    for (const locale of ['en', 'de'] as const) {
      const texts = textsOf(unzip(Buffer.from(writeZip(webFiles({ ...source, locale, script })))))
      expect(texts['p2panda-embed.js']).toBe('p2panda-embed.js')
      for (const name of Object.keys(texts)) expect(`${texts['README.txt']} README.txt`, name).toContain(name)
      expect(texts['README.txt']).not.toMatch(/source|Quelltext/)
    }
  })

  it('are said in German to whoever speaks it', () => {
    const data = programme([])
    const [readme] = webFiles({ data, snapshot: utf8(''), leftOut: { events: 0, resources: 0 }, locale: 'de' })
    expect(new TextDecoder().decode(readme?.bytes)).toContain('Nur für Mitglieder und weggelassen: Veranstaltungen 0')
  })
})

describe('a zip file', () => {
  it('has what an independent reader unpacks, whatever it is called and however long', () => {
    const files = { 'größe/🐼.txt': 'x'.repeat(100_000), empty: '', 'a.txt': 'Ärger' }
    const named = Object.entries(files).map(([name, text]) => ({ name, bytes: utf8(text) }))
    expect(textsOf(unzip(Buffer.from(writeZip(named))))).toEqual(files)
    expect(textsOf(unzip(Buffer.from(writeZip([]))))).toEqual({})
  })
})
