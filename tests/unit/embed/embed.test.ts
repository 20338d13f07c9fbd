// The elements for web sites, as far as they need no browser.

import { describe, expect, it } from 'vitest'
import { best } from '../../../embed/festival-source.ts'
import { spotsOf } from '../../../embed/place-map.tsx'
import type { State } from '../../../embed/source.ts'
import { timesIn, usableLocale } from '../../../embed/times.ts'
import { DICTIONARIES, wordsFor } from '../../../embed/words.ts'
import { NO_ITEMS } from '../../../items/all-items.ts'
import type { ResourceItem } from '../../../page/p2panda.d.ts'

const state = (status: State['status']): State => ({ status, items: NO_ITEMS })
const live = state({ kind: 'live' })
const gone = state({ kind: 'nothing' })
const refused = state({ kind: 'refused', code: 'damaged' })

describe('what a page shows of a festival', () => {
  it('is live before it is a snapshot, and a snapshot as soon as the permission ends', () => {
    expect(best(live, refused, true)).toBe(live)
    expect(best(gone, refused, true)).toBe(refused)
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
    const [first, second, ...others] = spotsOf([north, southEast, place('nowhere')])
    expect(others).toEqual([])
    expect(first?.y).toBeLessThan(second?.y ?? 0)
    expect(first?.x).toBeLessThan(second?.x ?? 0)
  })

  it('puts a single place into the middle', () => {
    expect(spotsOf([place('one', { type: 'gps', lat: 0, lon: 0 })])).toMatchObject([{ x: 320, y: 200 }])
  })
})
