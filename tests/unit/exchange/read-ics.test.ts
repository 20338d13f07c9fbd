// Calendar files: zones, repetitions, exceptions, and lines that are none.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_REPEATS } from '../../../src/exchange/ics-repeats.ts'
import { readIcs } from '../../../src/exchange/read-ics.ts'

const HOUR = 3_600_000
const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n')
const vevent = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
const read = (text: string, window = {}) => {
  const result = readIcs(text, 'Europe/Berlin', window)
  return result.ok ? result.value : expect.fail(JSON.stringify(result.error))
}
const timesOf = (...lines: string[]): number[][] =>
  read(calendar(vevent('SUMMARY:A', ...lines))).data.events.map(({ from, to }) => [from, to])
const begins = (lines: string[], window = {}): string[] =>
  read(calendar(vevent('SUMMARY:A', 'UID:u', 'DURATION:PT1H', ...lines)), window).data.events.map(({ from }) =>
    new Date(from).toISOString().slice(0, 16),
  )

describe('times of a calendar file', () => {
  const six = Date.UTC(2026, 5, 5, 16)
  const ZONE = [
    'BEGIN:VTIMEZONE',
    'TZID:Here',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0300',
    'TZOFFSETTO:+0300',
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n')

  it.each([
    ['UTC', 'DTSTART:20260605T160000Z', 'DTEND:20260605T170000Z'],
    ['a zone by name', 'DTSTART;TZID=America/New_York:20260605T120000', 'DTEND;TZID=America/New_York:20260605T130000'],
    [
      'a zone by a path',
      'DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Lisbon:20260605T170000',
      'DURATION:PT1H',
    ],
    ['no zone: the festival’s', 'DTSTART:20260605T180000', 'DURATION:PT1H'],
  ])('in %s', (_, ...lines) => {
    expect(timesOf(...lines)).toEqual([[six, six + HOUR]])
  })

  it('in a zone that the file describes, and in one that nobody knows', () => {
    const own = vevent('SUMMARY:A', 'DTSTART;TZID=Here:20260605T190000', 'DURATION:PT1H')
    expect(read(calendar(ZONE, own))).toMatchObject({ data: { events: [{ from: six }] }, problems: [] })
    expect(read(calendar(own.replace('190000', '180000')))).toMatchObject({
      data: { events: [{ from: six }] },
      problems: [{ code: 'unknown-zone', line: 3, title: 'A' }],
    })
  })

  it('of a whole day are its midnights, also where it has 23 hours', () => {
    const midnight = Date.UTC(2026, 2, 28, 23)
    expect(timesOf('DTSTART;VALUE=DATE:20260329')).toEqual([[midnight, midnight + 23 * HOUR]])
    expect(timesOf('DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260331')).toEqual([
      [midnight, midnight + 47 * HOUR],
    ])
  })
})

describe('what is repeated', () => {
  it('takes place at the same time of day, within the festival, but for its exceptions', () => {
    expect(
      begins([
        'DTSTART;TZID=Europe/Berlin:20261023T180000',
        'RRULE:FREQ=DAILY;UNTIL=20261026T170000Z',
        'EXDATE;TZID=Europe/Berlin:20261024T180000',
      ]),
    ).toEqual(['2026-10-23T16:00', '2026-10-25T17:00', '2026-10-26T17:00'])
    const weekly = ['DTSTART:20200106T180000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE']
    const june = { from: Date.UTC(2026, 5, 1), to: Date.UTC(2026, 5, 9) }
    expect(begins(weekly, june)).toEqual(['2026-06-01T18:00', '2026-06-03T18:00', '2026-06-08T18:00'])
    expect(begins(weekly).length).toBe(MAX_REPEATS)
    expect(begins(['DTSTART:20260605T180000Z', 'RDATE:20260607T180000Z,20260609T180000Z'])).toEqual([
      '2026-06-05T18:00',
      '2026-06-07T18:00',
      '2026-06-09T18:00',
    ])
  })

  it('is moved or cancelled by what names one of its times', () => {
    const { data, problems } = read(
      calendar(
        vevent('UID:u', 'SUMMARY:A', 'DTSTART:20260605T180000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'),
        vevent('UID:u', 'SUMMARY:B', 'RECURRENCE-ID:20260606T180000Z', 'DTSTART:20260606T200000Z', 'DURATION:PT1H'),
        vevent(
          'UID:u',
          'SUMMARY:A',
          'RECURRENCE-ID:20260607T180000Z',
          'DTSTART:20260607T180000Z',
          'DURATION:PT1H',
          'STATUS:CANCELLED',
        ),
      ),
    )
    expect(data.events.map(({ title, from, id }) => [title, new Date(from).toISOString().slice(0, 13), id])).toEqual([
      ['A', '2026-06-05T18', `u/${Date.UTC(2026, 5, 5, 18)}`],
      ['B', '2026-06-06T20', `u/${Date.UTC(2026, 5, 6, 18)}`],
    ])
    expect(problems).toEqual([{ code: 'cancelled', line: 17, title: 'A' }])
  })

  it.each([
    'FREQ=SECONDLY',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=99999999',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
    'FREQ=HOURLY;INTERVAL=1000',
  ])('without an end that anybody sees is left out and said: %s', (rule) => {
    const { data, problems } = read(
      calendar(vevent('SUMMARY:A', 'DTSTART:19700605T180000Z', 'DURATION:PT1H', `RRULE:${rule}`)),
    )
    expect(data.events).toEqual([])
    expect(problems).toEqual([{ code: 'endless', line: 3, title: 'A' }])
  })

  it('keeps nobody waiting, whatever the rule', () => {
    const parts = fc.record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.constantFrom('', ';INTERVAL=4', ';INTERVAL=12', ';INTERVAL=1000'),
      month: fc.constantFrom('', ';BYMONTH=2', ';BYMONTH=13'),
      ofMonth: fc.constantFrom('', ';BYMONTHDAY=31', ';BYMONTHDAY=-31', ';BYMONTHDAY=29'),
      day: fc.constantFrom('', ';BYDAY=MO', ';BYDAY=5MO', ';BYDAY=-5FR'),
      position: fc.constantFrom('', ';BYSETPOS=9', ';BYSETPOS=-1'),
    })
    const started = performance.now()
    fc.assert(
      fc.property(parts, ({ freq, interval, month, ofMonth, day, position }) => {
        const rule = `RRULE:FREQ=${freq}${interval}${month}${ofMonth}${day}${position}`
        expect(
          begins(['DTSTART:19700206T180000Z', rule], { from: Date.UTC(2026, 0), to: Date.UTC(2027, 0) }).length,
        ).toBeLessThanOrEqual(MAX_REPEATS)
      }),
      { numRuns: 200, seed: 16 },
    )
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})

describe('an event of a calendar file', () => {
  it('takes its words from escaped and folded lines', () => {
    const { events } = read(
      calendar(
        vevent(
          'UID:u',
          'SUMMARY:Talk\\, with\r\n  signs\\;',
          'DESCRIPTION:a\\nb',
          'LOCATION:Hall',
          'CATEGORIES:x,y',
          'URL:https://a.example',
          'CONTACT:Ben',
          'DTSTART:20260605T160000Z',
          'DURATION:PT90M',
        ),
      ),
    ).data
    expect(events).toMatchObject([
      {
        id: 'u',
        title: 'Talk, with signs;',
        description: 'a\nb\n\nBen',
        rooms: ['Hall'],
        tags: ['x', 'y'],
        links: [{ url: 'https://a.example' }],
      },
    ])
  })

  it('is left out with its line and the others stay, when it is broken or says too little', () => {
    const good = vevent('SUMMARY:Good', 'DTSTART:20260605T160000Z', 'DURATION:PT1H')
    const { data, problems } = read(
      calendar(
        vevent('SUMMARY:Bad', 'this is no line'),
        vevent('DTSTART:20260605T160000Z', 'DURATION:PT1H'),
        vevent('SUMMARY:When'),
        vevent('SUMMARY:Odd', 'DTSTART:20261305T996600Z', 'DURATION:PT1H'),
        vevent('SUMMARY:Point', 'DTSTART:20260605T160000Z'),
        vevent('SUMMARY:Back', 'DTSTART:20260605T160000Z', 'DTEND:20260605T150000Z'),
        good,
        'BEGIN:VEVENT\r\nSUMMARY:Cut',
        good,
      ),
    )
    expect(data.events.map(({ title }) => title)).toEqual(['Good', 'Good'])
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['damaged', 3],
      ['no-title', 7],
      ['no-time', 11],
      ['no-time', 14],
      ['no-length', 19],
      ['no-length', 23],
      ['damaged', 33],
    ])
  })

  it('makes nothing throw, whatever stands in the file', () => {
    const bits = fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'BEGIN:VTIMEZONE',
      'END:VTIMEZONE',
      'TZID:X',
      'SUMMARY:A',
      'DTSTART:20260605T160000Z',
      'DTSTART;TZID=X:20260605T160000',
      'DTSTART;VALUE=DATE:2026',
      'DURATION:P',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=2',
      'RRULE:',
      'RRULE:FREQ=',
      'EXDATE:x',
      'RDATE;VALUE=PERIOD:20260605T160000Z/PT1H',
      'RECURRENCE-ID:x',
      ' folded',
      ':',
      ';',
      'BEGIN:DAYLIGHT',
      'DTEND;TZID=:1',
      'DTSTART:99991231T233000Z',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 20 }), (lines) => {
        const { data } = read(calendar(...lines))
        for (const { from, to } of data.events) expect([from < to, to <= 253_402_300_800_000]).toEqual([true, true])
      }),
      { numRuns: 1500, seed: 17 },
    )
  })
})
