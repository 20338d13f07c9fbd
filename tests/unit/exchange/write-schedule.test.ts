// schedule.xml and schedule.json: checked by xmllint against a schema, and by the rules that Fahrplan apps go by.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { plainLine } from '../../../src/exchange/plain-text.ts'
import { scheduleOf, type Schedule, type ScheduleEvent } from '../../../src/exchange/schedule.ts'
import { writeScheduleJson } from '../../../src/exchange/write-schedule-json.ts'
import { writeScheduleXml } from '../../../src/exchange/write-schedule-xml.ts'
import { EVENING, event, programme, randomProgramme } from './programmes.ts'

const schema = readFileSync(join(import.meta.dirname, 'schedule.xsd'), 'utf8')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const all = ({ days }: Schedule): ScheduleEvent[] => days.flatMap(({ rooms }) => rooms.flatMap(({ events }) => events))
const minutes = (duration: string): number => Number(duration.split(':')[0]) * 60 + Number(duration.split(':')[1])
const span = ({ date, duration }: ScheduleEvent): [number, number] => [
  Date.parse(date),
  Date.parse(date) + minutes(duration) * MINUTE,
]

/** What apps drop: whatever overlaps in a room. */
function lost(schedule: Schedule): string[] {
  return schedule.days
    .flatMap(({ rooms }) =>
      rooms.flatMap(({ events }) =>
        events.filter((one, at) =>
          events.some((other, before) => before < at && span(one)[0] < span(other)[1] && span(other)[0] < span(one)[1]),
        ),
      ),
    )
    .map(({ title }) => title)
}

describe('a schedule', () => {
  it('spreads what is parallel in one room over lanes that no other room is called', () => {
    const data = programme(
      [
        event('a'),
        event('b', { from: EVENING + 30 * MINUTE, to: EVENING + 2 * HOUR }),
        event('c', { from: EVENING + HOUR, to: EVENING + 3 * HOUR }),
        event('d', { rooms: ['second'] }),
      ],
      {
        rooms: [
          { id: 'hall', title: 'Hall' },
          { id: 'second', title: 'Hall (2)' },
          { id: 'third', title: 'Hall' },
        ],
      },
    )
    const schedule = scheduleOf(data, '–')
    expect(lost(schedule)).toEqual([])
    const rooms = schedule.days[0]?.rooms.map(({ name, events }) => [name, events.map(({ title }) => title)])
    expect(rooms).toEqual([
      ['Hall', ['a', 'c']],
      ['Hall (4)', ['b']],
      ['Hall (2)', ['d']],
      ['Hall (3)', []],
    ])
  })

  it('counts what begins before four in the morning to the night before', () => {
    const midnight = Date.UTC(2026, 5, 5, 22) // 00:00 on the 6th in Berlin
    const schedule = scheduleOf(
      programme([
        event('evening'),
        event('night', { from: midnight + 30 * MINUTE, to: midnight + 3 * HOUR }),
        event('morning', { from: midnight + 4 * HOUR, to: midnight + 5 * HOUR }),
      ]),
      '–',
    )
    const days = schedule.days.map(({ date, start, end, rooms }) => [date, start, end, rooms[0]?.events.length])
    expect(days).toEqual([
      ['2026-06-05', '2026-06-05T04:00:00+02:00', '2026-06-06T04:00:00+02:00', 2],
      ['2026-06-06', '2026-06-06T04:00:00+02:00', '2026-06-07T04:00:00+02:00', 1],
    ])
    expect(all(schedule)[1]).toMatchObject({ date: '2026-06-06T00:30:00+02:00', start: '00:30', duration: '02:30' })
  })

  it('says the offset of the day, also in the night in which clocks change', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30) // 02:30 in summer time
    const twice = [
      event('first', { from: first, to: first + HOUR }),
      event('second', { from: first + HOUR, to: first + 2 * HOUR }),
    ]
    expect(all(scheduleOf(programme(twice), '–')).map(({ date, start }) => [date, start])).toEqual([
      ['2026-10-25T02:30:00+02:00', '02:30'],
      ['2026-10-25T02:30:00+01:00', '02:30'],
    ])
  })

  it('stays within the years that the format can say', () => {
    const last = Date.UTC(9999, 11, 31, 23, 30)
    const days = scheduleOf(programme([event('last', { from: last, to: last + 30 * MINUTE })]), '–').days
    expect(days).toMatchObject([{ date: '9999-12-31', end: '9999-12-31T23:59:59+01:00' }])
    const early = scheduleOf(
      programme([event('a', { from: 0, to: HOUR })], { festival: { id: 'f', title: '', zone: 'America/New_York' } }),
      '–',
    )
    expect(all(early)).toMatchObject([{ date: '1969-12-31T19:00:00-05:00', start: '19:00' }])
  })

  it('sends nobody to what was cancelled, and has a room for what has none', () => {
    const schedule = scheduleOf(
      programme([event('off', { status: 'cancelled' }), event('walk', { rooms: [] })]),
      'Outside',
    )
    expect(all(schedule).map(({ title, room }) => [title, room])).toEqual([['walk', 'Outside']])
  })

  it('loses nothing and puts everything into its day, whatever the words and the times', () => {
    fc.assert(
      fc.property(randomProgramme, (data) => {
        const schedule = scheduleOf(data, '–')
        expect(lost(schedule)).toEqual([])
        const taking = data.events.filter(({ status }) => status !== 'cancelled')
        const times = (spans: [number, number][]): string[] => spans.map(String).sort()
        expect(times(all(schedule).map((each) => span(each)))).toEqual(times(taking.map(({ from, to }) => [from, to])))
        for (const { start, end, rooms } of schedule.days) {
          for (const each of rooms.flatMap(({ events }) => events)) {
            expect(span(each)[0]).toBeGreaterThanOrEqual(Date.parse(start))
            expect(span(each)[0]).toBeLessThan(Date.parse(end))
          }
        }
      }),
      { numRuns: 300, seed: 9 },
    )
  })
})

