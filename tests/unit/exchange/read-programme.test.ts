// Programmes of others as plain data: real files where they are there, files of ours, and files of people who wish us ill.

import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { programmeFormats, writeProgramme, type ProgrammeFormat } from '../../../src/exchange/formats.ts'
import { guidOf } from '../../../src/exchange/guid.ts'
import { fittingTitle } from '../../../src/exchange/fitting.ts'
import type { ProgrammeData } from '../../../src/exchange/programme-data.ts'
import { MAX_ITEMS } from '../../../src/exchange/read-problem.ts'
import { readProgramme } from '../../../src/exchange/read-programme.ts'
import { readXml } from '../../../src/exchange/read-xml.ts'
import { scheduleOf } from '../../../src/exchange/schedule.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import { EVENING, event, programme, randomProgramme } from './programmes.ts'

const HOUR = 3_600_000
const BERLIN = { zone: 'Europe/Berlin' }
const read = (text: string, zone = 'Europe/Berlin') => {
  const result = readProgramme(text, { zone })
  return result.ok ? result.value : expect.fail(JSON.stringify(result.error))
}
/** What is taken over must be an operation, or nothing that comes with it is. */
const written = ({ title, description, from, to, tags, links }: ProgrammeData['events'][number]) =>
  encodeOperation({
    v: 1,
    op: 'event.create',
    at: 1,
    title,
    from,
    to,
    tags,
    links,
    ...(description === undefined ? {} : { description }),
  })
const READ: readonly ProgrammeFormat[] = ['ics', 'schedule-xml', 'schedule-json']

describe('files that were written here', () => {
  it.each(READ)('come back as they were: %s', (format) => {
    fc.assert(
      fc.property(randomProgramme, (data) => {
        const { events } = read(writeProgramme(data, format, '–'), data.festival.zone).data
        const wanted = data.events.filter(({ title, status }) => fittingTitle(title) !== '' && status !== 'cancelled')
        const facts = ({ id, title, from, to, links }: ProgrammeData['events'][number]): string =>
          JSON.stringify([guidOf(id), fittingTitle(title), from, to, links.map(({ url }) => url)])
        expect(events.map(facts).sort()).toEqual(wanted.map(facts).sort())
        for (const each of events) expect(written(each)).toMatchObject({ ok: true })
      }),
      { numRuns: 150, seed: 14 },
    )
  })

  it.each(READ)('say the room, the words and the tags: %s', (format) => {
    const data = programme([event('a', { title: 'A', description: 'B\n\nC', tags: ['film'], people: [{ name: '' }] })])
    expect(read(writeProgramme(data, format, '–')).data.events).toMatchObject([
      { title: 'A', rooms: ['Hall'], description: 'B\n\nC', tags: ['film'] },
    ])
    const nowhere = programme([event('a', { rooms: [] })])
    expect(read(writeProgramme(nowhere, format, '–')).data.rooms).toEqual([])
  })
})

const FILES = process.env['PROGRAMMES'] ?? new URL('../../../../../shared/data/', import.meta.url).pathname
describe.skipIf(!existsSync(`${FILES}/33c3.schedule.xml`))('the programme of a real congress', () => {
  const file = (ending: string) => read(readFileSync(`${FILES}/33c3.schedule.${ending}`, 'utf8')).data
  const times = ({ events }: ProgrammeData): string[] =>
    events.map(({ title, from, to }) => `${from} ${to} ${title}`).sort()

  it('is the same from schedule.xml and schedule.json, with its rooms and days', () => {
    const xml = file('xml')
    expect(xml.events.length).toBe(150)
    expect(times(file('json'))).toEqual(times(xml))
    expect(xml.rooms.map(({ title }) => title)).toEqual(['Saal 1', 'Saal 2', 'Saal 6', 'Saal G'])
    expect(xml.events[0]).toMatchObject({
      title: '33C3 Opening Ceremony',
      from: Date.UTC(2016, 11, 27, 10),
      tags: ['CCC', 'lecture'],
    })
    expect(scheduleOf(xml, '–').days.map(({ date }) => date)).toEqual([
      '2016-12-27',
      '2016-12-28',
      '2016-12-29',
      '2016-12-30',
    ])
  })

  it('is at the same times in the calendar file', () => {
    const when = ({ events }: ProgrammeData): string[] => events.map(({ from, to }) => `${from} ${to}`).sort()
    expect(when(file('ics'))).toEqual(when(file('xml')))
    expect(file('ics').rooms.length).toBe(4)
  })

  it('is the same after it was written and read again', () => {
    const xml = file('xml')
    for (const format of READ) expect(times(read(writeProgramme(xml, format, '–')).data)).toEqual(times(xml))
    expect(programmeFormats.map((format) => writeProgramme(xml, format, '–').length > 100_000)).not.toContain(false)
  })
})

