// The programme on a web page as others read it: jsonld, as search engines do, and microformats-parser, as those do who gather events.

import { readFile } from 'node:fs/promises'
import * as fc from 'fast-check'
import jsonld, { type Literal, type Node } from 'jsonld'
import { mf2 } from 'microformats-parser'
import { describe, expect, it } from 'vitest'
import { guidOf } from '../../../src/exchange/guid.ts'
import { plainLine, plainText } from '../../../src/exchange/plain-text.ts'
import type { ProgrammeData } from '../../../src/exchange/programme-data.ts'
import { writeHtml } from '../../../src/exchange/write-html.ts'
import { writeJsonLd } from '../../../src/exchange/write-json-ld.ts'
import { event, programme, randomProgramme } from './programmes.ts'

const EXAMPLE = 'examples/festival-website'
const SCHEMA = 'https://schema.org/'

/** What schema.org says that these things have; of the rest, nothing is used here. */
const OF_ANYTHING = ['name', 'description', 'url']
const OF_EVENTS = [
  ...OF_ANYTHING,
  'startDate',
  'endDate',
  'eventStatus',
  'location',
  'organizer',
  'keywords',
  'inLanguage',
]
const TERMS: Readonly<Record<string, readonly string[]>> = {
  Festival: [...OF_EVENTS, 'subEvent'],
  Event: OF_EVENTS,
  Place: [...OF_ANYTHING, 'address', 'geo'],
  VirtualLocation: OF_ANYTHING,
  GeoCoordinates: ['latitude', 'longitude'],
  Person: OF_ANYTHING,
}

/** Expanded with the words of schema.org, of which `url` and `eventStatus` are addresses; fails where anything would be dropped. */
function expanded(text: string): Promise<Node[]> {
  const context = { '@vocab': SCHEMA, url: { '@type': '@id' }, eventStatus: { '@type': '@id' } }
  return jsonld.expand(JSON.parse(text) as object, {
    safe: true,
    documentLoader: (url) =>
      url === 'https://schema.org'
        ? Promise.resolve({ document: { '@context': context }, documentUrl: url })
        : Promise.reject(new Error(`asked for ${url}`)),
  })
}

function under(node: Node | undefined, name: string): readonly (Node & Literal)[] {
  return (node?.[SCHEMA + name] ?? []) as readonly (Node & Literal)[]
}

const said = (node: Node | undefined, name: string): unknown => under(node, name)[0]?.['@value']

/** What is said of a thing that schema.org has no such word for. */
function unknownTerms(node: Node): string[] {
  const terms = new Set((node['@type'] ?? []).flatMap((type) => TERMS[type.slice(SCHEMA.length)] ?? []))
  const properties = Object.keys(node).filter((name) => !name.startsWith('@'))
  const below = properties.flatMap((name) => node[name] as readonly (string | Node)[])
  return [
    ...properties.filter((name) => !terms.has(name.slice(SCHEMA.length))),
    ...below.flatMap((each) => (typeof each === 'string' || '@value' in each ? [] : unknownTerms(each))),
  ]
}

async function readsAs(text: string, { festival, events }: ProgrammeData): Promise<void> {
  const [read, ...more] = await expanded(text)
  expect(more).toEqual([])
  expect(read?.['@type']).toEqual([`${SCHEMA}Festival`])
  expect(said(read, 'name')).toBe(plainLine(festival.title))
  const listed = under(read, 'subEvent')
  expect(listed.map((each) => [each['@id'], said(each, 'name')])).toEqual(
    events.map(({ id, title }) => [`urn:uuid:${guidOf(id)}`, plainLine(title)]),
  )
  const times = listed.map((each) =>
    [said(each, 'startDate'), said(each, 'endDate')].map((time) => Date.parse(String(time))),
  )
  expect(times).toEqual(events.map(({ from, to }) => [from, to]))
  expect(read === undefined ? [] : unknownTerms(read)).toEqual([])
}

