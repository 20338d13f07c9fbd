// JSON-LD for web pages and tables for spreadsheets.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, writeCsv } from '../../../src/exchange/csv-cells.ts'
import { plainText } from '../../../src/exchange/plain-text.ts'
import { writeProgrammeCsv } from '../../../src/exchange/write-csv.ts'
import { writeJsonLd } from '../../../src/exchange/write-json-ld.ts'
import { event, programme, randomProgramme } from './programmes.ts'

describe('JSON-LD', () => {
  it('has the words of schema.org', () => {
    const data = programme([
      event('a', { title: 'A', tags: ['film'], links: [{ url: 'https://x.example' }] }),
      event('b', { status: 'cancelled', rooms: ['net'] }),
    ])
    data.rooms.push({ id: 'net', title: 'Call', url: 'https://call.example' })
    expect(JSON.parse(writeJsonLd(data))).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Festival',
      name: 'Summer',
      startDate: '2026-06-05T18:00:00+02:00',
      endDate: '2026-06-05T19:00:00+02:00',
      location: { '@type': 'Place', name: 'The lake' },
      subEvent: [
        {
          '@type': 'Event',
          name: 'A',
          eventStatus: 'https://schema.org/EventScheduled',
          organizer: [{ '@type': 'Person', name: 'Ben' }],
          location: [{ '@type': 'Place', name: 'Hall', address: 'Weg 1, Berlin', geo: { latitude: 52.5 } }],
          keywords: ['film'],
          url: 'https://x.example',
        },
        {
          eventStatus: 'https://schema.org/EventCancelled',
          location: [{ '@type': 'VirtualLocation', url: 'https://call.example' }],
        },
      ],
    })
  })

  it('can stand in a script of a page, whatever the words', () => {
    fc.assert(
      fc.property(randomProgramme, (data) => {
        const text = writeJsonLd(data)
        expect(text).not.toContain('<')
        expect((JSON.parse(text) as { subEvent: unknown[] }).subEvent.length).toBe(data.events.length)
      }),
      { numRuns: 200, seed: 12 },
    )
  })
})

describe('a table', () => {
  it('has one row per event, and its times by the clocks of the festival', () => {
    const [header, row] =
      readCsv(writeProgrammeCsv(programme([event('a', { title: 'A, "b"', tags: ['x', 'y'] })])).slice(1)) ?? []
    const said = Object.fromEntries((header?.cells ?? []).map((name, at) => [name, row?.cells[at]]))
    expect(said).toMatchObject({
      title: 'A, "b"',
      date: '2026-06-05',
      start: '18:00',
      end: '19:00',
      zone: 'Europe/Berlin',
      place: 'Hall',
      people: 'Ben',
      status: 'confirmed',
      tags: 'x; y',
    })
  })

  it('is computed by no spreadsheet', () => {
    const text = writeCsv([['=1+1', '@SUM(A1)', '-2', '+3', '\t=x', '\uff1d1', 'a=b']])
    expect(text).toBe(`'=1+1,'@SUM(A1),'-2,'+3,'=x,'\uff1d1,a=b\r\n`)
  })

  it('comes back as it was written', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1', "'=1", "''x", "'", '"', 'a"b', 'a\r\nb', '-', ';', '\t', 'a,b'),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('first'), words, words), { minLength: 1 }), (rows) => {
        const read = readCsv(writeCsv([['x', 'y', 'z'], ...rows])) ?? []
        const expected = rows.map((row) => row.map((each) => plainText(each).trim()))
        expect(read.slice(1).map(({ cells }) => cells)).toEqual(expected)
      }),
      { numRuns: 500, seed: 13 },
    )
  })

  it('is read with other separators, and says in which line a row begins', () => {
    expect(readCsv('name;qty\n"two\nlines";2\n\n\nlast;"1"\n')).toEqual([
      { line: 1, cells: ['name', 'qty'] },
      { line: 2, cells: ['two\nlines', '2'] },
      { line: 6, cells: ['last', '1'] },
    ])
    expect(readCsv('name\n"open')).toBeUndefined()
  })
})
