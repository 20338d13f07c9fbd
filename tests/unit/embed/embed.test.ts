// The elements for web sites, as far as they need no browser.

import { describe, expect, it } from 'vitest'
import ICAL from 'ical.js'
import { calendarFile } from '../../../embed/calendar-file.tsx'
import { best } from '../../../embed/festival-source.ts'
import { drawnMap, roundLength } from '../../../embed/place-map.tsx'
import { refusalWord } from '../../../embed/refusal-words.ts'
import { isWebAddress } from '../../../embed/site-pages.tsx'
import type { State } from '../../../embed/source.ts'
import { timesIn, usableLocale } from '../../../embed/times.ts'
import { DICTIONARIES, wordsFor } from '../../../embed/words.ts'
import { NO_ITEMS } from '../../../items/all-items.ts'
import type { EventItem, FestivalItem, ResourceItem } from '../../../page/p2panda.d.ts'
import { guidOf } from '../../../src/exchange/guid.ts'

const state = (status: State['status']): State => ({ status, items: NO_ITEMS })
const festival: FestivalItem = {
  type: 'festival',
  id: '',
  creator: '',
  title: 'Elsewhere',
  timezone: 'UTC',
  tags: [],
  visibility: 'open',
}
const live: State = { status: { kind: 'live' }, items: { ...NO_ITEMS, festival: [festival] } }
const gone = state({ kind: 'nothing' })
const refused = state({ kind: 'refused', code: 'damaged' })

describe('what a page shows of a festival', () => {
  it('is live before it is a snapshot, and a snapshot as soon as the permission ends', () => {
    expect(best(live, refused, true)).toBe(live)
    expect(best(gone, refused, true)).toBe(refused)
    // Allowed to ask a p2panda that has nothing of the festival.
    expect(best(state({ kind: 'live' }), refused, true)).toBe(refused)
    expect(best(state({ kind: 'live' }), undefined, true).status.kind).toBe('nothing')
    expect(best(undefined, undefined, false).status.kind).toBe('loading')
    expect(best(undefined, undefined, true).status.kind).toBe('nothing')
    expect(best(state({ kind: 'loading' }), undefined, true).status.kind).toBe('loading')
  })
})

describe('words and times', () => {
  it('have the same places to fill in in every language', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted()
    const { en = {}, de = {} } = DICTIONARIES as Record<string, Record<string, string>>
    expect(Object.keys(de)).toEqual(Object.keys(en))
    for (const [key, text] of Object.entries(en)) expect(places(de[key] ?? ''), key).toEqual(places(text))
    expect(wordsFor('de-AT')('lend', { thing: 'Boot' })).toBe('Boot leihen')
    expect(wordsFor('xx')('lend', { thing: '{thing}' })).toBe('Lend {thing}')
  })

  it('never throw, whatever a site or a stranger says', () => {
    expect(usableLocale('no such locale!', null, '', 'de')).toBe('de')
    expect(usableLocale('***')).toBe('en')
    const times = timesIn('Nowhere/At_All', 'en')
    expect(times.zone).toBe('UTC')
    expect(times.span(0, 3_600_000)).toBe('00:00–01:00')
    expect(times.dayOf(Date.UTC(2027, 5, 4, 23, 30))).toBe('2027-06-04')
    expect(timesIn('Europe/Berlin', 'en').dayOf(Date.UTC(2027, 5, 4, 23, 30))).toBe('2027-06-05')
  })
})

describe('what a visitor takes along or finds again', () => {
  const event: EventItem = {
    type: 'event',
    id: `0040${'ab'.repeat(64)}`,
    author: '',
    title: 'Soup; bread, \u202e“butter”',
    description: `Bring a bowl.\r\nAnd ${'a very long spoon, '.repeat(9)}`,
    from: Date.UTC(2027, 5, 4, 16),
    to: Date.UTC(2027, 5, 4, 20),
    tags: [],
    cancelled: false,
    confirmation: { required: 0, granted: 0, lines: [] },
  }

  it('is a calendar file that another program reads, with the name that the whole programme has for the event', () => {
    const text = calendarFile(event, 'Hall B; Roof', Date.UTC(2027, 0, 1))
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    const [component] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
    const read = new ICAL.Event(component)
    expect(read.uid).toBe(guidOf(event.id))
    expect(read.summary).toContain('Soup; bread, ')
    expect(read.location).toBe('Hall B; Roof')
    expect(read.description).toContain('Bring a bowl.\nAnd a very long spoon, a very')
    expect([read.startDate.toJSDate().getTime(), read.endDate.toJSDate().getTime()]).toEqual([event.from, event.to])
  })

  it('is a page of the site, where it has one and it leads to the web', () => {
    expect(isWebAddress('event.html?event=1', 'https://elsewhere.example/')).toBe(true)
    expect(isWebAddress('javascript:alert(1)', 'https://elsewhere.example/')).toBe(false)
    expect(isWebAddress(' java\nscript:alert(1)', 'https://elsewhere.example/')).toBe(false)
    expect(isWebAddress('http://[', 'https://elsewhere.example/')).toBe(false)
  })

  it('is a sentence for each way in which a p2panda may say no, whatever was thrown', () => {
    const named = (name: string): Error => Object.assign(new Error(), { name })
    expect(['UserRejected', 'Expired', 'Conflict'].map((name) => refusalWord(named(name)))).toEqual([
      'no',
      'late',
      'conflict',
    ])
    for (const thrown of [named('toString'), named('Internal'), 'a text', undefined])
      expect(refusalWord(thrown)).toBe('failed')
  })
})

describe('the map', () => {
  const place = (id: string, location?: object): ResourceItem => ({
    type: 'resource',
    id,
    owner: '',
    title: id,
    kind: 'place',
    tags: [],
    capacity: 1,
    policy: 'manual',
    retired: false,
    ...(location === undefined ? {} : { location }),
  })

  it('puts places where they lie to each other, north up, and leaves out who has not said where', () => {
    const north = place('north', { type: 'gps', lat: 513_290_000, lon: 123_300_000 })
    const southEast = place('south-east', { type: 'gps', lat: 513_260_000, lon: 123_340_000 })
    const { spots, scale } = drawnMap([north, southEast, place('nowhere')])
    const [first, second, ...others] = spots
    expect(others).toEqual([])
    // Some 336 metres from north to south on 240 of the picture's units.
    expect(scale).toBeCloseTo(240 / 333.96, 2)
    expect(first?.y).toBeLessThan(second?.y ?? 0)
    expect(first?.x).toBeLessThan(second?.x ?? 0)
  })

  it('puts a single place into the middle', () => {
    const { spots, scale } = drawnMap([place('one', { type: 'gps', lat: 0, lon: 0 })])
    expect(spots).toMatchObject([{ x: 320, y: 180 }])
    expect(scale).toBeUndefined()
  })

  it('says how far things are in a length that people say', () => {
    expect([194, 99, 20, 7.9, 1, 0.4].map(roundLength)).toEqual([100, 50, 20, 5, 1, 0.2])
  })
})
