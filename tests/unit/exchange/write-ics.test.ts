// Calendar files as ical.js, another implementation, reads them.

import * as fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { guidOf } from '../../../src/exchange/guid.ts'
import { plainText } from '../../../src/exchange/plain-text.ts'
import { inRoom } from '../../../src/exchange/programme-data.ts'
import { writeIcs } from '../../../src/exchange/write-ics.ts'
import { EVENING, event, programme, randomProgramme } from './programmes.ts'

const eventsOf = (text: string): ICAL.Component[] =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent')
const value = (component: ICAL.Component, name: string): unknown => component.getFirstPropertyValue(name)

describe('a calendar file', () => {
  it('says of an event who, what, when, where, and how sure that is', () => {
    const text = writeIcs(
      programme([
        event('talk', {
          title: 'Talk; with, signs\\',
          description: 'Line one\nLine two',
          links: [{ url: 'https://example.org/1' }, { url: 'https://example.org/2', title: 'Slides' }],
          tags: ['film', 'a,b'],
          status: 'tentative',
          revision: 2,
          rooms: ['hall', 'yard'],
        }),
        event('off', { status: 'cancelled' }),
      ]),
    )
    const [talk, off] = eventsOf(text)
    if (talk === undefined || off === undefined) expect.fail()
    expect(value(talk, 'uid')).toBe(guidOf('talk'))
    expect(value(talk, 'summary')).toBe('Talk; with, signs\\')
    expect(value(talk, 'description')).toBe('Line one\nLine two\n\nSlides: https://example.org/2')
    expect(value(talk, 'location')).toBe('Hall, Weg 1, Berlin; Yard')
    expect(value(talk, 'geo')).toEqual([52.5, 13.25])
    expect(talk.getFirstProperty('categories')?.getValues()).toEqual(['film', 'a,b'])
    expect(value(talk, 'contact')).toBe('Ben')
    expect(value(talk, 'url')).toBe('https://example.org/1')
    expect(value(talk, 'sequence')).toBe(2)
    expect(value(talk, 'status')).toBe('TENTATIVE')
    expect((value(talk, 'dtstart') as ICAL.Time).toJSDate().getTime()).toBe(EVENING)
    expect(value(off, 'status')).toBe('CANCELLED')
  })

  it('keeps lines at 75 octets, breaks no character, and every word comes back', () => {
    fc.assert(
      fc.property(randomProgramme, (data) => {
        const text = writeIcs(data)
        const lines = text.split('\r\n')
        expect(lines.pop()).toBe('')
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(/[\n\r\ufffd]/u)
        }
        const read = eventsOf(text)
        expect(read.map((each) => [value(each, 'uid'), value(each, 'summary')])).toEqual(
          data.events.map(({ id, title }) => [guidOf(id), plainText(title)]),
        )
        expect(read.map((each) => (value(each, 'dtstart') as ICAL.Time).toJSDate().getTime())).toEqual(
          data.events.map(({ from }) => from),
        )
        expect(read.map((each) => (value(each, 'dtend') as ICAL.Time).toJSDate().getTime())).toEqual(
          data.events.map(({ to }) => to),
        )
      }),
      { numRuns: 300, seed: 8 },
    )
  })

  it('can be that of one room, and empty', () => {
    const data = programme([event('in'), event('out', { rooms: ['yard'] })])
    expect(eventsOf(writeIcs(inRoom(data, 'hall'))).map((each) => value(each, 'summary'))).toEqual(['in'])
    expect(eventsOf(writeIcs(programme([])))).toEqual([])
  })
})

describe('the names that other programs know things by', () => {
  it('are UUIDs of version 5, always the same', () => {
    expect(guidOf('talk')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(guidOf('talk')).toBe(guidOf('talk'))
    expect(guidOf(guidOf('talk'))).toBe(guidOf('talk'))
    expect(guidOf('talk')).not.toBe(guidOf('walk'))
  })
})