describe('schedule.xml', () => {
  it('is well-formed and what apps expect, whatever the words', async () => {
    const files = fc.sample(randomProgramme, { numRuns: 40, seed: 10 })
    const plain = programme([
      event('a', { title: 'A & B < C', tags: ['film', 'talk'], links: [{ url: 'https://x.example' }] }),
    ])
    const xml = [plain, ...files].map((data, index) => ({
      fileName: `${index}.xml`,
      contents: writeScheduleXml(data, 'Nowhere'),
    }))
    expect(xml[0]?.contents).toContain('<title>A &amp; B &lt; C</title>')
    const { errors } = await validateXML({ xml, schema })
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([])
  })

  it('would be refused by the same check if it had no start', async () => {
    const broken = writeScheduleXml(programme([event('a')]), '–').replace(/<start>18:00<\/start>/u, '')
    expect((await validateXML({ xml: broken, schema })).valid).toBe(false)
  })
})

describe('schedule.json', () => {
  it('says the same, with rooms by name', () => {
    const text = writeScheduleJson(programme([event('a', { title: 'A', description: 'B' })]), '–')
    const { schedule } = JSON.parse(text) as { schedule: { conference: Record<string, unknown> } }
    expect(schedule.conference).toMatchObject({
      title: 'Summer',
      daysCount: 1,
      time_zone_name: 'Europe/Berlin',
      days: [
        {
          index: 1,
          day_start: '2026-06-05T04:00:00+02:00',
          rooms: {
            Hall: [{ title: 'A', room: 'Hall', persons: [{ public_name: 'Ben' }], duration: '01:00' }],
            Yard: [],
          },
        },
      ],
    })
  })

  it('keeps every title, whatever the words', () => {
    fc.assert(
      fc.property(randomProgramme, (data) => {
        const { schedule } = JSON.parse(writeScheduleJson(data, '–')) as {
          schedule: { conference: { days: { rooms: Record<string, { title: string }[]> }[] } }
        }
        const titles = schedule.conference.days.flatMap(({ rooms }) => Object.values(rooms).flat())
        const wanted = data.events.filter(({ status }) => status !== 'cancelled')
        expect(titles.map(({ title }) => title).sort()).toEqual(wanted.map(({ title }) => plainLine(title)).sort())
      }),
      { numRuns: 200, seed: 11 },
    )
  })
})