describe('a schedule file', () => {
  const xml = (...events: string[]): string =>
    `<schedule><conference><title>T</title></conference>\n<day date="2026-06-05" index="1"><room name="Hall">\n${events.join('\n')}\n</room></day></schedule>`

  it('may leave out most, and tells the line of what can not be', () => {
    const { data, problems } = read(
      xml(
        '<event id="1"><title>A</title><start>18:00</start><duration>1:30</duration></event>',
        '<event id="2"><title>Night</title><start>00:30</start><duration>0:30</duration></event>',
        '<event id="3"><start>18:00</start><duration>1:30</duration></event>',
        '<event id="4"><title>When</title><duration>1:30</duration></event>',
        '<event id="5"><title>Short</title><start>18:00</start><duration>0:00</duration></event>',
        `<event id="6"><title>Long</title><start>20:00</start><duration>1:00</duration><abstract>${'x'.repeat(9000)}</abstract></event>`,
      ),
    )
    expect(data.events.map(({ title, from, to }) => [title, (from - EVENING) / HOUR, (to - from) / HOUR])).toEqual([
      ['A', 0, 1.5],
      ['Long', 2, 1],
      ['Night', 6.5, 0.5],
    ])
    expect(data.events[1]?.description?.length).toBe(8000)
    expect(problems).toEqual([
      { code: 'no-title', line: 5 },
      { code: 'no-time', line: 6, title: 'When' },
      { code: 'no-length', line: 7, title: 'Short' },
      { code: 'shortened', line: 8, title: 'Long' },
    ])
  })

  it('gives only what can be said, however long and late it is', () => {
    const at = (date: string, duration: string, more = ''): string =>
      `<event><title>A</title><date>${date}</date><duration>${duration}</duration>${more}</event>`
    const long = `https://a.example/${'ü'.repeat(1500)}`
    const words = `<links><link href="${long}">x</link><link href="https://b.example">${'y'.repeat(500)}</link></links><track>${'z'.repeat(99)}</track><persons><person>${'ö'.repeat(5000)}</person></persons>`
    const { data, problems } = read(
      xml(
        at('9999-12-31T23:30:00Z', '48:00'),
        at('1969-12-31T23:30:00Z', '48:00'),
        at('2026-06-05T18:00:00Z', '9999:59', words),
      ),
    )
    expect(data.events.map(({ links, tags }) => [links.map(({ url }) => url), tags[0]?.length])).toEqual([
      [['https://b.example'], 40],
    ])
    expect(data.events.map(written)).toMatchObject([{ ok: true }])
    expect(problems.map(({ code }) => code)).toEqual(['no-time', 'no-time', 'shortened'])
  })

  it('makes links of web addresses only', () => {
    const links = '<links><link href="javascript:alert(1)">x</link><link href="https://a.example">A</link></links>'
    const { data } = read(
      xml(`<event id="1"><title>A</title><start>18:00</start><duration>1:00</duration>${links}</event>`),
    )
    expect(data.events[0]?.links).toEqual([{ url: 'https://a.example', title: 'A' }])
  })

  it('is no other XML, JSON or text, and not too much', () => {
    const code = (text: string): unknown => readProgramme(text, BERLIN)
    expect(code('<rss></rss>')).toEqual({ ok: false, error: { code: 'not-one' } })
    expect(code('<schedule>\n<day>')).toEqual({ ok: false, error: { code: 'damaged', line: 2 } })
    expect(code('{"a":1}')).toEqual({ ok: false, error: { code: 'not-one' } })
    expect(code('{"a":')).toEqual({ ok: false, error: { code: 'damaged' } })
    expect(code('hello')).toEqual({ ok: false, error: { code: 'not-one' } })
    expect(code('')).toEqual({ ok: false, error: { code: 'not-one' } })
    expect(code(`<schedule>${' '.repeat(9_000_000)}</schedule>`)).toEqual({ ok: false, error: { code: 'too-large' } })
    const many = Array.from(
      { length: MAX_ITEMS + 5 },
      () => '<event><title>A</title><start>18:00</start><duration>1:00</duration></event>',
    )
    expect(read(xml(...many))).toMatchObject({
      data: { events: { length: MAX_ITEMS } },
      problems: [{ code: 'too-many' }],
    })
  })
})

describe('XML', () => {
  it('grows by no entities, reads none from elsewhere, and nests so deep', () => {
    expect(readXml('<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')).toEqual({ ok: false, error: { line: 1 } })
    expect(readXml('<a x="1 &amp; 2">&b; &#x41;&lt;<![CDATA[<&]]><!-- c --><b/></a>')).toMatchObject({
      ok: true,
      value: { text: '&b; A<<&', attributes: new Map([['x', '1 & 2']]), children: [{ name: 'b' }] },
    })
    expect(readXml('<a>'.repeat(60) + '</a>'.repeat(60)).ok).toBe(false)
    for (const bad of ['<a></b>', '<a', '<a x=1></a>', '<a/><b/>', 'x<a/>', '<a><!-- </a>', '</a>'])
      expect(readXml(bad).ok).toBe(false)
  })

  it('takes any text without throwing, and soon', () => {
    const bits = fc.constantFrom(
      '<',
      '</',
      '>',
      '/>',
      'a',
      ' x="',
      '"',
      '&',
      '&#',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
        expect(typeof readXml(parts.join('')).ok).toBe('boolean')
      }),
      { numRuns: 2000, seed: 15 },
    )
    const started = performance.now()
    for (const bad of [
      '<a '.repeat(200_000),
      `<a ${'x'.repeat(1_000_000)}`,
      '&'.repeat(1_000_000),
      '<a>'.repeat(300_000),
    ]) {
      readXml(`<a>${bad}`)
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