describe('JSON-LD as a search engine reads it', () => {
  it('is events with their times, places and people, in no words but those of schema.org', async () => {
    const data = programme([
      event('a', { title: 'A', tags: ['film'], links: [{ url: 'https://x.example/' }], description: 'One.\nTwo.' }),
      event('b', { status: 'cancelled', rooms: ['net'] }),
    ])
    data.rooms.push({ id: 'net', title: 'Call', url: 'https://call.example/' })
    const text = writeJsonLd(data)
    await readsAs(text, data)
    const [first, second] = under((await expanded(text))[0], 'subEvent')
    expect(under(first, 'url')).toEqual([{ '@id': 'https://x.example/' }])
    expect(said(under(first, 'organizer')[0], 'name')).toBe('Ben')
    const [hall] = under(first, 'location')
    expect([said(hall, 'name'), said(under(hall, 'geo')[0], 'latitude')]).toEqual(['Hall', 52.5])
    expect(under(second, 'eventStatus')).toEqual([{ '@id': `${SCHEMA}EventCancelled` }])
    expect(under(second, 'location')[0]?.['@type']).toEqual([`${SCHEMA}VirtualLocation`])
  })

  it('loses and adds nothing, whatever people write', () =>
    fc.assert(
      fc.asyncProperty(randomProgramme, (data) => readsAs(writeJsonLd(data), data)),
      { numRuns: 60, seed: 13 },
    ))

  it('would be refused by the same check with a word that is none', async () => {
    const text = writeJsonLd(programme([event('a')])).replace('"organizer"', '"organisedBy"')
    const [read] = await expanded(text)
    expect(read === undefined ? [] : unknownTerms(read)).toEqual([`${SCHEMA}organisedBy`])
  })

  it('is the same in the page that needs no JavaScript, and in the example', async () => {
    const [page, file] = await Promise.all(
      ['programme.html', 'programme.jsonld'].map((name) => readFile(`${EXAMPLE}/${name}`, 'utf8')),
    )
    const inPage = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(page ?? '')?.[1] ?? ''
    expect(JSON.parse(inPage)).toEqual(JSON.parse(file ?? ''))
    expect((await expanded(inPage)).flatMap(unknownTerms)).toEqual([])
  })
})

describe('h-event as a program that gathers events reads it', () => {
  const eventsIn = (html: string) =>
    mf2(html, { baseUrl: 'https://site.example/' }).items.flatMap(({ children = [] }) => children)

  it('is a feed of events with name, time, place, people, and where there is more', () => {
    const data = programme([
      event('a', { title: 'A', tags: ['film'], links: [{ url: 'https://x.example/' }], description: 'One.\n\nTwo.' }),
      event('b', { rooms: [], status: 'cancelled' }),
    ])
    const { items } = mf2(writeHtml(data, 'en'), { baseUrl: 'https://site.example/' })
    expect(items.map(({ type, properties }) => [type, properties['name']])).toEqual([[['h-feed'], ['Summer']]])
    const [first, second] = items[0]?.children ?? []
    expect(first?.type).toEqual(['h-event'])
    expect(first?.properties).toMatchObject({
      name: ['A'],
      start: ['2026-06-05T18:00:00+02:00'],
      end: ['2026-06-05T19:00:00+02:00'],
      category: ['film'],
      organizer: ['Ben'],
      url: ['https://x.example/'],
      location: [
        {
          type: ['h-card'],
          properties: { name: ['Hall'], 'street-address': ['Weg 1, Berlin'], latitude: ['52.5'], longitude: ['13.25'] },
        },
      ],
    })
    expect(second?.properties['location']).toBeUndefined()
  })

  it('has every event with its name and its times, whatever people write', () => {
    const oneLine = (text: unknown): string => plainText(String(text)).replaceAll(/\s+/gu, ' ').trim()
    const moment = (text: unknown): number => Date.parse(String(text))
    const asText = (event: readonly unknown[]): string => JSON.stringify(event)
    fc.assert(
      fc.property(randomProgramme, (data) => {
        const read = eventsIn(writeHtml(data, 'en')).map(({ properties: { name = [], start = [], end = [] } }) =>
          asText([...name.map(oneLine), ...[...start, ...end].map(moment)]),
        )
        // The page has them day by day.
        expect(read.toSorted()).toEqual(
          data.events.map(({ title, from, to }) => asText([oneLine(title), from, to])).toSorted(),
        )
      }),
      { numRuns: 60, seed: 14 },
    )
  })

  it('is what the page of the example says', async () => {
    const read = eventsIn(await readFile(`${EXAMPLE}/programme.html`, 'utf8'))
    expect(read.length).toBeGreaterThan(10)
    expect(read[0]?.properties).toMatchObject({
      name: ['Opening with soup'],
      start: ['2027-06-03T18:00:00+02:00'],
      location: [{ properties: { name: ['Hall B'] } }],
    })
  })
})
